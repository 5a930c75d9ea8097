;;; Numbers: what R7RS has beyond the operators: kinds, exactness, rounding, integer division, roots and powers.
(define-library (runtime numbers)
  (export complex? real? rational? integer? exact? inexact? exact inexact nan? finite? infinite?
          max min abs square
          floor ceiling truncate round numerator denominator rationalize
          floor/ floor-quotient floor-remainder truncate/ truncate-quotient truncate-remainder
          gcd lcm odd? even? exact-integer-sqrt boolean=?)
  (import (primitives) (core-syntax) (runtime errors) (runtime bignums) (runtime bignum-division) (runtime number-theory)
          (runtime flonums) (runtime arithmetic) (runtime complex))
  (begin
    (define (complex? object) (number? object))
    (define (real? object) (and (number? object) (not (compnum? object))))
    (define (rational? object)
      (if (flonum? object) (fl=? (fl- object object) 0.0) (exact-rational? object)))
    (define (integer? object)
      (cond ((fixnum? object) #t)
            ((flonum? object) (fl-integer? object))
            (else (bignum? object))))

    (define (check-number who object)
      (if (not (number? object)) (wrong-type who 0 'number object)))

    (define (check-real who object)
      (if (not (real? object)) (wrong-type who 0 'real object)))

    (define (exact? number) (check-number 'exact? number) (not (some-flonum? number)))
    (define (inexact? number) (check-number 'inexact? number) (some-flonum? number))

    ;; The number or one of its parts.
    (define (some-flonum? number)
      (if (compnum? number)
          (or (flonum? (real-of number)) (flonum? (imaginary-of number)))
          (flonum? number)))

    (define (exact number)
      (cond ((compnum? number) (make-complex (exact (real-of number)) (exact (imaginary-of number))))
            ((not (flonum? number)) (check-number 'exact number) number)
            ((rational? number) (flonum->exact number))
            (else (simple-error 'range 'exact "no exact number is equal to" number))))
    (define (inexact number)
      (if (%likely (fixnum? number)) (fixnum->flonum number) (any-inexact number)))
    (define (any-inexact number)
      (cond ((compnum? number) (make-complex (inexact (real-of number)) (inexact (imaginary-of number))))
            ((number? number) (number->flonum 'inexact 0 number))
            (else (wrong-type 'inexact 0 'number number))))

    (define (nan? number)
      (check-number 'nan? number)
      (if (compnum? number)
          (or (nan? (real-of number)) (nan? (imaginary-of number)))
          (and (flonum? number) (fl-nan? number))))
    (define (infinite? number)
      (check-number 'infinite? number)
      (if (compnum? number)
          (or (infinite? (real-of number)) (infinite? (imaginary-of number)))
          (and (flonum? number) (fl-infinite? number))))
    (define (finite? number)
      (check-number 'finite? number)
      (if (compnum? number)
          (and (finite? (real-of number)) (finite? (imaginary-of number)))
          (or (not (flonum? number)) (fl=? (fl- number number) 0.0))))

    ;;; One flonum among the arguments makes the result a flonum; a NaN wins.

    (define max
      (case-lambda
        ((one other)
         (if (%likely (and (fixnum? one) (fixnum? other)))
             (if (%fx< one other) other one)
             (extreme 'max > one other)))
        ((one) (check-real 'max one) one)
        ((one . more)
         (let loop ((result one) (more more))
           (if (pair? more) (loop (extreme 'max > result (%car more)) (%cdr more)) result)))))

    (define min
      (case-lambda
        ((one other)
         (if (%likely (and (fixnum? one) (fixnum? other)))
             (if (%fx< other one) other one)
             (extreme 'min < one other)))
        ((one) (check-real 'min one) one)
        ((one . more)
         (let loop ((result one) (more more))
           (if (pair? more) (loop (extreme 'min < result (%car more)) (%cdr more)) result)))))

    (define (extreme who better? one other)
      (if (and (fixnum? one) (fixnum? other))
          (if (better? one other) one other)
          (let ((winner (cond ((and (flonum? one) (fl-nan? one)) one)
                              ((and (flonum? other) (fl-nan? other)) other)
                              ((better? one other) one)
                              (else other))))
            (if (or (flonum? one) (flonum? other)) (number->flonum who 0 winner) winner))))

    (define (abs number)
      (if (%likely (fixnum? number))
          (if (%fx< number 0) (- 0 number) number)
          (any-abs number)))
    (define (any-abs number)
      (cond ((flonum? number) (flabs number))
            ((negative? number) (- 0 number))
            (else number)))
    (define (square number) (* number number))

    ;;; Rounding

    (define (floor number)
      (cond ((fixnum? number) number)
            ((flonum? number) (flfloor number))
            ((ratnum? number) (floor-ratio number))
            ((bignum? number) number)
            (else (wrong-type 'floor 0 'real number))))
    (define (ceiling number)
      (cond ((fixnum? number) number)
            ((flonum? number) (flceiling number))
            ((ratnum? number) (+ (floor-ratio number) 1))
            ((bignum? number) number)
            (else (wrong-type 'ceiling 0 'real number))))
    (define (truncate number)
      (cond ((fixnum? number) number)
            ((flonum? number) (fltruncate number))
            ((ratnum? number) (integer-quotient (numerator-of number) (denominator-of number)))
            ((bignum? number) number)
            (else (wrong-type 'truncate 0 'real number))))
    (define (round number)
      (cond ((fixnum? number) number)
            ((flonum? number) (flround number))
            ((ratnum? number) (round-ratio number))
            ((bignum? number) number)
            (else (wrong-type 'round 0 'real number))))

    (define (floor-ratio ratio)
      (let ((quotient (integer-quotient (numerator-of ratio) (denominator-of ratio))))
        (if (integer-negative? (numerator-of ratio)) (- quotient 1) quotient)))

    ;; Half to even: only a denominator of 2 can be half.
    (define (round-ratio ratio)
      (let* ((low (floor-ratio ratio))
             (twice (compare-exact (generic* 2 (generic- ratio low)) 1)))
        (cond ((%fx< twice 0) low)
              ((%fx> twice 0) (+ low 1))
              ((integer-even? low) low)
              (else (+ low 1)))))

    (define (numerator number)
      (cond ((flonum? number) (number->flonum 'numerator 0 (numerator-of (exact number))))
            ((exact-rational? number) (numerator-of number))
            (else (wrong-type 'numerator 0 'real number))))
    (define (denominator number)
      (cond ((flonum? number) (number->flonum 'denominator 0 (denominator-of (exact number))))
            ((exact-rational? number) (denominator-of number))
            (else (wrong-type 'denominator 0 'real number))))

    ;; The simplest rational within `tolerance`: by the continued fraction of both ends.
    (define (rationalize number tolerance)
      (if (or (flonum? number) (flonum? tolerance))
          (let ((number (number->flonum 'rationalize 0 number))
                (tolerance (number->flonum 'rationalize 1 tolerance)))
            (cond ((or (nan? number) (nan? tolerance)) not-a-number)
                  ((infinite? tolerance) (if (infinite? number) not-a-number 0.0))
                  ((infinite? number) number)
                  (else (inexact (rationalize (exact number) (exact tolerance))))))
          (let ((low (- number (abs tolerance))) (high (+ number (abs tolerance))))
            (cond ((positive? low) (simplest low high))
                  ((negative? high) (- 0 (simplest (- 0 high) (- 0 low))))
                  (else 0)))))
    (define (simplest low high)
      (let ((whole (floor low)))
        (cond ((= whole low) whole)
              ((< whole (floor high)) (+ whole 1))
              (else (+ whole (generic/ 1 (simplest (generic/ 1 (- high whole)) (generic/ 1 (- low whole)))))))))

    ;;; Integer division

    (define (truncate/ one other) (values (quotient one other) (remainder one other)))
    (define (truncate-quotient one other) (quotient one other))
    (define (truncate-remainder one other) (remainder one other))
    (define (floor/ one other) (values (floor-quotient one other) (modulo one other)))
    (define (floor-remainder one other) (modulo one other))
    (define (floor-quotient one other)
      (let ((quotient (quotient one other))
            (remainder (remainder one other)))
        (if (or (zero? remainder) (eq? (negative? remainder) (negative? other)))
            quotient
            (- quotient 1))))

    (define (check-integer who object)
      (if (not (integer? object)) (wrong-type who 0 'integer object)))

    (define (even? number)
      (if (%likely (fixnum? number)) (%fx= (%fxand number 1) 0) (any-even? 'even? number)))
    (define (odd? number)
      (if (%likely (fixnum? number)) (%fx= (%fxand number 1) 1) (not (any-even? 'odd? number))))
    (define (any-even? who number)
      (check-integer who number)
      (integer-even? (exact number)))

    (define (gcd-two one other)
      (check-integer 'gcd one)
      (check-integer 'gcd other)
      (if (or (flonum? one) (flonum? other))
          (integer->flonum (integer-gcd (exact one) (exact other)))
          (integer-gcd one other)))
    (define (lcm-two one other)
      (let ((divisor (gcd-two one other)))
        (if (zero? divisor) divisor (abs (* (quotient one divisor) other)))))

    (define gcd
      (case-lambda
        ((one other) (gcd-two one other))
        (() 0)
        ((one) (gcd-two one 0))
        ((one . more)
         (let loop ((result one) (more more))
           (if (pair? more) (loop (gcd-two result (%car more)) (%cdr more)) result)))))
    (define lcm
      (case-lambda
        ((one other) (lcm-two one other))
        (() 1)
        ((one) (lcm-two one 1))
        ((one . more)
         (let loop ((result one) (more more))
           (if (pair? more) (loop (lcm-two result (%car more)) (%cdr more)) result)))))

    ;; The flonum's root of a fixnum may be one off.
    (define (exact-integer-sqrt number)
      (if (and (fixnum? number) (%fx>= number 0))
          (let* ((root (%flonum->fixnum (flsqrt (fixnum->flonum number))))
                 (rest (%fx- number (%fx* root root))))
            (if (%likely (and (%fx>= rest 0) (%fx<= rest (%fx* 2 root))))
                (values root rest)
                (exact-root-and-rest number)))
          (any-exact-integer-sqrt number)))
    (define (any-exact-integer-sqrt number)
      (if (not (exact-integer? number)) (wrong-type 'exact-integer-sqrt 0 'exact-integer number))
      (if (integer-negative? number) (wrong-range 'exact-integer-sqrt 0 number))
      (exact-root-and-rest number))

    (define boolean=?
      (case-lambda
        ((one other) (check-boolean one) (check-boolean other) (eq? one other))
        ((one . more)
         (check-boolean one)
         (let loop ((more more) (answer #t))
           (if (pair? more)
               (begin
                 (check-boolean (%car more))
                 (loop (%cdr more) (and answer (eq? one (%car more)))))
               answer)))))
    (define (check-boolean object)
      (if (not (boolean? object)) (wrong-type 'boolean=? 0 'boolean object)))))
