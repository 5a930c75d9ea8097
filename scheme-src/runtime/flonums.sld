;;; Flonums: their parts, and correctly rounded conversion from and to exact numbers.
;;;
;;;   double   s eeeeeeeeeee mmmm…     52 bits of m; value = ±(2^52 + m) 2^(e - 1075) for e > 0, ±m 2^-1074 for e = 0
;;;
;;; Rounding is done by the processor: the 55 leading bits of an exact number, the last one or-ed with "something follows",
;;; round to the same double as the whole number, because 55 > 53 + 1. Below the normal numbers fewer bits are kept, and
;;; the rounding is done here.
(define-library (runtime flonums)
  (export integer->flonum ratio->flonum flonum->integer flonum-mantissa flonum-exponent flonum-negative? flonum-bits-negative?
          fl-infinite? fl-nan? fl-integer? flscale power-of-two positive-infinity negative-infinity not-a-number)
  (import (primitives) (core-syntax) (runtime bignums) (runtime bignum-division))
  (begin
    (define positive-infinity (%make-flonum #x7ff00000 0))
    (define negative-infinity (%make-flonum #xfff00000 0))
    (define not-a-number (%make-flonum #x7ff80000 0))

    (define (biased-exponent flonum) (%fxand (%fxsrl (%flonum-high flonum) 20) #x7ff))

    ;; Is the sign bit set? True of -0.0.
    (define (flonum-bits-negative? flonum) (%fx>= (%flonum-high flonum) #x80000000))
    (define (flonum-negative? flonum) (fl<? flonum 0.0))

    (define (fl-nan? flonum) (not (fl=? flonum flonum)))
    (define (fl-infinite? flonum)
      (and (%fx= (biased-exponent flonum) #x7ff) (fl=? flonum flonum)))
    (define (fl-integer? flonum)
      (and (not (%fx= (biased-exponent flonum) #x7ff))
           (fl=? flonum (fltruncate flonum))))

    ;; |flonum| = mantissa * 2^exponent, mantissa a fixnum below 2^53.
    (define (flonum-mantissa flonum)
      (let ((mantissa (%fxior (%fxsll (%fxand (%flonum-high flonum) #xfffff) 32) (%flonum-low flonum))))
        (if (%fx= (biased-exponent flonum) 0)
            mantissa
            (%fxior mantissa #x10000000000000))))
    (define (flonum-exponent flonum)
      (let ((exponent (biased-exponent flonum)))
        (if (%fx= exponent 0) -1074 (%fx- exponent 1075))))

    ;; 2^exponent for -1074 <= exponent <= 1023.
    (define (power-of-two exponent)
      (cond ((%fx>= exponent -1022) (%make-flonum (%fxsll (%fx+ exponent 1023) 20) 0))
            ((%fx>= exponent -1042) (%make-flonum (%fxsll 1 (%fx+ exponent 1042)) 0))
            (else (%make-flonum 0 (%fxsll 1 (%fx+ exponent 1074))))))

    ;; flonum * 2^exponent, any exponent; one rounding when the result is normal.
    (define (flscale flonum exponent)
      (cond ((%fx> exponent 1023)
             (if (%fx> exponent 3000)
                 (flscale (flscale flonum 1023) 1977)
                 (flscale (fl* flonum (power-of-two 1023)) (%fx- exponent 1023))))
            ((%fx< exponent -1022)
             (if (%fx< exponent -3000)
                 (fl* flonum 0.0)
                 (flscale (fl* flonum (power-of-two -1022)) (%fx+ exponent 1022))))
            (else (fl* flonum (power-of-two exponent)))))

    ;; The flonum nearest to an exact integer.
    (define (integer->flonum integer)
      (if (fixnum? integer)
          (fixnum->flonum integer)
          (let* ((negative? (integer-negative? integer))
                 (magnitude (if negative? (integer-negate integer) integer))
                 (shift (%fx- (integer-length-of-magnitude magnitude) 55)))
            (if (%fx> shift 1000)
                (if negative? negative-infinity positive-infinity)
                (let* ((leading (integer-shift-right magnitude shift))
                       (leading (if (integer-low-bits-zero? magnitude shift) leading (%fxior leading 1)))
                       (flonum (flscale (fixnum->flonum leading) shift)))
                  (if negative? (fl* -1.0 flonum) flonum))))))

    ;; The flonum nearest to numerator / denominator, denominator positive.
    (define (ratio->flonum numerator denominator)
      (cond
        ((eq? numerator 0) 0.0)
        ((and (double? numerator) (double? denominator)) (fl/ (fixnum->flonum numerator) (fixnum->flonum denominator)))
        (else
         (let* ((negative? (integer-negative? numerator))
                (numerator (if negative? (integer-negate numerator) numerator))
                ;; Scaled so that the quotient has 55 or 56 bits.
                (exponent (%fx- (%fx- (integer-length-of-magnitude numerator)
                                      (integer-length-of-magnitude denominator))
                                55))
                (flonum (call-with-values
                          (lambda ()
                            (if (%fx< exponent 0)
                                (integer-divide (integer-shift-left numerator (%fx- 0 exponent)) denominator)
                                (integer-divide numerator (integer-shift-left denominator exponent))))
                          (lambda (quotient remainder)
                            (round-scaled (if (eq? remainder 0) quotient (%fxior quotient 1)) exponent)))))
           (if negative? (fl* -1.0 flonum) flonum)))))

    ;; Is an exact integer surely a flonum?
    (define (double? integer)
      (and (fixnum? integer) (%fx<= -9007199254740992 integer) (%fx<= integer 9007199254740992)))

    ;; leading * 2^exponent, where the last bit of leading (55 or 56 bits) also stands for what follows.
    (define (round-scaled leading exponent)
      (cond ((%fx> exponent 1000) positive-infinity)
            ((%fx>= (%fx+ exponent 54) -1022) (flscale (fixnum->flonum leading) exponent))
            (else
             ;; Subnormal: a multiple of 2^-1074, half to even.
             (let ((drop (%fx- -1074 exponent)))
               (if (%fx> drop 58)
                   0.0
                   (let* ((kept (%fxsra leading drop))
                          (rest (%fx- leading (%fxsll kept drop)))
                          (half (%fxsll 1 (%fx- drop 1)))
                          (kept (if (or (%fx> rest half)
                                        (and (%fx= rest half) (%fx= (%fxand kept 1) 1)))
                                    (%fx+ kept 1)
                                    kept)))
                     (%make-flonum (%fxsrl kept 32) (%fxand kept #xffffffff))))))))

    ;; The exact integer of a flonum that is one.
    (define (flonum->integer flonum)
      (if (and (fl<? flonum 1152921504606846976.0) (fl<? -1152921504606846976.0 flonum))
          (%flonum->fixnum flonum)
          (let ((magnitude (integer-shift-left (flonum-mantissa flonum) (flonum-exponent flonum))))
            (if (flonum-bits-negative? flonum) (integer-negate magnitude) magnitude))))))
