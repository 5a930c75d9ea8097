;;; (suo regexp-syntax): SREs, the regular expressions of SRFI 115 as data, to trees.
;;;
;;; A tree is a list:
;;;
;;;   (set changes)                        one character of a set; changes as in (suo char-set)
;;;   (sequence tree ...)                  one after the other
;;;   (alternatives tree ...)              the first that leads to a match
;;;   (repeat least most greedy? tree)     most: #f for any number
;;;   (group index tree)                   submatch number index, from 1
;;;   (assert kind ascii?)                 at a place: bos eos bol eol bow eow nwb boundary (of grapheme clusters) inside (one of them)
;;;   (look ahead? negative? tree)         what follows (or precedes) does or does not match
;;;
;;; Options of the context, w/nocase and the like, are gone: a set without regard to case holds every form of its letters. What is wrong with an SRE
;;; is an error that shows the part.
;;; Source: SRFI 115. Not there: backref, which no machine of this kind can do.
(define-library (suo regexp-syntax)
  (export parse-sre char-set->sre)
  (import (scheme base) (scheme char) (suo char-set))
  (begin
    ;; (parse-sre sre receiver): the receiver gets the tree, the number of groups, and a list of (name . index) in order.
    (define (parse-sre sre receiver)
      (let ((count 0) (names '()))
        ;; What follows from a group: its index; the names grow.
        (define (new-group! name)
          (set! count (+ count 1))
          (when name (set! names (cons (cons name count) names)))
          count)
        (let ((tree (parse sre (make-options #f #f #t) new-group!)))
          (receiver tree count (reverse names)))))

    (define-record-type options
      (make-options nocase? ascii? capture?)
      options?
      (nocase? options-nocase?)
      (ascii? options-ascii?)
      (capture? options-capture?))

    (define (wrong message sre) (error (string-append "regexp: " message) sre))

    (define (parse sre options new-group!)
      (define (parse-all sres options)
        (if (and (pair? sres) (null? (cdr sres)))
            (parse (car sres) options new-group!)
            ;; In order, because groups are numbered on the way.
            (let loop ((sres sres) (trees '()))
              (if (null? sres)
                  (cons 'sequence (reverse trees))
                  (loop (cdr sres) (cons (parse (car sres) options new-group!) trees))))))
      (define (repeat least most greedy? sres)
        (list 'repeat least most greedy? (parse-all sres options)))
      (define (counted sre least most greedy? sres)
        (unless (and (count? least) (or (not most) (and (count? most) (<= least most)))) (wrong "these are no numbers of repetitions" sre))
        (repeat least most greedy? sres))
      (define (look sre ahead? negative?) (list 'look ahead? negative? (parse-all (cdr sre) (without-capture options))))
      (define (group name sres)
        (if (options-capture? options)
            (let ((index (new-group! name))) (list 'group index (parse-all sres options)))
            (parse-all sres options)))
      (cond ((set-of sre options) => (lambda (set) (list 'set (char-set-changes set))))
            ((string? sre)
             (cons 'sequence (map (lambda (char) (list 'set (char-set-changes (set-of char options)))) (string->list sre))))
            ((symbol? sre)
             (case sre
               ((bos eos bol eol bow eow nwb) (list 'assert sre (options-ascii? options)))
               ((bog eog) (if (options-ascii? options) '(sequence) '(assert boundary #f)))
               ((grapheme) '(sequence (set #(0 #xd800 #xe000 #x110000))
                                      (repeat 0 #f #t (sequence (assert inside #f) (set #(0 #xd800 #xe000 #x110000))))
                                      (assert boundary #f)))
               ((word) (parse '(word+ any) options new-group!))
               (else (wrong "unknown name" sre))))
            ((not (and (pair? sre) (list? sre))) (wrong "not an SRE" sre))
            (else
             (case (car sre)
               ((: seq) (parse-all (cdr sre) options))
               ((or |\||)
                (let loop ((sres (cdr sre)) (trees '()))
                  (if (null? sres)
                      (cons 'alternatives (reverse trees))
                      (loop (cdr sres) (cons (parse (car sres) options new-group!) trees)))))
               ((* zero-or-more) (repeat 0 #f #t (cdr sre)))
               ((+ one-or-more) (repeat 1 #f #t (cdr sre)))
               ((? optional) (repeat 0 1 #t (cdr sre)))
               ((*? non-greedy-zero-or-more) (repeat 0 #f #f (cdr sre)))
               ((?? non-greedy-optional) (repeat 0 1 #f (cdr sre)))
               ((= exactly) (with-numbers sre 1 (lambda (n sres) (counted sre n n #t sres))))
               ((>= at-least) (with-numbers sre 1 (lambda (n sres) (counted sre n #f #t sres))))
               ((** repeated) (with-numbers sre 2 (lambda (least most sres) (counted sre least most #t sres))))
               ((**? non-greedy-repeated) (with-numbers sre 2 (lambda (least most sres) (counted sre least most #f sres))))
               (($ submatch) (group #f (cdr sre)))
               ((-> submatch-named)
                (unless (and (pair? (cdr sre)) (symbol? (cadr sre))) (wrong "a submatch needs a symbol for its name" sre))
                (group (cadr sre) (cddr sre)))
               ((w/case w/nocase w/ascii w/unicode w/nocapture) (parse-all (cdr sre) (changed options (car sre))))
               ((word) (list 'sequence (list 'assert 'bow (options-ascii? options)) (parse-all (cdr sre) options)
                             (list 'assert 'eow (options-ascii? options))))
               ((word+) (parse `(word (+ (and (or alphanumeric "_") (or ,@(cdr sre))))) options new-group!))
               ((look-ahead) (look sre #t #f))
               ((look-behind) (look sre #f #f))
               ((neg-look-ahead) (look sre #t #t))
               ((neg-look-behind) (look sre #f #t))
               ((backref) (wrong "backref is not supported" sre))
               ((and & - difference ~ complement char-range / char-set) (wrong "not a set of characters" sre))
               (else (wrong "unknown operator" sre))))))

    (define (count? object) (and (exact-integer? object) (>= object 0)))

    (define (with-numbers sre count procedure)
      (unless (> (length sre) count) (wrong "a number of repetitions is missing" sre))
      (if (= count 1)
          (procedure (cadr sre) (cddr sre))
          (procedure (cadr sre) (list-ref sre 2) (list-tail sre 3))))

    (define (changed options name)
      (make-options (case name ((w/nocase) #t) ((w/case) #f) (else (options-nocase? options)))
                    (case name ((w/ascii) #t) ((w/unicode) #f) (else (options-ascii? options)))
                    (and (not (eq? name 'w/nocapture)) (options-capture? options))))
    (define (without-capture options) (changed options 'w/nocapture))

    ;;; Sets

    ;; The char-set that an SRE means, or #f when it means none.
    (define (set-of sre options)
      (cond ((char? sre) (in-any-case (char-set sre) options))
            ((string? sre) (and (= (string-length sre) 1) (set-of (string-ref sre 0) options)))
            ((char-set? sre) (in-any-case sre options))
            ((symbol? sre)
             (let ((entry (assq sre set-names)))
               (and entry (in-any-case (if (options-ascii? options) (list-ref (cdr entry) 1) (list-ref (cdr entry) 0)) options))))
            ((not (and (pair? sre) (list? sre))) #f)
            ((string? (car sre))
             (and (all-strings? sre) (in-any-case (string->char-set (apply string-append sre)) options)))
            (else
             (case (car sre)
               ((char-set)
                (and (pair? (cdr sre)) (all-strings? (cdr sre)) (in-any-case (string->char-set (apply string-append (cdr sre))) options)))
               ((char-range /) (in-any-case (ranges sre) options))
               ((or |\||) (combined char-set-union char-set:empty (cdr sre) options))
               ((and &) (combined char-set-intersection (everything options) (cdr sre) options))
               ((~ complement)
                (let ((set (combined char-set-union char-set:empty (cdr sre) options)))
                  (and set (char-set-difference (everything options) set))))
               ((- difference)
                (let ((sets (sets-of (cdr sre) options)))
                  (and (pair? sets) (apply char-set-difference sets))))
               ((w/case w/nocase w/ascii w/unicode w/nocapture)
                (and (pair? (cdr sre)) (null? (cddr sre)) (set-of (cadr sre) (changed options (car sre)))))
               (else #f)))))

    (define (everything options) (if (options-ascii? options) char-set:ascii char-set:full))

    ;; A list, or #f when one of them is no set.
    (define (sets-of sres options)
      (if (null? sres)
          '()
          (let ((set (set-of (car sres) options)))
            (and set
                 (let ((rest (sets-of (cdr sres) options)))
                   (and rest (cons set rest)))))))

    (define (combined combine unit sres options)
      (let ((sets (sets-of sres options)))
        (and sets (if (null? sets) unit (apply combine sets)))))

    (define (all-strings? objects) (or (null? objects) (and (string? (car objects)) (all-strings? (cdr objects)))))

    ;; Strings and characters, read as pairs of ends.
    (define (ranges sre)
      (let loop ((chars (apply append (map (lambda (part)
                                             (cond ((char? part) (list part))
                                                   ((string? part) (string->list part))
                                                   (else (wrong "a range is made of characters and strings" sre))))
                                           (cdr sre))))
                 (set char-set:empty))
        (cond ((null? chars) set)
              ((null? (cdr chars)) (wrong "a range has no end" sre))
              (else
               (loop (cddr chars)
                     (char-set-union set (ucs-range->char-set (char->integer (car chars)) (+ 1 (char->integer (cadr chars))))))))))

    (define ascii-letters (char-set-union (ucs-range->char-set 65 91) (ucs-range->char-set 97 123)))
    (define ascii-punctuation (string->char-set "!\"#%&'()*,-./:;?@[\\]_{}"))
    (define ascii-symbols (string->char-set "$+<=>^`|~"))
    (define ascii-graphic (char-set-union ascii-letters (ucs-range->char-set 48 58) ascii-punctuation ascii-symbols))
    (define ascii-spaces (string->char-set " \t\n\xc;\r"))

    (define (graphic) (char-set-union char-set:letter+digit char-set:punctuation char-set:symbol))

    ;; (name unicode-set ascii-set); SCSH's digit beside numeric.
    (define set-names
      (let ((ascii (lambda (set) (char-set-intersection char-set:ascii set)))
            (no-lines (char-set-difference char-set:full (char-set #\newline #\return))))
        (define (rows names unicode ascii) (map (lambda (name) (list name unicode ascii)) names))
        (append
          (rows '(any) char-set:full char-set:ascii)
          (rows '(nonl) no-lines (ascii no-lines))
          (rows '(ascii) char-set:ascii char-set:ascii)
          (rows '(lower-case lower) char-set:lower-case (ucs-range->char-set 97 123))
          (rows '(upper-case upper) char-set:upper-case (ucs-range->char-set 65 91))
          (rows '(title-case title) char-set:title-case char-set:empty)
          (rows '(alphabetic alpha) char-set:letter ascii-letters)
          (rows '(numeric num digit) char-set:digit (ucs-range->char-set 48 58))
          (rows '(alphanumeric alphanum alnum) char-set:letter+digit (char-set-union ascii-letters (ucs-range->char-set 48 58)))
          (rows '(punctuation punct) char-set:punctuation ascii-punctuation)
          (rows '(symbol) char-set:symbol ascii-symbols)
          (rows '(graphic graph) (lazy-char-set graphic) ascii-graphic)
          (rows '(whitespace white space) char-set:whitespace ascii-spaces)
          (rows '(printing print) (lazy-char-set (lambda () (char-set-union (graphic) char-set:whitespace)))
                (char-set-union ascii-graphic ascii-spaces))
          (rows '(control cntrl) (general-category-set 'C) (ucs-range->char-set 0 32))
          (rows '(hex-digit xdigit) char-set:hex-digit char-set:hex-digit))))

    ;;; Without regard to case

    (define (in-any-case set options)
      (cond ((not (options-nocase? options)) set)
            ((options-ascii? options) (with-families set (ascii-families)))
            ((char-set<= set char-set:ascii)
             (with-families set (append '((#\k #\K #\x212a) (#\s #\S #\x17f)) (ascii-families))))
            (else (with-families set (unicode-families)))))

    ;; The set and every family, a list of characters, that has a member in it.
    (define (with-families set families)
      (let loop ((families families) (chars '()))
        (cond ((null? families) (char-set-union set (list->char-set chars)))
              ((any-member? (car families) set) (loop (cdr families) (append (car families) chars)))
              (else (loop (cdr families) chars)))))

    (define (any-member? chars set)
      (and (pair? chars) (or (char-set-contains? set (car chars)) (any-member? (cdr chars) set))))

    (define (ascii-families)
      (map (lambda (char) (list char (char-upcase char))) (string->list "abcdefghijklmnopqrstuvwxyz")))

    ;; Characters with the same folded form, for all of Unicode; made at the first use.
    (define families #f)
    (define (unicode-families)
      (unless families
        (let ((table (make-vector #x1e960 '())))
          (char-set-for-each
            (lambda (char)
              (let ((folded (char->integer (char-foldcase char))))
                (unless (= folded (char->integer char))
                  (vector-set! table folded (cons char (vector-ref table folded))))))
            (general-category-set 'L 'M 'N 'S))
          (set! families
                (let loop ((code (- (vector-length table) 1)) (list '()))
                  (cond ((< code 0) list)
                        ((null? (vector-ref table code)) (loop (- code 1) list))
                        (else (loop (- code 1) (cons (cons (integer->char code) (vector-ref table code)) list))))))))
      families)

    ;; (char-set->sre char-set) -> an SRE of ranges, without the set itself
    (define (char-set->sre set)
      (let ((changes (char-set-changes set)))
        (let loop ((index (- (vector-length changes) 2)) (ends '()))
          (if (< index 0)
              (if (null? ends) '(or) (cons 'char-range ends))
              (loop (- index 2)
                    (cons (integer->char (vector-ref changes index))
                          (cons (integer->char (- (vector-ref changes (+ index 1)) 1)) ends)))))))))
