;;; SRFI 14: sets of characters.
;;;
;;; A set is a vector of code points in growing order at which membership changes: a character is in the set when an odd number of
;;; them is not above it. So every operation on sets is one merge of two vectors, and membership a binary search. The sets of kinds of
;;; letters know a predicate; their vector is made when it is first needed, by asking for all of Unicode.
;;;
;;; Deviations: char-set:letter and char-set:letter+digit follow the property Alphabetic; char-set:punctuation and char-set:symbol
;;; hold characters of Latin-1 only. The procedures with ! make new sets, as the text allows.
(define-library (srfi 14)
  (export char-set? char-set= char-set<= char-set-hash char-set-cursor char-set-ref char-set-cursor-next end-of-char-set?
          char-set-fold char-set-unfold (rename char-set-unfold char-set-unfold!) char-set-for-each char-set-map
          char-set-copy char-set list->char-set (rename list->char-set list->char-set!) string->char-set
          (rename string->char-set string->char-set!) char-set-filter (rename char-set-filter char-set-filter!)
          ucs-range->char-set (rename ucs-range->char-set ucs-range->char-set!) ->char-set
          char-set->list char-set->string char-set-size char-set-count char-set-contains? char-set-every char-set-any
          char-set-adjoin (rename char-set-adjoin char-set-adjoin!) char-set-delete
          (rename char-set-delete char-set-delete!) char-set-complement (rename char-set-complement char-set-complement!)
          char-set-union (rename char-set-union char-set-union!) char-set-intersection
          (rename char-set-intersection char-set-intersection!) char-set-difference
          (rename char-set-difference char-set-difference!) char-set-xor (rename char-set-xor char-set-xor!)
          char-set-diff+intersection (rename char-set-diff+intersection char-set-diff+intersection!)
          char-set:lower-case char-set:upper-case char-set:title-case char-set:letter char-set:digit
          char-set:letter+digit char-set:graphic char-set:printing char-set:whitespace char-set:iso-control
          char-set:punctuation char-set:symbol char-set:hex-digit char-set:blank char-set:ascii char-set:empty
          char-set:full)
  (import (scheme base) (scheme case-lambda) (scheme char) (suo sort))
  (begin
    ;; changes: vector, or #f while only the predicate is known; contains?: predicate of characters, or #f.
    (define-record-type char-set-type
      (make-set changes contains?)
      char-set?
      (changes known-changes set-changes!)
      (contains? set-predicate))

    (define (changes-of set)
      (or (known-changes set)
          (let ((changes (satisfying (set-predicate set))))
            (set-changes! set changes)
            changes)))

    ;; The changes of all characters that satisfy, surrogates left out.
    (define (satisfying satisfied?)
      (let loop ((code 0) (in? #f) (changes '()))
        (if (= code #x110000)
            (list->vector (reverse (if in? (cons code changes) changes)))
            (let ((now? (and (not (<= #xd800 code #xdfff)) (satisfied? (integer->char code)) #t)))
              (loop (+ code 1) now? (if (eq? in? now?) changes (cons code changes)))))))

    (define (predicate-set satisfied?) (make-set #f satisfied?))
    (define (changes-set changes) (make-set changes #f))

    (define char-set:empty (changes-set #()))
    (define char-set:full (changes-set #(0 #xd800 #xe000 #x110000)))

    ;; Any operation on sets: (combine in-one? in-other?) says what is in the result; it must say no for neither.
    (define (merge combine one other)
      (let ((length-one (vector-length one)) (length-other (vector-length other)))
        (let loop ((i 0) (j 0) (in? #f) (changes '()))
          (if (and (= i length-one) (= j length-other))
              (list->vector (reverse changes))
              (let* ((code (cond ((= i length-one) (vector-ref other j))
                                 ((= j length-other) (vector-ref one i))
                                 (else (min (vector-ref one i) (vector-ref other j)))))
                     (i (if (and (< i length-one) (= code (vector-ref one i))) (+ i 1) i))
                     (j (if (and (< j length-other) (= code (vector-ref other j))) (+ j 1) j))
                     (now? (combine (odd? i) (odd? j))))
                (loop i j now? (if (eq? in? now?) changes (cons code changes))))))))

    (define (merged combine one other) (changes-set (merge combine (changes-of one) (changes-of other))))

    (define (either one other) (or one other))
    (define (both one other) (and one other))
    (define (only-first one other) (and one (not other)))
    (define (one-of one other) (not (eq? one other)))

    ;;; Membership

    (define (char-set-contains? set char)
      (if (known-changes set)
          (let ((code (char->integer char)) (changes (known-changes set)))
            (let loop ((low 0) (high (vector-length changes)))
              (if (= low high)
                  (odd? low)
                  (let ((middle (quotient (+ low high) 2)))
                    (if (<= (vector-ref changes middle) code)
                        (loop (+ middle 1) high)
                        (loop low middle))))))
          (if ((set-predicate set) char) #t #f)))

    (define (char-set= . sets)
      (or (null? sets)
          (let loop ((first (changes-of (car sets))) (rest (cdr sets)))
            (or (null? rest)
                (and (equal? first (changes-of (car rest))) (loop first (cdr rest)))))))

    (define (char-set<= . sets)
      (or (null? sets)
          (let loop ((set (car sets)) (rest (cdr sets)))
            (or (null? rest)
                (and (= 0 (vector-length (merge only-first (changes-of set) (changes-of (car rest)))))
                     (loop (car rest) (cdr rest)))))))

    (define char-set-hash
      (case-lambda
        ((set) (char-set-hash set 0))
        ((set bound)
         (let ((changes (changes-of set)))
           (let loop ((index 0) (hash 0))
             (if (= index (vector-length changes))
                 (modulo hash (if (= bound 0) 268435456 bound))
                 (loop (+ index 1) (modulo (+ (* 31 hash) (vector-ref changes index)) 268435456))))))))

    ;;; Cursors are code points, or #f at the end.

    (define (char-set-cursor set) (next-member (changes-of set) 0))
    (define (char-set-ref set cursor) (integer->char cursor))
    (define (char-set-cursor-next set cursor) (next-member (changes-of set) (+ cursor 1)))
    (define (end-of-char-set? cursor) (not cursor))

    ;; The first member not below the code point.
    (define (next-member changes code)
      (let loop ((index 0))
        (cond ((>= index (vector-length changes)) #f)
              ((< code (vector-ref changes (+ index 1))) (max code (vector-ref changes index)))
              (else (loop (+ index 2))))))

    (define (char-set-fold combine seed set)
      (let ((changes (changes-of set)))
        (let each-range ((index 0) (result seed))
          (if (= index (vector-length changes))
              result
              (let ((end (vector-ref changes (+ index 1))))
                (let each-code ((code (vector-ref changes index)) (result result))
                  (if (= code end)
                      (each-range (+ index 2) result)
                      (each-code (+ code 1) (combine (integer->char code) result)))))))))

    (define (char-set-for-each procedure set) (char-set-fold (lambda (char result) (procedure char) result) #t set))
    (define (char-set-map procedure set)
      (list->char-set (char-set-fold (lambda (char chars) (cons (procedure char) chars)) '() set)))

    ;; (char-set-unfold stop? mapper successor seed [base])
    (define char-set-unfold
      (case-lambda
        ((stop? mapper successor seed) (char-set-unfold stop? mapper successor seed char-set:empty))
        ((stop? mapper successor seed base)
         (let loop ((seed seed) (chars '()))
           (if (stop? seed) (list->char-set chars base) (loop (successor seed) (cons (mapper seed) chars)))))))

    ;;; Making sets

    (define (char-set-copy set) set)
    (define (char-set . chars) (list->char-set chars))

    (define list->char-set
      (case-lambda
        ((chars)
         (let loop ((codes (sort (map char->integer chars) <)) (changes '()))
           (cond ((null? codes) (changes-set (list->vector (reverse changes))))
                 ((and (pair? changes) (< (car codes) (car changes))) (loop (cdr codes) changes))
                 ((and (pair? changes) (= (car codes) (car changes)))
                  (loop (cdr codes) (cons (+ (car codes) 1) (cdr changes))))
                 (else (loop (cdr codes) (cons (+ (car codes) 1) (cons (car codes) changes)))))))
        ((chars base) (char-set-union (list->char-set chars) base))))

    (define (string->char-set string . base) (apply list->char-set (string->list string) base))

    (define char-set-filter
      (case-lambda
        ((satisfied? set) (char-set-filter satisfied? set char-set:empty))
        ((satisfied? set base)
         (list->char-set (char-set-fold (lambda (char chars) (if (satisfied? char) (cons char chars) chars)) '() set) base))))

    (define ucs-range->char-set
      (case-lambda
        ((start end) (char-set-intersection (changes-set (if (< start end) (vector start end) #())) char-set:full))
        ((start end error?) (ucs-range->char-set start end))
        ((start end error? base) (char-set-union (ucs-range->char-set start end) base))))

    (define (->char-set object)
      (cond ((char-set? object) object)
            ((string? object) (string->char-set object))
            ((char? object) (char-set object))
            (else (error "->char-set: neither set, string nor character" object))))

    ;;; Asking

    (define (char-set->list set) (reverse (char-set-fold cons '() set)))
    (define (char-set->string set) (list->string (char-set->list set)))

    (define (char-set-size set)
      (let ((changes (changes-of set)))
        (let loop ((index 0) (size 0))
          (if (= index (vector-length changes))
              size
              (loop (+ index 2) (+ size (- (vector-ref changes (+ index 1)) (vector-ref changes index))))))))

    (define (char-set-count satisfied? set)
      (char-set-fold (lambda (char count) (if (satisfied? char) (+ count 1) count)) 0 set))

    (define (char-set-every satisfied? set)
      (let loop ((cursor (char-set-cursor set)) (answer #t))
        (if cursor
            (let ((answer (satisfied? (integer->char cursor))))
              (and answer (loop (char-set-cursor-next set cursor) answer)))
            answer)))

    (define (char-set-any satisfied? set)
      (let loop ((cursor (char-set-cursor set)))
        (and cursor
             (or (satisfied? (integer->char cursor)) (loop (char-set-cursor-next set cursor))))))

    ;;; Algebra

    (define (char-set-adjoin set . chars) (merged either set (list->char-set chars)))
    (define (char-set-delete set . chars) (merged only-first set (list->char-set chars)))
    (define (char-set-complement set) (merged only-first char-set:full set))

    (define (folded combine unit sets)
      (if (null? sets)
          unit
          (let loop ((result (car sets)) (rest (cdr sets)))
            (if (null? rest) result (loop (merged combine result (car rest)) (cdr rest))))))

    (define (char-set-union . sets) (folded either char-set:empty sets))
    (define (char-set-intersection . sets) (folded both char-set:full sets))
    (define (char-set-xor . sets) (folded one-of char-set:empty sets))
    (define (char-set-difference set . sets) (folded only-first set (cons set sets)))
    (define (char-set-diff+intersection set . sets)
      (let ((others (apply char-set-union sets)))
        (values (merged only-first set others) (merged both set others))))

    ;;; The standard sets

    (define char-set:lower-case (predicate-set char-lower-case?))
    (define char-set:upper-case (predicate-set char-upper-case?))
    (define char-set:letter (predicate-set char-alphabetic?))
    (define char-set:digit (predicate-set char-numeric?))
    (define char-set:whitespace (predicate-set char-whitespace?))
    (define (letter-or-digit? char) (or (char-alphabetic? char) (char-numeric? char)))
    (define char-set:letter+digit (predicate-set letter-or-digit?))
    (define (graphic? char)
      (or (letter-or-digit? char) (char-set-contains? char-set:punctuation char) (char-set-contains? char-set:symbol char)))
    (define char-set:graphic (predicate-set graphic?))
    (define char-set:printing (predicate-set (lambda (char) (or (graphic? char) (char-whitespace? char)))))

    (define char-set:title-case
      (changes-set #(#x1c5 #x1c6 #x1c8 #x1c9 #x1cb #x1cc #x1f2 #x1f3 #x1f88 #x1f90 #x1f98 #x1fa0 #x1fa8 #x1fb0
                     #x1fbc #x1fbd #x1fcc #x1fcd #x1ffc #x1ffd)))
    (define char-set:ascii (changes-set #(0 128)))
    (define char-set:iso-control (changes-set #(0 #x20 #x7f #xa0)))
    (define char-set:hex-digit (changes-set #(48 58 65 71 97 103)))
    (define char-set:blank
      (changes-set #(9 10 32 33 #xa0 #xa1 #x1680 #x1681 #x2000 #x200b #x202f #x2030 #x205f #x2060 #x3000 #x3001)))
    (define char-set:punctuation
      (string->char-set "!\"#%&'()*,-./:;?@[\\]_{}\xa1;\xa7;\xab;\xb6;\xb7;\xbb;\xbf;"))
    (define char-set:symbol
      (string->char-set "$+<=>^`|~\xa2;\xa3;\xa4;\xa5;\xa6;\xa8;\xa9;\xac;\xae;\xaf;\xb0;\xb1;\xb4;\xb8;\xd7;\xf7;"))))
