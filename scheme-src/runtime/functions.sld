;;; Functions: expt, sqrt, exp, log and the circular functions on numbers of any kind; exact arguments give exact results where
;;; they can. Real arguments come first; what has no real value goes to the complex functions.
(define-library (runtime functions)
  (export expt sqrt exp log sin cos tan asin acos atan)
  (import (primitives) (core-syntax) (runtime errors) (runtime bignums) (runtime bignum-products) (runtime bignum-division)
          (runtime flonums) (runtime arithmetic) (runtime complex) (runtime complex-functions) (runtime roots)
          (runtime transcendental))
  (begin
    (define (check-number who index object)
      (if (not (number? object)) (wrong-type who index 'number object)))

    ;;; Powers

    (define (expt base exponent)
      (cond ((exact-integer? exponent)
             (cond ((flonum? base) (flonum-power base exponent))
                   ((not (number? base)) (wrong-type 'expt 0 'number base))
                   ((not (integer-negative? exponent)) (exact-power base exponent))
                   (else (generic/ 1 (exact-power base (integer-negate exponent))))))
            (else
             (check-number 'expt 0 base)
             (check-number 'expt 1 exponent)
             (cond ((or (compnum? base) (compnum? exponent)) (complex-expt base exponent))
                   ((and (ratnum? exponent) (exact-rational? base) (exact-rational-power base exponent)))
                   ((and (negative? base) (not (flonum-of-integer? exponent))) (complex-expt base exponent))
                   (else (flpower (number->flonum 'expt 0 base) (number->flonum 'expt 1 exponent)))))))

    ;; Great exponents are even as flonums, so the sign that an odd one gives is made here.
    (define (flonum-power base exponent)
      (let ((flonum-exponent (number->flonum 'expt 1 exponent)))
        (if (and (fl>=? (flabs flonum-exponent) 9007199254740992.0) (not (integer-even? exponent)) (flonum-bits-negative? base))
            (fl* -1.0 (flpower (flabs base) flonum-exponent))
            (flpower base flonum-exponent))))

    (define (flonum-of-integer? number)
      (and (flonum? number) (or (fl-integer? number) (not (fl=? (fl- number number) 0.0)))))

    ;; The exact value of base to a ratio, or #f.
    (define (exact-rational-power base exponent)
      (cond ((eq? base 0) (if (negative? exponent) (divide-error 'expt base exponent) 0))
            ((eq? base 1) 1)
            ((not (fixnum? (denominator-of exponent))) #f)
            ((not (negative? base))
             (let ((root (exact-root base (denominator-of exponent))))
               (and root (expt root (numerator-of exponent)))))
            ((eq? (denominator-of exponent) 2)
             (let ((root (exact-root (- base) 2)))
               (and root (expt (make-complex 0 root) (numerator-of exponent)))))
            (else #f)))

    ;; exponent: an exact integer >= 0.
    (define (exact-power base exponent)
      (cond ((eq? exponent 0) 1)
            ((eq? base 0) 0)
            ((eq? base 1) 1)
            ((eq? base -1) (if (integer-even? exponent) 1 -1))
            ((not (fixnum? exponent))
             (if (compnum? base) (complex-expt base exponent) (wrong-range 'expt 1 exponent)))
            ((eq? base 2) (integer-shift-left 1 exponent))
            ((ratnum? base)
             (make-ratio (power (numerator-of base) exponent integer*) (power (denominator-of base) exponent integer*)))
            ((compnum? base) (power base exponent complex*))
            (else (power base exponent integer*))))

    ;; By squaring. exponent: a fixnum >= 1.
    (define (power base exponent multiply)
      (let loop ((base base) (exponent exponent) (result 1))
        (let ((result (cond ((%fx= (%fxand exponent 1) 0) result)
                            ((eq? result 1) base)
                            (else (multiply base result))))
              (rest (%fxsra exponent 1)))
          (if (%fx= rest 0)
              result
              (loop (multiply base base) rest result)))))

    ;; Exact for perfect squares; of negative numbers a multiple of i.
    (define (sqrt number)
      (cond ((flonum? number)
             (if (fl<? number 0.0) (make-complex 0 (flsqrt (fl- 0.0 number))) (flsqrt number)))
            ((exact-rational? number)
             (if (negative? number) (make-complex 0 (square-root (- number))) (square-root number)))
            ((compnum? number) (complex-sqrt number))
            (else (wrong-type 'sqrt 0 'number number))))

    ;;; Exponential and logarithm

    (define (exp number)
      (cond ((eq? number 0) 1)
            ((compnum? number) (complex-exp number))
            (else (flexp (number->flonum 'exp 0 number)))))

    (define log
      (case-lambda
        ((number) (log-of number 0))
        ((number base)
         (let ((divisor (log-of base 1)))
           (if (eq? number 1) 0 (generic/ (log-of number 0) divisor))))))

    (define (log-of number index)
      (cond ((eq? number 1) 0)
            ((eq? number 0) (divide-error 'log))
            ((compnum? number) (complex-log number))
            ((flonum? number)
             (if (and (flonum-bits-negative? number) (fl=? number number)) (make-complex (fllog (fl- -0.0 number)) pi) (fllog number)))
            ((not (number? number)) (wrong-type 'log index 'number number))
            ((negative? number) (make-complex (log-of-positive (- number)) pi))
            (else (log-of-positive number))))

    (define pi 3.141592653589793)

    ;; Integers too large for a flonum by their leading bits, ratios outside of the flonums by their parts.
    (define (log-of-positive number)
      (cond ((bignum? number)
             (let ((shift (%fx- (integer-length-of-magnitude number) 60)))
               (fl+ (fllog (integer->flonum (integer-shift-right number shift)))
                    (fl* (fixnum->flonum shift) 0.6931471805599453))))
            ((ratnum? number)
             (let ((flonum (number->flonum 'log 0 number)))
               (if (and (fl>? flonum 1e-300) (fl<? flonum 1e300))
                   (fllog flonum)
                   (fl- (log-of-positive (numerator-of number)) (log-of-positive (denominator-of number))))))
            ((eq? number 1) 0.0)
            (else (fllog (number->flonum 'log 0 number)))))

    ;;; Circular functions

    (define (sin number)
      (cond ((eq? number 0) 0)
            ((compnum? number) (complex-sin number))
            (else (flsin (number->flonum 'sin 0 number)))))
    (define (cos number)
      (cond ((eq? number 0) 1)
            ((compnum? number) (complex-cos number))
            (else (flcos (number->flonum 'cos 0 number)))))
    (define (tan number)
      (cond ((eq? number 0) 0)
            ((compnum? number) (complex-tan number))
            (else (fltan (number->flonum 'tan 0 number)))))

    (define (asin number)
      (cond ((eq? number 0) 0)
            ((compnum? number) (complex-asin number))
            (else
             (let ((flonum (number->flonum 'asin 0 number)))
               (if (fl>? (flabs flonum) 1.0) (complex-asin flonum) (flasin flonum))))))
    (define (acos number)
      (cond ((eq? number 1) 0)
            ((compnum? number) (complex-acos number))
            (else
             (let ((flonum (number->flonum 'acos 0 number)))
               (if (fl>? (flabs flonum) 1.0) (complex-acos flonum) (flacos flonum))))))

    (define atan
      (case-lambda
        ((number)
         (cond ((eq? number 0) 0)
               ((compnum? number) (complex-atan number))
               (else (flatan (number->flonum 'atan 0 number)))))
        ((y x)
         (if (eq? y 0)
             (cond ((eq? x 0) (divide-error 'atan))
                   ((and (not (flonum? x)) (positive? x)) 0)
                   (else (flatan2 0.0 (number->flonum 'atan 1 x))))
             (atan-of-flonums (number->flonum 'atan 0 y) x)))))

    ;; An exact zero as x has no sign: a quarter of a turn, even where y is a zero.
    (define (atan-of-flonums y x)
      (if (and (eq? x 0) (fl=? y 0.0))
          (if (flonum-bits-negative? y) -1.5707963267948966 1.5707963267948966)
          (flatan2 y (number->flonum 'atan 1 x))))))
