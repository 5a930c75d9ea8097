;;; SRFI 128: comparators, which hold a type test, an equality, an ordering and a hash function together. Deviations: none.
;;;
;;; The default order of types: empty list, pairs, booleans, characters, strings, symbols, numbers, vectors, bytevectors, then what is
;;; registered, in order of registration. Complex numbers that are not real are ordered by real, then imaginary part.
(define-library (srfi 128)
  (export comparator? comparator-ordered? comparator-hashable? make-comparator make-pair-comparator make-list-comparator
          make-vector-comparator make-eq-comparator make-eqv-comparator make-equal-comparator
          boolean-hash char-hash char-ci-hash string-hash string-ci-hash symbol-hash number-hash
          make-default-comparator default-hash comparator-register-default!
          comparator-type-test-predicate comparator-equality-predicate comparator-ordering-predicate
          comparator-hash-function comparator-test-type comparator-check-type comparator-hash hash-bound hash-salt
          =? <? >? <=? >=? comparator-if<=>)
  (import (scheme base) (scheme case-lambda) (scheme char) (scheme complex)
          (only (suo hash-table) equal-hash string-hash))
  (begin
    (define-record-type comparator
      (make-raw-comparator type-test equality ordering hash ordered? hashable?)
      comparator?
      (type-test comparator-type-test-predicate)
      (equality comparator-equality-predicate)
      (ordering comparator-ordering-predicate)
      (hash comparator-hash-function)
      (ordered? comparator-ordered?)
      (hashable? comparator-hashable?))

    ;; equality may be #t when there is an ordering; ordering and hash may be #f.
    ;; (make-comparator type-test equality ordering hash) -> comparator; #t for a test that takes everything, #f for an ordering
    ;; or a hash that is not there, #t for an equality by the ordering
    (define (make-comparator type-test equality ordering hash)
      (make-raw-comparator (if (eq? type-test #t) (lambda (object) #t) type-test)
                           (if (eq? equality #t)
                               (lambda (one other) (not (or (ordering one other) (ordering other one))))
                               equality)
                           (or ordering (lambda (one other) (error "this comparator has no ordering" one other)))
                           (or hash (lambda (object) (error "this comparator has no hash function" object)))
                           (if ordering #t #f)
                           (if hash #t #f)))

    ;; (comparator-test-type comparator object): does it compare such objects? comparator-check-type: an error when it does not
    (define (comparator-test-type comparator object)
      ((comparator-type-test-predicate comparator) object))
    (define (comparator-check-type comparator object)
      (or (comparator-test-type comparator object)
          (error "not of the comparator's type" comparator object)))
    ;; (comparator-hash comparator object) -> a number, the same for objects that are the same
    (define (comparator-hash comparator object) ((comparator-hash-function comparator) object))

    ;;; Hash functions

    (define-syntax hash-bound (syntax-rules () ((_) 268435456)))
    (define-syntax hash-salt (syntax-rules () ((_) 16777619)))

    (define (mix one other) (modulo (+ (* 31 one) other) 268435456))

    ;; (boolean-hash boolean), and so on for the other types -> an exact integer, not negative
    (define (boolean-hash boolean) (if boolean 1 2))
    (define (char-hash char) (char->integer char))
    (define (char-ci-hash char) (char->integer (char-foldcase char)))
    (define (string-ci-hash string . bound) (apply string-hash (string-foldcase string) bound))
    (define (symbol-hash symbol) (equal-hash symbol))

    ;; Numbers that are = hash alike.
    (define (number-hash number)
      (cond ((exact? number) (equal-hash number))
            ((rational? number) (equal-hash (exact number)))
            ((real? number) 3)
            (else (mix (number-hash (real-part number)) (number-hash (imag-part number))))))

    ;;; Comparators of compound objects

    (define (ordering-of comparator) (and (comparator-ordered? comparator) (comparator-ordering-predicate comparator)))
    (define (hash-of comparator) (and (comparator-hashable? comparator) (comparator-hash-function comparator)))

    ;; (make-pair-comparator first second) -> comparator of pairs, by their cars, then their cdrs
    (define (make-pair-comparator first second)
      (make-comparator
       (lambda (object)
         (and (pair? object) (comparator-test-type first (car object)) (comparator-test-type second (cdr object))))
       (lambda (one other) (and (=? first (car one) (car other)) (=? second (cdr one) (cdr other))))
       (and (comparator-ordered? first) (comparator-ordered? second)
            (lambda (one other)
              (if (=? first (car one) (car other))
                  (<? second (cdr one) (cdr other))
                  (<? first (car one) (car other)))))
       (and (comparator-hashable? first) (comparator-hashable? second)
            (lambda (pair) (mix (comparator-hash first (car pair)) (comparator-hash second (cdr pair)))))))

    ;; (make-list-comparator element [type-test empty? head tail]) -> comparator of lists: the first element that differs
    ;; decides, then the length
    (define make-list-comparator
      (case-lambda
        ((element) (make-list-comparator element list? null? car cdr))
        ((element type-test empty? head tail)
         (make-comparator
          (lambda (object)
            (and (type-test object)
                 (let loop ((rest object))
                   (or (empty? rest) (and (comparator-test-type element (head rest)) (loop (tail rest)))))))
          (lambda (one other)
            (let loop ((one one) (other other))
              (cond ((empty? one) (empty? other))
                    ((empty? other) #f)
                    (else (and (=? element (head one) (head other)) (loop (tail one) (tail other)))))))
          (and (comparator-ordered? element)
               (lambda (one other)
                 (let loop ((one one) (other other))
                   (cond ((empty? one) (not (empty? other)))
                         ((empty? other) #f)
                         ((=? element (head one) (head other)) (loop (tail one) (tail other)))
                         (else (<? element (head one) (head other)))))))
          (and (comparator-hashable? element)
               (lambda (list)
                 (let loop ((rest list) (hash 5))
                   (if (empty? rest) hash (loop (tail rest) (mix hash (comparator-hash element (head rest))))))))))))

    ;; Shorter vectors come first.
    ;; (make-vector-comparator element [type-test length ref]) -> comparator of vectors: the length decides, then the first
    ;; element that differs
    (define make-vector-comparator
      (case-lambda
        ((element) (make-vector-comparator element vector? vector-length vector-ref))
        ((element type-test size ref)
         (make-comparator
          (lambda (object)
            (and (type-test object)
                 (let loop ((index (- (size object) 1)))
                   (or (< index 0) (and (comparator-test-type element (ref object index)) (loop (- index 1)))))))
          (lambda (one other)
            (let ((length (size one)))
              (and (= length (size other))
                   (let loop ((index 0))
                     (or (= index length) (and (=? element (ref one index) (ref other index)) (loop (+ index 1))))))))
          (and (comparator-ordered? element)
               (lambda (one other)
                 (let ((length (size one)))
                   (if (= length (size other))
                       (let loop ((index 0))
                         (cond ((= index length) #f)
                               ((=? element (ref one index) (ref other index)) (loop (+ index 1)))
                               (else (<? element (ref one index) (ref other index)))))
                       (< length (size other))))))
          (and (comparator-hashable? element)
               (lambda (vector)
                 (let ((length (size vector)))
                   (let loop ((index 0) (hash 7))
                     (if (= index length) hash (loop (+ index 1) (mix hash (comparator-hash element (ref vector index)))))))))))))

    ;; (make-eq-comparator), eqv, equal -> comparator of all objects without an order
    (define (make-eq-comparator) (make-comparator #t eq? #f default-hash))
    (define (make-eqv-comparator) (make-comparator #t eqv? #f default-hash))
    (define (make-equal-comparator) (make-comparator #t equal? #f default-hash))

    ;;; The default comparator

    (define registered '())             ; the last one first

    ;; (comparator-register-default! comparator): default comparators ask it for objects of its type, which no built-in type may
    ;; be
    (define (comparator-register-default! comparator) (set! registered (cons comparator registered)))

    ;; (make-default-comparator) -> comparator of the usual objects: () before pairs, booleans, characters, strings, symbols,
    ;; numbers, vectors, bytevectors, then registered types
    (define (make-default-comparator)
      (make-comparator #t default=? default<? default-hash))

    ;; -> comparator or #f, and its place in the order of types.
    (define (registered-for object)
      (let loop ((rest registered))
        (cond ((null? rest) (values #f 100))
              ((comparator-test-type (car rest) object) (values (car rest) (+ 8 (length rest))))
              (else (loop (cdr rest))))))

    (define (type-rank object)
      (cond ((null? object) 0)
            ((pair? object) 1)
            ((boolean? object) 2)
            ((char? object) 3)
            ((string? object) 4)
            ((symbol? object) 5)
            ((number? object) 6)
            ((vector? object) 7)
            ((bytevector? object) 8)
            (else (let-values (((comparator rank) (registered-for object))) rank))))

    (define (default=? one other)
      (let ((rank (type-rank one)))
        (and (= rank (type-rank other))
             (case rank
               ((0) #t)
               ((1) (and (default=? (car one) (car other)) (default=? (cdr one) (cdr other))))
               ((6) (= one other))
               ((7) (=? default-vectors one other))
               ((2 3 4 5 8 100) (equal? one other))
               (else (let-values (((comparator rank) (registered-for one))) (=? comparator one other)))))))

    (define (default<? one other)
      (let ((rank (type-rank one)) (other-rank (type-rank other)))
        (if (= rank other-rank)
            (case rank
              ((0) #f)
              ((1) (if (default=? (car one) (car other))
                       (default<? (cdr one) (cdr other))
                       (default<? (car one) (car other))))
              ((2) (and (not one) other))
              ((3) (char<? one other))
              ((4) (string<? one other))
              ((5) (string<? (symbol->string one) (symbol->string other)))
              ((6) (number<? one other))
              ((7) (<? default-vectors one other))
              ((8) (<? byte-vectors one other))
              ((100) (error "the default comparator has no order for these" one other))
              (else (let-values (((comparator rank) (registered-for one))) (<? comparator one other))))
            (< rank other-rank))))

    (define (number<? one other)
      (cond ((and (real? one) (real? other)) (< one other))
            ((= (real-part one) (real-part other)) (< (imag-part one) (imag-part other)))
            (else (< (real-part one) (real-part other)))))

    ;; (default-hash object) -> what default comparators hash with
    (define (default-hash object)
      (cond ((number? object) (number-hash object))
            ((boolean? object) (boolean-hash object))
            ((char? object) (char-hash object))
            ((string? object) (string-hash object))
            ((symbol? object) (symbol-hash object))
            ((pair? object)
             (let loop ((rest object) (hash 5) (left 16))
               (cond ((= left 0) hash)
                     ((pair? rest) (loop (cdr rest) (mix hash (default-hash (car rest))) (- left 1)))
                     (else (mix hash (default-hash rest))))))
            ((vector? object) (comparator-hash default-vectors object))
            ((= (type-rank object) 100) (equal-hash object))
            ((> (type-rank object) 8)
             (let-values (((comparator rank) (registered-for object))) (comparator-hash comparator object)))
            (else (equal-hash object))))

    (define default-vectors (make-vector-comparator (make-default-comparator)))
    (define byte-vectors
      (make-vector-comparator (make-comparator exact-integer? = < number-hash) bytevector? bytevector-length
                              bytevector-u8-ref))

    ;;; Comparing; several objects form a chain.

    (define-syntax define-chain
      (syntax-rules ()
        ((_ name (comparator one other) related)
         (define name
           (case-lambda
             ((comparator one other) related)
             ((comparator one other . more)
              (let loop ((one one) (other other) (more more))
                (and related
                     (or (null? more) (loop other (car more) (cdr more)))))))))))

    (define-chain =? (comparator one other) ((comparator-equality-predicate comparator) one other))
    (define-chain <? (comparator one other) ((comparator-ordering-predicate comparator) one other))
    (define-chain >? (comparator one other) ((comparator-ordering-predicate comparator) other one))
    (define-chain <=? (comparator one other) (not ((comparator-ordering-predicate comparator) other one)))
    (define-chain >=? (comparator one other) (not ((comparator-ordering-predicate comparator) one other)))

    (define-syntax comparator-if<=>
      (syntax-rules ()
        ((_ one other less equal greater)
         (comparator-if<=> (make-default-comparator) one other less equal greater))
        ((_ comparator one other less equal greater)
         (let ((the-comparator comparator) (the-one one) (the-other other))
           (cond ((=? the-comparator the-one the-other) equal)
                 ((<? the-comparator the-one the-other) less)
                 (else greater))))))))
