;;; Roots: of real numbers that are not negative; exact where they can be.
(define-library (runtime roots)
  (export square-root exact-root)
  (import (primitives) (core-syntax) (runtime bignums) (runtime bignum-products) (runtime number-theory) (runtime flonums) (runtime arithmetic))
  (begin
    ;; Exact for squares of exact numbers.
    (define (square-root number)
      (cond ((flonum? number) (flsqrt number))
            ((ratnum? number)
             (let ((top (integer-square-root (numerator-of number)))
                   (bottom (integer-square-root (denominator-of number))))
               (if (and (square-of? top (numerator-of number)) (square-of? bottom (denominator-of number)))
                   (make-ratio top bottom)
                   (inexact-root number))))
            (else
             (let ((root (integer-square-root number)))
               (if (square-of? root number) root (inexact-root number))))))

    (define (square-of? root number) (%fx= (integer-compare (integer* root root) number) 0))

    ;; Numbers outside of the flonums are scaled by an even power of two; only integers and ratios can be so large or small.
    (define (inexact-root number)
      (let* ((scale (%fx- (integer-length-of-magnitude (numerator-of number))
                          (integer-length-of-magnitude (denominator-of number))))
             (half (if (or (%fx> scale 1000) (%fx< scale -1000)) (%fxsra scale 1) 0)))
        (if (%fx= half 0)
            (flsqrt (number->flonum 'sqrt 0 number))
            (flscale (flsqrt (number->flonum 'sqrt 0 (scaled number (%fx* 2 half)))) half))))

    ;; number / 2^count
    (define (scaled number count)
      (if (%fx< count 0)
          (generic* number (integer-shift-left 1 (%fx- 0 count)))
          (generic/ number (integer-shift-left 1 count))))

    ;; The exact root of that degree of an exact number >= 0, or #f. degree: a fixnum >= 2.
    (define (exact-root number degree)
      (let ((top (integer-root (numerator-of number) degree)))
        (and top
             (let ((bottom (integer-root (denominator-of number) degree)))
               (and bottom (make-ratio top bottom))))))

    ;; By bisection between powers of two.
    (define (integer-root integer degree)
      (if (%fx< integer-limit degree)
          (and (or (eq? integer 0) (eq? integer 1)) integer)
          (let ((bits (%fxquotient (integer-length-of-magnitude integer) degree)))
            (let loop ((low 0) (high (integer-shift-left 1 (%fx+ bits 1))))
              (let* ((middle (integer-shift-right (integer+ low high) 1))
                     (comparison (integer-compare (power middle degree) integer)))
                (cond ((%fx= comparison 0) middle)
                      ((%fx= (integer-compare middle low) 0) #f)
                      ((%fx< comparison 0) (loop middle high))
                      (else (loop low middle))))))))

    (define integer-limit 4096)

    (define (power base exponent)
      (let loop ((base base) (exponent exponent) (result 1))
        (if (%fx= exponent 0)
            result
            (loop (if (%fx= exponent 1) base (integer* base base))
                  (%fxsra exponent 1)
                  (if (%fx= (%fxand exponent 1) 1) (integer* result base) result)))))))
