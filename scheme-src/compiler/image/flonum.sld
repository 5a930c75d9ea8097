;;; The bits of a flonum, by arithmetic alone: a host has no other portable way to show them.
;;;
;;;   high half   sign, 11 bits of biased exponent, 20 bits of fraction
;;;   low half    32 bits of fraction
(define-library (compiler image flonum)
  (export flonum-high-half flonum-low-half)
  (import (scheme base))
  (begin
    ;; (flonum-high-half x) -> the upper 32 bits. Every NaN is the one with only the first fraction bit set.
    (define (flonum-high-half x)
      (cond ((not (= x x)) #x7ff80000)
            (else (+ (if (negative-bits? x) 2147483648 0)
                     (quotient (magnitude-bits (absolute x)) 4294967296)))))

    ;; (flonum-low-half x) -> the lower 32 bits.
    (define (flonum-low-half x)
      (if (= x x) (remainder (magnitude-bits (absolute x)) 4294967296) 0))

    (define (negative-bits? x)
      (or (< x 0.0) (and (= x 0.0) (< (/ 1.0 x) 0.0))))
    (define (absolute x) (if (< x 0.0) (- x) x))

    (define two^52 4503599627370496.0)
    (define two^53 9007199254740992.0)
    (define two^537 (expt 2.0 537))
    (define least-normal (expt 2.0 -1022))
    (define infinity-bits (* 2047 4503599627370496))

    ;; Exponent and fraction of a flonum that is not negative, as one exact integer. Scaling by powers of two is exact.
    (define (magnitude-bits x)
      (cond ((= x 0.0) 0)
            ((= x (* x 0.5)) infinity-bits)
            ((< x least-normal) (exact (* (* x two^537) two^537)))
            (else
             (let loop ((x x) (exponent 1075))
               (cond ((>= x two^53) (loop (* x 0.5) (+ exponent 1)))
                     ((< x two^52) (loop (* x 2.0) (- exponent 1)))
                     (else (+ (* (- exponent 1) 4503599627370496) (exact x))))))))))
