;;; SRFI 115: regular expressions as data. Deviations: backref, which the text leaves open, is not there; submatches within look-around
;;; patterns are not recorded.
;;;
;;; An SRE is parsed by (suo regexp-syntax), made a program by (suo regexp-program) and run by (suo regexp-machine): a search takes
;;; time proportional to the length of the program times that of the string, whatever the two are; there is no backtracking.
;;; Of the matches that begin first the preferred one is found: the earlier alternative, the longer repetition, the shorter one where it is marked so.
;;; Look-behind patterns may have any length. Grapheme clusters are the extended ones of UAX 29.
;;;
;;; Procedures that take `re` take a regexp or an SRE; start and end are places in the string, 0 and its length when not given, and end may be #f.
;;; What is no SRE, no string or no place is an error. A literal SRE is compiled once: the programs of the last few SREs are kept.
(define-library (srfi 115)
  (export regexp rx regexp->sre char-set->sre valid-sre? regexp? regexp-match? regexp-matches regexp-matches? regexp-search
          regexp-fold regexp-extract regexp-split regexp-partition regexp-replace regexp-replace-all
          regexp-match-submatch regexp-match-submatch-start regexp-match-submatch-end regexp-match-count regexp-match->list)
  (import (scheme base) (scheme case-lambda) (suo regexp-syntax) (suo regexp-program) (suo regexp-machine) (suo runtime))
  (begin
    ;; groups: how many submatches; names: list of (name . index).
    (define-record-type <regexp>
      (make-regexp sre program groups names)
      regexp?
      (sre regexp-sre)
      (program regexp-program)
      (groups regexp-groups)
      (names regexp-names))

    ;; slots: places where submatch n begins and ends at 2n and 2n + 1, or #f.
    (define-record-type <regexp-match>
      (make-match regexp string slots)
      regexp-match?
      (regexp match-regexp)
      (string match-string)
      (slots match-slots))

    ;;; Regular expressions

    ;; (regexp re) -> regexp; linear in the length of the SRE with its counted repetitions written out
    (define (regexp re)
      (if (regexp? re)
          re
          (parse-sre re (lambda (tree groups names) (make-regexp re (make-program tree) groups names)))))

    (define-syntax rx
      (syntax-rules ()
        ((_ sre ...) (regexp `(: sre ...)))))

    ;; The SRE that the regexp was made of.
    (define (regexp->sre re) (regexp-sre (regexp re)))

    (define (valid-sre? object)
      (guard (condition ((error-object? condition) #f))
        (regexp object)
        #t))

    ;; The regexps of the SREs that were used last, by identity, so that a literal in a loop is compiled once.
    (define recent-sres (make-vector 8 #f))
    (define recent-regexps (make-vector 8 #f))
    (define oldest 0)
    (define (compiled re)
      (cond ((regexp? re) re)
            ((pair? re)
             (let loop ((index 0))
               (cond ((= index 8)
                      (let ((made (regexp re)))
                        (vector-set! recent-sres oldest re)
                        (vector-set! recent-regexps oldest made)
                        (set! oldest (modulo (+ oldest 1) 8))
                        made))
                     ((eq? re (vector-ref recent-sres index)) (vector-ref recent-regexps index))
                     (else (loop (+ index 1))))))
            (else (regexp re))))

    ;;; Matching

    ;; Calls (receiver regexp context start end).
    (define (prepare who re string start end receiver)
      (let ((re (compiled re)))
        (unless (string? string) (wrong-type who 1 'string string))
        (let ((end (or end (string-length string))))
          (unless (and (exact-integer? end) (<= 0 end (string-length string))) (wrong-range who 3 end))
          (unless (and (exact-integer? start) (<= 0 start end)) (wrong-range who 2 start))
          (receiver re (make-context (regexp-program re) string start end) start end))))

    (define (slot-count re) (* 2 (+ 1 (regexp-groups re))))

    ;; The match from a place on, or #f.
    (define (search re context string from)
      (let ((slots (run-machine context from #f (slot-count re))))
        (and slots (make-match re string slots))))

    ;; (regexp-matches re string [start [end]]) -> the match of all from start to end, or #f
    (define regexp-matches
      (case-lambda
        ((re string) (regexp-matches re string 0 #f))
        ((re string start) (regexp-matches re string start #f))
        ((re string start end)
         (prepare 'regexp-matches re string start end
           (lambda (re context start end)
             (let ((slots (run-machine context start #t (slot-count re))))
               (and slots (make-match re string slots))))))))

    (define regexp-matches?
      (case-lambda
        ((re string) (regexp-matches? re string 0 #f))
        ((re string start) (regexp-matches? re string start #f))
        ((re string start end)
         (prepare 'regexp-matches? re string start end (lambda (re context start end) (run-machine context start #t 0))))))

    ;; (regexp-search re string [start [end]]) -> the first match of a part, or #f
    (define regexp-search
      (case-lambda
        ((re string) (regexp-search re string 0 #f))
        ((re string start) (regexp-search re string start #f))
        ((re string start end)
         (prepare 'regexp-search re string start end (lambda (re context start end) (search re context string start))))))

    ;;; Looking into matches

    ;; The index of a submatch by number or name; of several with one name the first that matched.
    (define (slot-of who match field)
      (unless (regexp-match? match) (wrong-type who 0 'record match))
      (let ((re (match-regexp match)))
        (cond ((and (exact-integer? field) (<= 0 field (regexp-groups re))) (* 2 field))
              ((not (symbol? field)) (wrong-range who 1 field))
              (else
               (let loop ((names (regexp-names re)) (found #f))
                 (cond ((null? names) (or found (wrong-range who 1 field)))
                       ((not (eq? (car (car names)) field)) (loop (cdr names) found))
                       ((vector-ref (match-slots match) (* 2 (cdr (car names)))) (* 2 (cdr (car names))))
                       (else (loop (cdr names) (or found (* 2 (cdr (car names))))))))))))

    (define regexp-match-submatch
      (case-lambda
        ((match) (regexp-match-submatch match 0))
        ((match field) (submatch match (slot-of 'regexp-match-submatch match field)))))
    (define (submatch match slot)
      (let ((start (vector-ref (match-slots match) slot)) (end (vector-ref (match-slots match) (+ slot 1))))
        (and start end (substring (match-string match) start end))))

    (define regexp-match-submatch-start
      (case-lambda
        ((match) (regexp-match-submatch-start match 0))
        ((match field) (place match (slot-of 'regexp-match-submatch-start match field) 0))))
    (define regexp-match-submatch-end
      (case-lambda
        ((match) (regexp-match-submatch-end match 0))
        ((match field) (place match (slot-of 'regexp-match-submatch-end match field) 1))))
    (define (place match slot offset)
      (let ((slots (match-slots match)))
        (and (vector-ref slots slot) (vector-ref slots (+ slot 1)) (vector-ref slots (+ slot offset)))))

    (define (regexp-match-count match)
      (unless (regexp-match? match) (wrong-type 'regexp-match-count 0 'record match))
      (regexp-groups (match-regexp match)))

    (define (regexp-match->list match)
      (let loop ((index (regexp-match-count match)) (list '()))
        (if (< index 0) list (loop (- index 1) (cons (submatch match (* 2 index)) list)))))

    ;;; Going over a string

    (define (match-start match) (vector-ref (match-slots match) 0))
    (define (match-end match) (vector-ref (match-slots match) 1))

    ;; (regexp-fold re kons knil string [finish [start [end]]]): (kons index match string result) for every match in turn, then (finish index #f
    ;; string result); index: the end of the match before. After an empty match the search goes on one character further.
    (define regexp-fold
      (case-lambda
        ((re kons knil string) (regexp-fold re kons knil string (lambda (index match string result) result) 0 #f))
        ((re kons knil string finish) (regexp-fold re kons knil string finish 0 #f))
        ((re kons knil string finish start) (regexp-fold re kons knil string finish start #f))
        ((re kons knil string finish start end)
         (prepare 'regexp-fold re string start end
           (lambda (re context start end)
             (let loop ((from start) (index start) (result knil))
               (let ((match (and (<= from end) (search re context string from))))
                 (cond ((not match) (finish index #f string result))
                       ((= (match-start match) (match-end match))
                        (loop (+ (match-end match) 1) (match-end match) (kons index match string result)))
                       (else (loop (match-end match) (match-end match) (kons index match string result)))))))))))

    ;; The same for the matches that are not empty.
    (define (fold-nonempty re kons knil string finish start end)
      (prepare 'regexp-fold re string start end
        (lambda (re context start end)
          (let loop ((from start) (index start) (result knil))
            (let ((match (and (<= from end) (search re context string from))))
              (cond ((not match) (finish index end result))
                    ((= (match-start match) (match-end match)) (loop (+ (match-end match) 1) index result))
                    (else (loop (match-end match) (match-end match) (kons index match result)))))))))

    ;; -> list of the parts that match and are not empty
    (define regexp-extract
      (case-lambda
        ((re string) (regexp-extract re string 0 #f))
        ((re string start) (regexp-extract re string start #f))
        ((re string start end)
         (fold-nonempty re (lambda (index match result) (cons (submatch match 0) result)) '() string
                        (lambda (index end result) (reverse result)) start end))))

    ;; -> list of what is before, between and after these
    (define regexp-split
      (case-lambda
        ((re string) (regexp-split re string 0 #f))
        ((re string start) (regexp-split re string start #f))
        ((re string start end)
         (fold-nonempty re (lambda (index match result) (cons (substring string index (match-start match)) result)) '() string
                        (lambda (index end result) (reverse (cons (substring string index end) result))) start end))))

    ;; -> list of both in turn; nothing after a match at the end
    (define regexp-partition
      (case-lambda
        ((re string) (regexp-partition re string 0 #f))
        ((re string start) (regexp-partition re string start #f))
        ((re string start end)
         (fold-nonempty re
                        (lambda (index match result)
                          (cons (submatch match 0) (cons (substring string index (match-start match)) result)))
                        '() string
                        (lambda (index end result)
                          (reverse (if (and (= index end) (pair? result)) result (cons (substring string index end) result))))
                        start end))))

    ;;; Replacing

    ;; (regexp-replace re string subst [start [end [count]]]) -> the part from start to end with match number count, from 0, replaced. subst: a string, the
    ;; number or name of a submatch, pre or post (what is before or after the match), or a list of these; #f and submatches that are not there are empty.
    (define regexp-replace
      (case-lambda
        ((re string subst) (regexp-replace re string subst 0 #f 0))
        ((re string subst start) (regexp-replace re string subst start #f 0))
        ((re string subst start end) (regexp-replace re string subst start end 0))
        ((re string subst start end count)
         (prepare 'regexp-replace re string start end
           (lambda (re context start end)
             (let loop ((from start) (count (or count 0)))
               (let ((match (and (<= from end) (search re context string from))))
                 (cond ((not match) (substring string start end))
                       ((> count 0)
                        (loop (if (= (match-start match) (match-end match)) (+ (match-end match) 1) (match-end match)) (- count 1)))
                       (else
                        (string-append (substring string start (match-start match))
                                       (substituted subst match start end)
                                       (substring string (match-end match) end)))))))))))

    (define regexp-replace-all
      (case-lambda
        ((re string subst) (regexp-replace-all re string subst 0 #f))
        ((re string subst start) (regexp-replace-all re string subst start #f))
        ((re string subst start end)
         (let ((output (open-output-string)) (last (or end (string-length string))))
           (regexp-fold re
                        (lambda (index match string result)
                          (write-string string output index (match-start match))
                          (write-string (substituted subst match start last) output))
                        #f string
                        (lambda (index match string result) (write-string string output index last))
                        start end)
           (get-output-string output)))))

    (define (substituted subst match start end)
      (cond ((string? subst) subst)
            ((not subst) "")
            ((null? subst) "")
            ((pair? subst) (string-append (substituted (car subst) match start end) (substituted (cdr subst) match start end)))
            ((eq? subst 'pre) (substring (match-string match) start (match-start match)))
            ((eq? subst 'post) (substring (match-string match) (match-end match) end))
            (else (or (regexp-match-submatch match subst) ""))))))
