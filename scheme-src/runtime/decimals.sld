;;; Decimals: the flonum nearest to mantissa · 10^exponent.
;;;
;;; Mostly 120 bits of 5^exponent are enough: their product with the mantissa, some units too small at most, says how to round unless it lies
;;; right at the middle between two flonums. Then, for long mantissas and below the normal numbers, the integers themselves are divided.
;;;
;;;   5^e = 5^(26 j) · 5^r      5^r is a fixnum; 5^(26 j) ≈ (high + low / 2^60) · 2^q, both below 2^60, is made when it is first wanted
;;;
;;; Source: Clinger, How to read floating-point numbers accurately, 1990; Lemire, Number parsing at a gigabyte per second, 2021.
(define-library (runtime decimals)
  (export decimal->flonum)
  (import (primitives) (core-syntax) (runtime bignums) (runtime bignum-products) (runtime bignum-division) (runtime flonums))
  (begin
    ;; mantissa: an exact integer > 0.
    (define (decimal->flonum mantissa exponent)
      (or (and (fixnum? mantissa)
               (%fx<= exponent 310)
               (%fx>= exponent -340)
               (approximate-decimal mantissa exponent))
          (exact-decimal mantissa exponent)))

    (define (exact-decimal mantissa exponent)
      (let ((size (%fx+ exponent (%fxquotient (%fx* (integer-length-of-magnitude mantissa) 301) 1000))))
        (cond ((%fx> size 330) positive-infinity)
              ((%fx< size -340) 0.0)
              ((%fx< exponent 0) (ratio->flonum mantissa (power 10 (%fx- 0 exponent))))
              (else (integer->flonum (integer* mantissa (power 10 exponent)))))))

    (define (power base exponent)
      (if (%fx= exponent 0)
          1
          (let ((root (power base (%fxsra exponent 1))))
            (if (%fx= (%fxand exponent 1) 0) (integer* root root) (integer* base (integer* root root))))))

    (define low-mask #xfffffffffffffff) ; 60 bits
    (define step 26)
    (define lowest -14)                 ; of the powers of 5^26

    (define small-powers
      '#(1 5 25 125 625 3125 15625 78125 390625 1953125 9765625 48828125 244140625 1220703125 6103515625 30517578125
         152587890625 762939453125 3814697265625 19073486328125 95367431640625 476837158203125 2384185791015625
         11920928955078125 59604644775390625 298023223876953125))

    (define large-powers (%make-vector 27 #f)) ; vectors #(high low q)

    (define (large-power index)
      (or (%vector-ref large-powers (%fx- index lowest))
          (let ((entry (make-large-power (%fx* step index))))
            (%vector-set! large-powers (%fx- index lowest) entry)
            entry)))

    (define (make-large-power exponent)
      (if (%fx< exponent 0)
          (let* ((number (power 5 (%fx- 0 exponent)))
                 (bits (integer-length-of-magnitude number)))
            (split-power (integer-quotient (integer-shift-left 1 (%fx+ 119 bits)) number) (%fx- -59 bits)))
          (let* ((number (power 5 exponent))
                 (bits (integer-length-of-magnitude number)))
            (split-power (if (%fx< bits 120)
                             (integer-shift-left number (%fx- 120 bits))
                             (integer-shift-right number (%fx- bits 120)))
                         (%fx- bits 60)))))

    ;; number: 120 bits
    (define (split-power number q)
      (let ((high (integer-shift-right number 60)))
        (vector high (integer- number (integer-shift-left high 60)) q)))

    ;; The flonum, or #f when it is not certain.
    (define (approximate-decimal mantissa exponent)
      (let* ((index (floor-quotient exponent))
             (large (large-power index))
             (small (%vector-ref small-powers (%fx- exponent (%fx* step index))))
             (bits (%fxlength mantissa))
             (small-bits (%fxlength small)))
        (multiply-wide
         (%vector-ref large 0) (%vector-ref large 1) (%fxsll small (%fx- 60 small-bits))
         (lambda (high low)
           (let* ((short? (%fx< high #x800000000000000))
                  (power-high (if short? (%fxior (%fxsll high 1) (%fxsrl low 59)) high))
                  (power-low (if short? (%fxand (%fxsll low 1) low-mask) low)))
             (multiply-wide
              power-high power-low (%fxsll mantissa (%fx- 60 bits))
              (lambda (high low)
                (round-wide high low
                            (%fx+ (%fx+ bits small-bits)
                                  (%fx+ (%fx- (%vector-ref large 2) (if short? 1 0)) exponent))))))))))

    (define (floor-quotient exponent)
      (if (%fx< exponent 0)
          (%fx- -1 (%fxquotient (%fx- -1 exponent) step))
          (%fxquotient exponent step)))

    ;; (high + low / 2^60) · factor / 2^60, less than two units of low too small.
    (define (multiply-wide high low factor deliver)
      (let ((sum (%fx+ (%fxand (%fx* high factor) low-mask) (%fx*/high low factor))))
        ;; A carry makes the sum's bit of 2^60, which is the sign.
        (deliver (%fx+ (%fx*/high high factor) (if (%fx< sum 0) 1 0)) (%fxand sum low-mask))))

    ;; (high + low / 2^60) · 2^exponent, less than eight units of low too small, high from 2^58 below 2^60.
    (define (round-wide high low exponent)
      (let* ((drop (%fx- (%fxlength high) 53))
             (half (%fxsll 1 (%fx- drop 1)))
             (rest (%fxand high (%fx- (%fxsll half 1) 1)))
             (exponent (%fx+ exponent drop)))
        (if (or (%fx< exponent -1074)
                (%fx> exponent 970)
                (and (%fx= rest half) (%fx= low 0))
                (and (%fx= rest (%fx- half 1)) (%fx> low (%fx- low-mask 8))))
            #f
            (flscale (fixnum->flonum (%fx+ (%fxsrl high drop) (if (%fx>= rest half) 1 0))) exponent))))))
