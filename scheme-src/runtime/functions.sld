;;; Functions: expt, sqrt, exp, log and the circular functions on numbers of any kind; exact arguments give exact results where
;;; R7RS wants them. Complex results do not exist: they are +nan.0 for flonums and an error for exact numbers.
(define-library (runtime functions)
  (export expt sqrt exp log sin cos tan asin acos atan)
  (import (primitives) (core-syntax) (runtime errors) (runtime bignums) (runtime bignum-division)
          (runtime flonums) (runtime arithmetic)
          (runtime transcendental))
  (begin
    (define (expt base exponent)
      (cond ((exact-integer? exponent)
             (cond ((flonum? base) (flpower base (number->flonum 'expt 1 exponent)))
                   ((not (number? base)) (wrong-type 'expt 0 'number base))
                   ((not (integer-negative? exponent)) (exact-power base exponent))
                   (else (generic/ 1 (exact-power base (integer-negate exponent))))))
            ((number? base)
             (flpower (number->flonum 'expt 0 base) (number->flonum 'expt 1 exponent)))
            (else (wrong-type 'expt 0 'number base))))

    (define (exact-power base exponent)
      (cond ((eq? base 0) (if (eq? exponent 0) 1 0))
            ((eq? base 1) 1)
            ((eq? base -1) (if (integer-even? exponent) 1 -1))
            ((not (fixnum? exponent)) (wrong-range 'expt 1 exponent))
            ((eq? base 2) (integer-shift-left 1 exponent))
            ((ratnum? base)
             (generic/ (exact-power (numerator-of base) exponent) (exact-power (denominator-of base) exponent)))
            (else
             (let loop ((base base) (exponent exponent) (result 1))
               (let ((result (if (%fx= (%fxand exponent 1) 1) (integer* base result) result))
                     (rest (%fxsra exponent 1)))
                 (if (%fx= rest 0)
                     result
                     (loop (integer* base base) rest result)))))))

    ;; Exact for perfect squares.
    (define (sqrt number)
      (cond ((flonum? number) (flsqrt number))
            ((exact-integer? number)
             (if (integer-negative? number) (unsupported-error 'sqrt "complex numbers are not there" number))
             (let ((root (integer-square-root number)))
               (if (%fx= (integer-compare (integer* root root) number) 0)
                   root
                   (let ((flonum (integer->flonum number)))
                     (if (fl-infinite? flonum) (integer->flonum root) (flsqrt flonum))))))
            ((ratnum? number)
             (let ((top (sqrt (numerator-of number)))
                   (bottom (sqrt (denominator-of number))))
               (if (and (exact-integer? top) (exact-integer? bottom))
                   (make-ratio top bottom)
                   (flsqrt (number->flonum 'sqrt 0 number)))))
            (else (wrong-type 'sqrt 0 'number number))))

    (define (exp number)
      (if (eq? number 0) 1 (flexp (number->flonum 'exp 0 number))))

    (define log
      (case-lambda
        ((number)
         (if (eq? number 1) 0 (log-of number)))
        ((number base)
         (if (eq? number 1) 0 (fl/ (log-of number) (log-of base))))))

    ;; Integers too large for a flonum by their leading bits.
    (define (log-of number)
      (if (bignum? number)
          (let ((shift (%fx- (integer-length-of-magnitude number) 60)))
            (if (integer-negative? number)
                not-a-number
                (fl+ (fllog (integer->flonum (integer-shift-right number shift)))
                     (fl* (fixnum->flonum shift) 0.6931471805599453))))
          (begin
            (if (eq? number 0) (divide-error 'log))
            (fllog (number->flonum 'log 0 number)))))

    (define (sin number) (if (eq? number 0) 0 (flsin (number->flonum 'sin 0 number))))
    (define (cos number) (if (eq? number 0) 1 (flcos (number->flonum 'cos 0 number))))
    (define (tan number) (if (eq? number 0) 0 (fltan (number->flonum 'tan 0 number))))
    (define (asin number) (if (eq? number 0) 0 (flasin (number->flonum 'asin 0 number))))
    (define (acos number) (if (eq? number 1) 0 (flacos (number->flonum 'acos 0 number))))

    (define atan
      (case-lambda
        ((number) (if (eq? number 0) 0 (flatan (number->flonum 'atan 0 number))))
        ((y x)
         (if (eq? y 0)
             (cond ((eq? x 0) (divide-error 'atan))
                   ((and (not (flonum? x)) (positive? x)) 0)
                   (else (flatan2 0.0 (number->flonum 'atan 1 x))))
             (flatan2 (number->flonum 'atan 0 y) (number->flonum 'atan 1 x))))))))
