;;; (suo char-set): sets of characters, the whole of SRFI 14, and what other libraries need of them.
;;;
;;; A set is a vector of code points in growing order at which membership changes: a character is in the set when an odd number of
;;; them is not above it. So every operation on sets is one merge of two vectors, and membership a binary search. The standard sets make
;;; their vector when it is first needed: from the runs of general categories, or by asking a predicate for all of Unicode; until then
;;; the predicate answers for single characters.
;;;
;;; n is the number of ranges of a set, 1 for each gap: operations on sets take O(n), membership O(log n). Surrogates are no characters.
(define-library (suo char-set)
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
          char-set:full
          char-set-changes changes->char-set lazy-char-set general-category-set)
  (import (scheme base) (scheme case-lambda) (scheme char) (suo sort) (suo unicode-properties))
  (begin
    ;; changes: vector, or #f until it is made by the thunk `maker`; contains?: predicate of characters, or #f.
    (define-record-type <char-set>
      (make-set changes maker contains?)
      char-set?
      (changes known-changes set-changes!)
      (maker set-maker)
      (contains? set-predicate))

    (define (changes-of set)
      (or (known-changes set)
          (let ((changes ((set-maker set))))
            (set-changes! set changes)
            changes)))

    (define (predicate-set satisfied?)
      (make-set #f (lambda () (satisfying satisfied? #(0 #xd800 #xe000 #x110000))) satisfied?))
    (define (changes-set changes) (make-set changes #f #f))

    ;; (char-set-changes set) -> the vector, not to be changed; (changes->char-set vector) the other way.
    (define (char-set-changes set) (changes-of set))
    (define (changes->char-set changes) (changes-set changes))

    ;; The set that a thunk gives, asked when it is first needed.
    (define (lazy-char-set thunk) (make-set #f (lambda () (changes-of (thunk))) #f))

    ;; The changes of all characters within other changes that satisfy.
    (define (satisfying satisfied? within)
      (let each-range ((index 0) (in? #f) (result '()))
        (if (= index (vector-length within))
            (list->vector (reverse result))
            (let ((end (vector-ref within (+ index 1))))
              (let each-code ((code (vector-ref within index)) (in? #f) (result result))
                (if (= code end)
                    (each-range (+ index 2) #f (if in? (add-change end result) result))
                    (let ((now? (and (satisfied? (integer->char code)) #t)))
                      (each-code (+ code 1) now? (if (eq? in? now?) result (add-change code result))))))))))

    ;; A change at the place of the last one takes that back: the ranges touch.
    (define (add-change code changes)
      (if (and (pair? changes) (= code (car changes))) (cdr changes) (cons code changes)))

    ;; (general-category-set name ...) -> the characters of these categories of Unicode: Lu Ll … Cn, or a letter for all that begin with it
    (define (general-category-set . names)
      (make-set #f (lambda () (category-changes names)) #f))

    (define (category-changes names)
      (let* ((count (vector-length category-names))
             (wanted (let loop ((index 0) (letters '()))
                       (cond ((= index count) letters)
                             ((wanted? (symbol->string (vector-ref category-names index)) names)
                              (loop (+ index 1)
                                    (cons (string-ref "ABCDEFGHIJKLMNOPQRSTUVWXYZabcd" index) letters)))
                             (else (loop (+ index 1) letters))))))
        (list->vector
          (reverse
            (fold-runs category-runs
                       (lambda (letter start end changes)
                         (if (memv letter wanted) (cons end (add-change start changes)) changes))
                       '())))))

    (define (wanted? category names)
      (and (pair? names)
           (let ((name (symbol->string (car names))))
             (or (string=? name (substring category 0 (string-length name))) (wanted? category (cdr names))))))

    ;; (combine letter start end result) for each run; surrogates are left out.
    (define (fold-runs runs combine seed)
      (let ((length (string-length runs)))
        (let loop ((index 0) (code 0) (result seed))
          (if (= index length)
              result
              (let count ((next (+ index 1)) (size 0))
                (let ((digit (and (< next length) (digit-value (string-ref runs next)))))
                  (if digit
                      (count (+ next 1) (+ (* 10 size) digit))
                      (let ((end (+ code (max size 1))))
                        (loop next
                              end
                              (if (= code #xd800) result (combine (string-ref runs index) code end result)))))))))))

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
      (if (and (set-predicate set) (not (known-changes set)))
          (if ((set-predicate set) char) #t #f)
          (odd? (changes-up-to (changes-of set) (char->integer char)))))

    ;; How many changes are not above the code point.
    (define (changes-up-to changes code)
      (let loop ((low 0) (high (vector-length changes)))
        (if (= low high)
            low
            (let ((middle (quotient (+ low high) 2)))
              (if (<= (vector-ref changes middle) code)
                  (loop (+ middle 1) high)
                  (loop low middle))))))

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
      (let ((index (changes-up-to changes code)))
        (cond ((odd? index) code)
              ((< index (vector-length changes)) (vector-ref changes index))
              (else #f))))

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
         (char-set-union base (changes-set (satisfying satisfied? (changes-of set)))))))

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
    (define char-set:letter+digit (predicate-set (lambda (char) (or (char-alphabetic? char) (char-numeric? char)))))
    (define char-set:punctuation (general-category-set 'P))
    (define char-set:symbol (general-category-set 'S))
    (define char-set:graphic (general-category-set 'L 'M 'N 'P 'S))
    (define char-set:printing
      (lazy-char-set (lambda () (char-set-union char-set:graphic char-set:whitespace))))
    (define char-set:title-case (general-category-set 'Lt))
    (define char-set:ascii (changes-set #(0 128)))
    (define char-set:iso-control (changes-set #(0 #x20 #x7f #xa0)))
    (define char-set:hex-digit (changes-set #(48 58 65 71 97 103)))
    (define char-set:blank
      (changes-set #(9 10 32 33 #xa0 #xa1 #x1680 #x1681 #x2000 #x200b #x202f #x2030 #x205f #x2060 #x3000 #x3001)))))
