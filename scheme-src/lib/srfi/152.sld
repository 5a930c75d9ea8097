;;; SRFI 152: the string library. Searching procedures take predicates of characters; indices of a part are optional last arguments.
;;; Deviations: none.
(define-library (srfi 152)
  (export string? string-null? string-every string-any make-string string string-tabulate string-unfold string-unfold-right
          string->vector string->list vector->string list->string reverse-list->string string-length string-ref substring
          string-copy string-take string-drop string-take-right string-drop-right string-pad string-pad-right string-trim
          string-trim-right string-trim-both string-replace string=? string<? string>? string<=? string>=? string-ci=?
          string-ci<? string-ci>? string-ci<=? string-ci>=? string-prefix-length string-suffix-length string-prefix?
          string-suffix? string-index string-index-right string-skip string-skip-right string-contains
          string-contains-right string-take-while string-take-while-right string-drop-while string-drop-while-right
          string-break string-span string-append string-concatenate string-concatenate-reverse string-join string-fold
          string-fold-right string-map string-for-each string-count string-filter string-remove string-replicate
          string-segment string-split read-line read-string write-string string-set! string-fill! string-copy!)
  (import (scheme base) (scheme case-lambda) (scheme char))
  (begin
    ;; The part of the string that the optional arguments name.
    (define (part string range)
      (let* ((length (string-length string))
             (start (if (null? range) 0 (car range)))
             (end (if (or (null? range) (null? (cdr range))) length (cadr range))))
        (unless (and (exact-integer? start) (exact-integer? end) (<= 0 start end length))
          (error "not a part of the string" string start end))
        (values start end)))

    (define (complement satisfied?) (lambda (char) (not (satisfied? char))))

    ;;; Predicates

    ;; (string-null? string): has it no character?
    (define (string-null? string) (= 0 (string-length string)))

    ;; (string-every satisfied? string [start [end]]) -> the last answer when all are true, else #f; string-any: the first true
    ;; answer, or #f
    (define (string-every satisfied? string . range)
      (let-values (((start end) (part string range)))
        (let loop ((index start) (answer #t))
          (if (= index end)
              answer
              (let ((answer (satisfied? (string-ref string index))))
                (and answer (loop (+ index 1) answer)))))))

    (define (string-any satisfied? string . range)
      (let-values (((start end) (part string range)))
        (let loop ((index start))
          (and (< index end)
               (or (satisfied? (string-ref string index)) (loop (+ index 1)))))))

    ;;; Constructors

    ;; (string-tabulate procedure length) -> string of (procedure index)
    (define (string-tabulate procedure length)
      (let loop ((index (- length 1)) (chars '()))
        (if (< index 0) (list->string chars) (loop (- index 1) (cons (procedure index) chars)))))

    ;; base and what make-final gives are strings; the mapper gives characters or strings.
    (define (unfolded stop? mapper successor seed make-final)
      (let loop ((seed seed) (pieces '()))
        (if (stop? seed)
            (cons (make-final seed) pieces)
            (let ((object (mapper seed)))
              (loop (successor seed) (cons (if (char? object) (string object) object) pieces))))))

    (define (no-string seed) "")

    ;; (string-unfold stop? mapper successor seed [base [make-final]]) -> base, (mapper seed), (mapper (successor seed)) ...,
    ;; (make-final seed), each a character or string. O(n).
    (define string-unfold
      (case-lambda
        ((stop? mapper successor seed) (string-unfold stop? mapper successor seed "" no-string))
        ((stop? mapper successor seed base) (string-unfold stop? mapper successor seed base no-string))
        ((stop? mapper successor seed base make-final)
         (string-concatenate (cons base (reverse (unfolded stop? mapper successor seed make-final)))))))

    ;; (string-unfold-right stop? mapper successor seed [base [make-final]]) -> the same from right to left
    (define string-unfold-right
      (case-lambda
        ((stop? mapper successor seed) (string-unfold-right stop? mapper successor seed "" no-string))
        ((stop? mapper successor seed base) (string-unfold-right stop? mapper successor seed base no-string))
        ((stop? mapper successor seed base make-final)
         (string-append (string-concatenate (unfolded stop? mapper successor seed make-final)) base))))

    ;; (reverse-list->string chars) -> string of the characters, the last one first
    (define (reverse-list->string chars) (list->string (reverse chars)))

    ;;; Selection

    ;; (string-take string count) -> the first characters; string-drop: without them; -right: from the end. An error when there
    ;; are fewer.
    (define (string-take string count) (substring string 0 count))
    (define (string-drop string count) (substring string count (string-length string)))
    (define (string-take-right string count) (string-drop string (- (string-length string) count)))
    (define (string-drop-right string count) (string-take string (- (string-length string) count)))

    (define (pad-char more) (if (null? more) #\space (car more)))
    (define (pad-range more) (if (null? more) '() (cdr more)))

    ;; The last `length` characters, with padding before.
    ;; (string-pad string length [char [start [end]]]) -> the last `length` characters, filled up before; string-pad-right: the
    ;; first, filled up behind
    (define (string-pad string length . more)
      (let-values (((start end) (part string (pad-range more))))
        (let ((missing (- length (- end start))))
          (if (> missing 0)
              (string-append (make-string missing (pad-char more)) (substring string start end))
              (substring string (- end length) end)))))

    (define (string-pad-right string length . more)
      (let-values (((start end) (part string (pad-range more))))
        (let ((missing (- length (- end start))))
          (if (> missing 0)
              (string-append (substring string start end) (make-string missing (pad-char more)))
              (substring string start (+ start length))))))

    (define (trimmed string more left? right?)
      (let ((satisfied? (if (null? more) char-whitespace? (car more))))
        (let-values (((start end) (part string (pad-range more))))
          (let* ((start (or (if left? (string-skip string satisfied? start end) start) end))
                 (last (if right? (string-skip-right string satisfied? start end) (- end 1))))
            (substring string start (if last (max start (+ last 1)) start))))))

    ;; (string-trim string [satisfied? [start [end]]]) -> without the spaces (what satisfies) before; string-trim-right: behind;
    ;; string-trim-both
    (define (string-trim string . more) (trimmed string more #t #f))
    (define (string-trim-right string . more) (trimmed string more #f #t))
    (define (string-trim-both string . more) (trimmed string more #t #t))

    ;; (string-replace string other start end [start [end]]) -> string with that part replaced by (a part of) the other
    (define (string-replace one other start1 end1 . range)
      (let-values (((start end) (part other range)))
        (string-append (substring one 0 start1) (substring other start end) (string-drop one end1))))

    ;;; Prefixes and suffixes. range: start and end in the one, then in the other.

    (define (two-parts one other range)
      (let-values (((start1 end1) (part one range))
                   ((start2 end2) (part other (if (or (null? range) (null? (cdr range))) '() (cddr range)))))
        (values start1 end1 start2 end2)))

    ;; (string-prefix-length string other [start ...]) -> how many characters at the beginning are the same;
    ;; string-suffix-length: at the end
    (define (string-prefix-length one other . range)
      (let-values (((start1 end1 start2 end2) (two-parts one other range)))
        (let ((most (min (- end1 start1) (- end2 start2))))
          (let loop ((count 0))
            (if (and (< count most) (char=? (string-ref one (+ start1 count)) (string-ref other (+ start2 count))))
                (loop (+ count 1))
                count)))))

    (define (string-suffix-length one other . range)
      (let-values (((start1 end1 start2 end2) (two-parts one other range)))
        (let ((most (min (- end1 start1) (- end2 start2))))
          (let loop ((count 0))
            (if (and (< count most) (char=? (string-ref one (- end1 count 1)) (string-ref other (- end2 count 1))))
                (loop (+ count 1))
                count)))))

    ;; (string-prefix? string other [start ...]): does the other begin with the string? string-suffix?: end
    (define (string-prefix? one other . range)
      (let-values (((start end) (part one range)))
        (= (- end start) (apply string-prefix-length one other range))))
    (define (string-suffix? one other . range)
      (let-values (((start end) (part one range)))
        (= (- end start) (apply string-suffix-length one other range))))

    ;;; Searching

    ;; (string-index string satisfied? [start [end]]) -> the first index where it holds, or #f; string-index-right: the last
    (define (string-index string satisfied? . range)
      (let-values (((start end) (part string range)))
        (let loop ((index start))
          (cond ((= index end) #f)
                ((satisfied? (string-ref string index)) index)
                (else (loop (+ index 1)))))))

    (define (string-index-right string satisfied? . range)
      (let-values (((start end) (part string range)))
        (let loop ((index (- end 1)))
          (cond ((< index start) #f)
                ((satisfied? (string-ref string index)) index)
                (else (loop (- index 1)))))))

    ;; (string-skip string satisfied? [start [end]]) -> the first index where it does not hold, or #f; string-skip-right: the
    ;; last
    (define (string-skip string satisfied? . range) (apply string-index string (complement satisfied?) range))
    (define (string-skip-right string satisfied? . range) (apply string-index-right string (complement satisfied?) range))

    ;; Knuth, Morris and Pratt: linear. failures: how much of the pattern still fits when the next character does not.
    ;; (string-contains string pattern [start ...]) -> index of the first place where the pattern is, or #f;
    ;; string-contains-right: of the last
    (define (string-contains string pattern . range)
      (let-values (((start1 end1 start2 end2) (two-parts string pattern range)))
        (let ((length (- end2 start2)))
          (if (= length 0)
              start1
              (let ((failures (failure-table pattern start2 length))
                    (first (string-ref pattern start2)))
                (let loop ((index start1) (matched 0))
                  (cond ((= matched length) (- index length))
                        ((= matched 0)
                         (let seek ((index index))
                           (cond ((= index end1) #f)
                                 ((char=? (string-ref string index) first) (loop (+ index 1) 1))
                                 (else (seek (+ index 1))))))
                        ((= index end1) #f)
                        ((char=? (string-ref string index) (string-ref pattern (+ start2 matched)))
                         (loop (+ index 1) (+ matched 1)))
                        (else (loop index (vector-ref failures matched))))))))))

    ;; Entry k: the length of the longest proper prefix of the first k characters that is their suffix too.
    (define (failure-table pattern start length)
      (let ((failures (make-vector (+ length 1) 0)))
        (let loop ((index 1) (matched 0))
          (cond ((>= index length) failures)
                ((char=? (string-ref pattern (+ start index)) (string-ref pattern (+ start matched)))
                 (vector-set! failures (+ index 1) (+ matched 1))
                 (loop (+ index 1) (+ matched 1)))
                ((= matched 0) (loop (+ index 1) 0))
                (else (loop index (vector-ref failures matched)))))))

    ;; The last place: the first one in both strings reversed.
    (define (string-contains-right string pattern . range)
      (let-values (((start1 end1 start2 end2) (two-parts string pattern range)))
        (let ((found (string-contains (reversed string start1 end1) (reversed pattern start2 end2))))
          (and found (- end1 found (- end2 start2))))))

    (define (reversed string start end) (list->string (reverse (string->list string start end))))

    ;; (string-take-while string satisfied? [start [end]]) -> the beginning where it holds; string-drop-while: what follows;
    ;; -right: from the end
    (define (string-take-while string satisfied? . range)
      (let-values (((start end) (part string range)))
        (substring string start (or (string-skip string satisfied? start end) end))))
    (define (string-drop-while string satisfied? . range)
      (let-values (((start end) (part string range)))
        (substring string (or (string-skip string satisfied? start end) end) end)))
    (define (string-take-while-right string satisfied? . range)
      (let-values (((start end) (part string range)))
        (let ((last (string-skip-right string satisfied? start end)))
          (substring string (if last (+ last 1) start) end))))
    (define (string-drop-while-right string satisfied? . range)
      (let-values (((start end) (part string range)))
        (let ((last (string-skip-right string satisfied? start end)))
          (substring string start (if last (+ last 1) start)))))

    ;; (string-span string satisfied? [start [end]]) -> the results of string-take-while and string-drop-while: two values;
    ;; string-break: with the opposite answer
    (define (string-span string satisfied? . range)
      (let-values (((start end) (part string range)))
        (let ((at (or (string-skip string satisfied? start end) end)))
          (values (substring string start at) (substring string at end)))))
    (define (string-break string satisfied? . range) (apply string-span string (complement satisfied?) range))

    ;;; Concatenation

    ;; (string-concatenate strings) -> one string of all. O(n).
    (define (string-concatenate strings)
      (let ((port (open-output-string)))
        (for-each (lambda (string) (write-string string port)) strings)
        (get-output-string port)))

    ;; (string-concatenate-reverse strings [final [end]]) -> one string, the last one first, with (a part of) final behind
    (define string-concatenate-reverse
      (case-lambda
        ((strings) (string-concatenate (reverse strings)))
        ((strings final) (string-concatenate (reverse (cons final strings))))
        ((strings final end) (string-concatenate (reverse (cons (substring final 0 end) strings))))))

    ;; grammar: infix, strict-infix, suffix or prefix.
    ;; (string-join strings [delimiter [grammar]]) -> one string with the delimiter, a space when not given, between them;
    ;; grammar: infix, strict-infix, prefix or suffix
    (define string-join
      (case-lambda
        ((strings) (string-join strings " " 'infix))
        ((strings delimiter) (string-join strings delimiter 'infix))
        ((strings delimiter grammar)
         (case grammar
           ((infix strict-infix)
            (cond ((pair? strings) (string-concatenate (cons (car strings) (before-each delimiter (cdr strings)))))
                  ((eq? grammar 'infix) "")
                  (else (error "string-join: no strings to join" grammar))))
           ((prefix) (string-concatenate (before-each delimiter strings)))
           ((suffix) (string-concatenate (after-each delimiter strings)))
           (else (error "string-join: not a grammar" grammar))))))

    (define (before-each delimiter strings)
      (if (null? strings) '() (cons delimiter (cons (car strings) (before-each delimiter (cdr strings))))))
    (define (after-each delimiter strings)
      (if (null? strings) '() (cons (car strings) (cons delimiter (after-each delimiter (cdr strings))))))

    ;;; Folding and filtering

    ;; (string-fold combine seed string [start [end]]) -> (combine char result) from left to right; string-fold-right: from
    ;; right to left
    (define (string-fold combine seed string . range)
      (let-values (((start end) (part string range)))
        (let loop ((index start) (result seed))
          (if (= index end) result (loop (+ index 1) (combine (string-ref string index) result))))))

    (define (string-fold-right combine seed string . range)
      (let-values (((start end) (part string range)))
        (let loop ((index (- end 1)) (result seed))
          (if (< index start) result (loop (- index 1) (combine (string-ref string index) result))))))

    ;; (string-count string satisfied? [start [end]]) -> of how many characters it holds
    (define (string-count string satisfied? . range)
      (apply string-fold (lambda (char count) (if (satisfied? char) (+ count 1) count)) 0 string range))

    ;; (string-filter satisfied? string [start [end]]) -> string of the characters of which it holds; string-remove: of which it
    ;; does not
    (define (string-filter satisfied? string . range)
      (list->string
       (apply string-fold-right (lambda (char chars) (if (satisfied? char) (cons char chars) chars)) '() string range)))
    (define (string-remove satisfied? string . range)
      (apply string-filter (complement satisfied?) string range))

    ;;; Replication and splitting

    ;; Characters from to to - 1 of the string repeated without end in both directions.
    ;; (string-replicate string from to [start [end]]) -> characters from up to to of the endless repetition of the string, to
    ;; both sides
    (define (string-replicate string from to . range)
      (let-values (((start end) (part string range)))
        (let ((length (- end start)))
          (cond ((= from to) "")
                ((= length 0) (error "string-replicate: nothing to repeat" string from to))
                (else
                 (string-tabulate (lambda (index) (string-ref string (+ start (modulo (+ from index) length))))
                                  (- to from)))))))

    ;; (string-segment string length) -> list of parts of that length; the last may be shorter
    (define (string-segment string length)
      (unless (and (exact-integer? length) (> length 0)) (error "string-segment: not a length" length))
      (let ((end (string-length string)))
        (let loop ((at 0))
          (if (>= at end)
              '()
              (let ((next (min end (+ at length))))
                (cons (substring string at next) (loop next)))))))

    ;; (string-split string delimiter [grammar [limit [start [end]]]]) -> list of what is between the delimiters, at most limit
    ;; + 1 parts; the grammars are those of string-join
    (define string-split
      (case-lambda
        ((string delimiter) (string-split string delimiter 'infix #f))
        ((string delimiter grammar) (string-split string delimiter grammar #f))
        ((string delimiter grammar limit) (string-split string delimiter grammar limit 0 (string-length string)))
        ((string delimiter grammar limit start) (string-split string delimiter grammar limit start (string-length string)))
        ((string delimiter grammar limit start end)
         (cond ((< start end)
                (let* ((pieces (if (string-null? delimiter)
                                   (map (lambda (char) (make-string 1 char)) (string->list string start end))
                                   (split string delimiter limit start end)))
                       (pieces (if (and (eq? grammar 'prefix) (string-null? (car pieces))) (cdr pieces) pieces)))
                  (if (eq? grammar 'suffix) (without-last-empty pieces) pieces)))
               ((eq? grammar 'strict-infix) (error "string-split: the string is empty" string))
               (else '())))))

    (define (split string delimiter limit start end)
      (let loop ((at start) (left limit))
        (let ((found (and (not (eqv? left 0)) (string-contains string delimiter at end))))
          (if found
              (cons (substring string at found) (loop (+ found (string-length delimiter)) (and left (- left 1))))
              (list (substring string at end))))))

    (define (without-last-empty pieces)
      (cond ((pair? (cdr pieces)) (cons (car pieces) (without-last-empty (cdr pieces))))
            ((string-null? (car pieces)) '())
            (else pieces)))))
