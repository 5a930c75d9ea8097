;;; SRFI 13: string libraries. A criterion is a character, a character set or a predicate; parts are named by an optional start and end.
;;; Deviations: without string-kmp-partial-search, kmp-step, string-parse-start+end and their like; what may share does not.
(define-library (srfi 13)
  (export string? make-string string string-length string-ref string-set! string->list list->string string-append
          string-null? string-every string-any string-tabulate string-unfold string-unfold-right reverse-list->string string-join
          string-copy substring/shared string-copy! string-take string-take-right string-drop string-drop-right string-pad
          string-pad-right string-trim string-trim-right string-trim-both string-fill! string-compare string-compare-ci string<>
          string= string< string> string<= string>= string-ci<> string-ci= string-ci< string-ci> string-ci<= string-ci>=
          string-hash string-hash-ci string-prefix-length string-suffix-length string-prefix-length-ci string-suffix-length-ci
          string-prefix? string-suffix? string-prefix-ci? string-suffix-ci? string-index string-index-right string-skip
          string-skip-right string-count string-contains string-contains-ci string-titlecase string-titlecase! string-upcase
          string-upcase! string-downcase string-downcase! string-reverse string-reverse! string-concatenate
          string-concatenate/shared string-append/shared string-concatenate-reverse string-concatenate-reverse/shared string-map
          string-map! string-fold string-fold-right string-for-each string-for-each-index xsubstring string-xcopy!
          string-replace string-tokenize string-filter string-delete)
  (import (except (scheme base) string-map string-for-each)
          (only (scheme char) char-whitespace? char-alphabetic? char-upcase char-downcase)
          (prefix (only (scheme char) string-upcase string-downcase) whole:)
          (only (srfi 14) char-set? char-set-contains? char-set:graphic)
          (only (srfi 128) default-hash)
          (rename (only (srfi 152) string-null? string-every string-any string-tabulate string-unfold string-unfold-right
                        reverse-list->string string-join string-take string-take-right string-drop string-drop-right
                        string-pad string-pad-right string-trim string-trim-right string-trim-both string-prefix-length
                        string-suffix-length string-prefix? string-suffix? string-index string-index-right string-skip
                        string-skip-right string-count string-contains string-concatenate string-concatenate-reverse
                        string-fold string-fold-right string-replace string-filter string-replicate)
                  (string-every every-char) (string-any any-char) (string-trim trim) (string-trim-right trim-right)
                  (string-trim-both trim-both) (string-index index) (string-index-right index-right) (string-skip skip)
                  (string-skip-right skip-right) (string-count count-chars) (string-filter filter-chars)))
  (begin
    (define (criterion->predicate criterion)
      (cond ((char? criterion) (lambda (char) (char=? char criterion)))
            ((char-set? criterion) (lambda (char) (char-set-contains? criterion char)))
            (else criterion)))

    ;; The optional arguments from the one with this index on.
    (define (optional arguments index default)
      (cond ((null? arguments) default)
            ((= index 0) (car arguments))
            (else (optional (cdr arguments) (- index 1) default))))

    (define (part string range) (apply string-copy string range))

    ;;; With criteria.

    (define (string-every criterion string . range) (apply every-char (criterion->predicate criterion) string range))
    (define (string-any criterion string . range) (apply any-char (criterion->predicate criterion) string range))
    (define (string-index string criterion . range) (apply index string (criterion->predicate criterion) range))
    (define (string-index-right string criterion . range) (apply index-right string (criterion->predicate criterion) range))
    (define (string-skip string criterion . range) (apply skip string (criterion->predicate criterion) range))
    (define (string-skip-right string criterion . range) (apply skip-right string (criterion->predicate criterion) range))
    (define (string-count string criterion . range) (apply count-chars string (criterion->predicate criterion) range))
    (define (string-filter criterion string . range) (apply filter-chars (criterion->predicate criterion) string range))
    (define (string-delete criterion string . range)
      (let ((unwanted? (criterion->predicate criterion)))
        (apply filter-chars (lambda (char) (not (unwanted? char))) string range)))

    (define (string-trim string . more) (trimmed trim string more))
    (define (string-trim-right string . more) (trimmed trim-right string more))
    (define (string-trim-both string . more) (trimmed trim-both string more))
    (define (trimmed trim string more)
      (if (null? more) (trim string) (apply trim string (criterion->predicate (car more)) (cdr more))))

    ;; The longest parts of characters of the set.
    (define (string-tokenize string . more)
      (let* ((token? (criterion->predicate (optional more 0 char-set:graphic)))
             (text (part string (if (null? more) '() (cdr more))))
             (length (string-length text)))
        (let loop ((end length) (tokens '()))
          (let ((last (index-right text token? 0 end)))
            (if last
                (let ((before (skip-right text token? 0 last)))
                  (let ((start (if before (+ before 1) 0)))
                    (loop start (cons (substring text start (+ last 1)) tokens))))
                tokens)))))

    ;;; Comparison: of two parts. Case is folded character by character, so indices stay what they are.

    (define (fold-case string) (string-map (lambda (char) (char-downcase (char-upcase char))) string))

    ;; (compare fold a b range less equal greater): each is called with that index.
    (define (compare fold one other range less equal greater)
      (let* ((start (optional range 0 0))
             (a (fold (part one (if (null? range) '() (list start (optional range 1 (string-length one)))))))
             (b (fold (part other (if (or (null? range) (null? (cdr range))) '() (cddr range)))))
             (common (string-prefix-length a b))
             (place (+ start common)))
        (cond ((= common (string-length a)) (if (= common (string-length b)) (equal place) (less place)))
              ((= common (string-length b)) (greater place))
              ((char<? (string-ref a common) (string-ref b common)) (less place))
              (else (greater place)))))

    (define (string-compare one other less equal greater . range)
      (compare as-it-is one other range less equal greater))
    (define (string-compare-ci one other less equal greater . range)
      (compare fold-case one other range less equal greater))

    (define (as-it-is string) string)
    (define (yes index) #t)
    (define (no index) #f)
    (define (comparison fold less equal greater)
      (lambda (one other . range) (compare fold one other range less equal greater)))

    (define string= (comparison as-it-is no yes no))
    (define string<> (comparison as-it-is yes no yes))
    (define string< (comparison as-it-is yes no no))
    (define string> (comparison as-it-is no no yes))
    (define string<= (comparison as-it-is yes yes no))
    (define string>= (comparison as-it-is no yes yes))
    (define string-ci= (comparison fold-case no yes no))
    (define string-ci<> (comparison fold-case yes no yes))
    (define string-ci< (comparison fold-case yes no no))
    (define string-ci> (comparison fold-case no no yes))
    (define string-ci<= (comparison fold-case yes yes no))
    (define string-ci>= (comparison fold-case no yes yes))

    (define (folded-prefix-or-suffix procedure)
      (lambda (one other . range)
        (procedure (fold-case (part one (if (null? range) '() (list (car range) (optional range 1 (string-length one))))))
                   (fold-case (part other (if (or (null? range) (null? (cdr range))) '() (cddr range)))))))
    (define string-prefix-length-ci (folded-prefix-or-suffix string-prefix-length))
    (define string-suffix-length-ci (folded-prefix-or-suffix string-suffix-length))
    (define string-prefix-ci? (folded-prefix-or-suffix string-prefix?))
    (define string-suffix-ci? (folded-prefix-or-suffix string-suffix?))

    (define (string-contains-ci string pattern . range)
      (apply string-contains (fold-case string) (fold-case pattern) range))

    (define (string-hash string . more) (hash-below as-it-is string more))
    (define (string-hash-ci string . more) (hash-below fold-case string more))
    (define (hash-below fold string more)
      (let ((bound (optional more 0 0))
            (hash (default-hash (fold (part string (if (null? more) '() (cdr more)))))))
        (if (= bound 0) hash (modulo hash bound))))

    ;;; Case, reversal, mapping: copies, and in place.

    (define (string-upcase string . range) (whole:string-upcase (part string range)))
    (define (string-downcase string . range) (whole:string-downcase (part string range)))
    (define (string-reverse string . range) (list->string (reverse (apply string->list string range))))
    (define (string-titlecase string . range) (let ((copy (part string range))) (string-titlecase! copy) copy))
    (define (string-map procedure string . range) (let ((copy (part string range))) (string-map! procedure copy) copy))

    (define (string-upcase! string . range) (apply string-map! char-upcase string range))
    (define (string-downcase! string . range) (apply string-map! char-downcase string range))
    (define (string-reverse! string . range) (string-copy! string (optional range 0 0) (apply string-reverse string range)))

    ;; A letter after another character begins a word.
    (define (string-titlecase! string . range)
      (let ((inside? #f))
        (apply string-map!
               (lambda (char)
                 (let ((letter? (char-alphabetic? char)))
                   (let ((new (cond ((not letter?) char) (inside? (char-downcase char)) (else (char-upcase char)))))
                     (set! inside? letter?)
                     new)))
               string range)))

    (define (string-map! procedure string . range)
      (apply string-for-each-index (lambda (index) (string-set! string index (procedure (string-ref string index)))) string range))

    (define (string-for-each procedure string . range)
      (apply string-for-each-index (lambda (index) (procedure (string-ref string index))) string range))

    (define (string-for-each-index procedure string . range)
      (let ((end (optional range 1 (string-length string))))
        (let loop ((index (optional range 0 0)))
          (if (< index end)
              (begin
                (procedure index)
                (loop (+ index 1)))))))

    ;;; Parts and joining.

    (define (substring/shared string start . end) (apply string-copy string start end))
    (define (string-concatenate/shared strings) (string-concatenate strings))
    (define (string-append/shared . strings) (string-concatenate strings))
    (define (string-concatenate-reverse/shared strings . more) (apply string-concatenate-reverse strings more))

    ;; Characters from `from` up to `to` of the string repeated for ever in both directions.
    (define (xsubstring string from . more)
      (let* ((range (if (or (null? more) (null? (cdr more))) '() (cdr more)))
             (text (part string range)))
        (string-replicate text from (optional more 0 (+ from (string-length text))))))

    (define (string-xcopy! target at string from . more)
      (string-copy! target at (apply xsubstring string from more)))))
