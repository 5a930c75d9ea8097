;;; Transcendental functions on flonums: exp, log, sin, cos, tan, atan, asin, acos, and powers. Errors stay below about one unit
;;; in the last place (tan, asin, acos: two).
;;;
;;; Each argument is reduced to a small interval around 0, the rounding error of the reduction kept in a second flonum, and
;;; a Taylor polynomial does the rest. Constants come in two parts, high and low; the high part of ln 2 has 40 bits and the
;;; parts of pi/2 have 33, so that their products with the small integers of the reduction are exact. Large arguments of
;;; the circular functions are reduced with exact integers and 1216 bits of pi/2. A power needs its logarithm to more bits
;;; than a flonum has: there products are split exactly after Dekker, and the sum is kept in two parts.
;;;
;;; Source: Cody and Waite, Software Manual for the Elementary Functions; Dekker, A floating-point technique for extending
;;; the available precision, 1971.
(define-library (runtime transcendental)
  (export flexp fllog flsin flcos fltan flatan flatan2 flasin flacos flpower
          exp-of-sum exp-tail log-series log-in-two-parts multiply-exactly)
  (import (primitives) (core-syntax) (runtime bignums) (runtime bignum-division) (runtime flonums))
  (begin
    (define ln2-high 0.6931471805592082)
    (define ln2-low 7.371002565167799e-13)
    (define pi-high 3.141592653589793)
    (define pi-low 1.2246467991473532e-16)
    (define half-pi-high 1.5707963267948966)
    (define half-pi-low 6.123233995736766e-17)

    (define (negate x) (fl- -0.0 x))

    ;;; exp

    (define (flexp x) (exp-of-sum x 0.0))

    ;; exp (x + correction), the correction much smaller than x.
    (define (exp-of-sum x correction)
      (cond ((fl-nan? x) x)
            ((fl>? x 709.8) positive-infinity)
            ((fl<? x -745.2) 0.0)
            (else
             (let* ((k (flround (fl* x 1.4426950408889634)))
                    (high (fl- x (fl* k ln2-high)))
                    (low (fl- correction (fl* k ln2-low)))
                    (r (fl+ high low))
                    (c (fl+ (fl- high r) low))
                    (tail (fl* (fl* r r) (exp-tail r))))
               (flscale (fl+ 1.0 (fl+ r (fl+ tail (fl+ c (fl* c r)))))
                        (%flonum->fixnum k))))))

    ;; (exp r - 1 - r) / r^2 for |r| < 0.35
    (define (exp-tail r)
      (fl+ 0.5
       (fl* r (fl+ 0.16666666666666666
        (fl* r (fl+ 0.041666666666666664
         (fl* r (fl+ 0.008333333333333333
          (fl* r (fl+ 0.001388888888888889
           (fl* r (fl+ 1.984126984126984e-4
            (fl* r (fl+ 2.48015873015873e-5
             (fl* r (fl+ 2.7557319223985893e-6
              (fl* r (fl+ 2.755731922398589e-7
               (fl* r (fl+ 2.505210838544172e-8
                (fl* r (fl+ 2.08767569878681e-9
                 (fl* r 1.6059043836821613e-10)))))))))))))))))))))))

    ;;; log

    ;; x = m 2^k with m between the roots of 1/2 and 2, for positive finite x: calls (receiver m k).
    (define (split-power x receiver)
      (let* ((subnormal? (fl<? x 2.2250738585072014e-308))
             (scaled (if subnormal? (fl* x 18014398509481984.0) x))
             (exponent (%fx- (%fxsrl (%flonum-high scaled) 20) 1023))
             (m (%make-flonum (%fxior (%fxand (%flonum-high scaled) #xfffff) #x3ff00000) (%flonum-low scaled)))
             (k (if subnormal? (%fx- exponent 54) exponent)))
        (if (fl>? m 1.4142135623730951)
            (receiver (fl* m 0.5) (%fx+ k 1))
            (receiver m k))))

    (define (fllog x)
      (cond ((fl-nan? x) x)
            ((fl<? x 0.0) not-a-number)
            ((fl=? x 0.0) negative-infinity)
            ((fl-infinite? x) x)
            (else
             (split-power x
               (lambda (m k)
                 (let* ((f (fl- m 1.0))
                        (s (fl/ f (fl+ 2.0 f)))
                        (z (fl* s s))
                        (series (fl* z (log-series z)))
                        (half-square (fl* 0.5 (fl* f f)))
                        (k (fixnum->flonum k)))
                   ;; log m = f - f^2/2 + s (f^2/2 + series)
                   (fl- (fl* k ln2-high)
                        (fl- (fl- half-square (fl+ (fl* s (fl+ half-square series)) (fl* k ln2-low)))
                             f))))))))

    ;; (log ((1+s)/(1-s)) / s - 2) / z, z = s^2 < 0.03
    (define (log-series z)
      (fl+ 0.6666666666666666
       (fl* z (fl+ 0.4
        (fl* z (fl+ 0.2857142857142857
         (fl* z (fl+ 0.2222222222222222
          (fl* z (fl+ 0.18181818181818182
           (fl* z (fl+ 0.15384615384615385
            (fl* z (fl+ 0.13333333333333333
             (fl* z (fl+ 0.11764705882352941
              (fl* z (fl+ 0.10526315789473684
               (fl* z (fl+ 0.09523809523809523
                (fl* z 0.08695652173913043)))))))))))))))))))))

    ;;; Circular functions

    ;; Calls (receiver quadrant y0 y1): x = n pi/2 + y0 + y1, |y0| <= about pi/4, quadrant = n mod 4.
    (define (reduce-angle x receiver)
      (let ((magnitude (flabs x)))
        (cond ((fl<? magnitude 0.7853981633974483) (receiver 0 x 0.0))
              ((fl<? magnitude 1000000.0)
               (let* ((n (flround (fl* x 0.6366197723675814)))
                      (a (fl- x (fl* n 1.5707963267341256)))
                      (b (fl* n 6.077100506303966e-11))
                      (s (fl- a b))
                      (back (fl- a s))
                      (lost (fl- (fl+ (fl- a (fl+ s back)) back) b))
                      (low (fl- lost (fl* n 2.0222662487959506e-21)))
                      (y0 (fl+ s low))
                      (y1 (fl+ (fl- s y0) low)))
                 (if (fl<? (flabs y0) 1e-5)
                     (reduce-exactly x receiver)
                     (receiver (%fxand (%flonum->fixnum n) 3) y0 y1))))
              (else (reduce-exactly x receiver)))))

    (define half-pi-bits 1216)
    ;; floor (pi/2 * 2^1216)
    (define half-pi-scaled
      #x1921fb54442d18469898cc51701b839a252049c1114cf98e804177d4c76273644a29410f31c6809bbdf2a33679a748636605614dbe4be286e9fc26adadaa3848bc90b6aecc4bcfd8de89885d34c6fdad617feb96de80d6fdbdc70d7f6b5133f4b5d3e4822f8963fcc9250cca3d9c8b67b8400f97142c77e0b31b4906c38aba734d22c7f51fa499ebf06caba47b9475b2c38c5e6ac410aa577)

    ;; With x as the exact number m 2^e: the remainder of m 2^(e + 1216) by the scaled pi/2.
    (define (reduce-exactly x receiver)
      (let* ((shift (%fx+ (flonum-exponent x) half-pi-bits))
             (scaled (if (%fx< shift 0)
                         (integer-shift-right (flonum-mantissa x) (%fx- 0 shift))
                         (integer-shift-left (flonum-mantissa x) shift))))
        (call-with-values
          (lambda () (integer-divide scaled half-pi-scaled))
          (lambda (n rest)
            (let* ((past-half? (%fx> (integer-compare (integer-shift-left rest 1) half-pi-scaled) 0))
                   (rest (if past-half? (integer- rest half-pi-scaled) rest))
                   (quadrant (%fxand (if (fixnum? n) n (%bignum-digit n 0)) 3))
                   (quadrant (if past-half? (%fxand (%fx+ quadrant 1) 3) quadrant))
                   (unit (integer-shift-left 1 half-pi-bits))
                   (y0 (ratio->flonum rest unit))
                   (y1 (remaining rest y0)))
              (if (flonum-negative? x)
                  (receiver (%fxand (%fx- 4 quadrant) 3) (negate y0) (negate y1))
                  (receiver quadrant y0 y1)))))))

    ;; rest/2^1216 - y0 as a flonum.
    (define (remaining rest y0)
      (let* ((shift (%fx+ (flonum-exponent y0) half-pi-bits))
             (taken (if (%fx< shift 0) 0 (integer-shift-left (flonum-mantissa y0) shift)))
             (taken (if (flonum-negative? y0) (integer-negate taken) taken)))
        (ratio->flonum (integer- rest taken) (integer-shift-left 1 half-pi-bits))))

    ;; sin (x + y), |x| <= pi/4, y tiny
    (define (sin-kernel x y)
      (let ((z (fl* x x)))
        (fl+ x (fl+ (fl* (fl* x z) (sin-tail z))
                    (fl* y (fl- 1.0 (fl* 0.5 z)))))))

    (define (sin-tail z)
      (fl+ -0.16666666666666666
       (fl* z (fl+ 0.008333333333333333
        (fl* z (fl+ -1.984126984126984e-4
         (fl* z (fl+ 2.7557319223985893e-6
          (fl* z (fl+ -2.505210838544172e-8
           (fl* z (fl+ 1.6059043836821613e-10
            (fl* z (fl+ -7.647163731819816e-13
             (fl* z 2.8114572543455206e-15)))))))))))))))

    (define (cos-kernel x y)
      (let* ((z (fl* x x))
             (half (fl* 0.5 z))
             (w (fl- 1.0 half)))
        (fl+ w (fl+ (fl- (fl- 1.0 w) half)
                    (fl- (fl* (fl* z z) (cos-tail z)) (fl* x y))))))

    (define (cos-tail z)
      (fl+ 0.041666666666666664
       (fl* z (fl+ -0.001388888888888889
        (fl* z (fl+ 2.48015873015873e-5
         (fl* z (fl+ -2.755731922398589e-7
          (fl* z (fl+ 2.08767569878681e-9
           (fl* z (fl+ -1.1470745597729725e-11
            (fl* z (fl+ 4.779477332387385e-14
             (fl* z -1.5619206968586225e-16)))))))))))))))

    (define (circular? x) (fl=? (fl- x x) 0.0))

    (define (flsin x)
      (if (circular? x)
          (reduce-angle x
            (lambda (quadrant y0 y1)
              (case quadrant
                ((0) (if (fl=? y0 0.0) y0 (sin-kernel y0 y1)))
                ((1) (cos-kernel y0 y1))
                ((2) (negate (sin-kernel y0 y1)))
                (else (negate (cos-kernel y0 y1))))))
          not-a-number))

    (define (flcos x)
      (if (circular? x)
          (reduce-angle x
            (lambda (quadrant y0 y1)
              (case quadrant
                ((0) (cos-kernel y0 y1))
                ((1) (negate (sin-kernel y0 y1)))
                ((2) (negate (cos-kernel y0 y1)))
                (else (sin-kernel y0 y1)))))
          not-a-number))

    (define (fltan x)
      (if (circular? x)
          (reduce-angle x
            (lambda (quadrant y0 y1)
              (cond ((fl=? y0 0.0) y0)
                    ((%fx= (%fxand quadrant 1) 0) (fl/ (sin-kernel y0 y1) (cos-kernel y0 y1)))
                    (else (negate (fl/ (cos-kernel y0 y1) (sin-kernel y0 y1)))))))
          not-a-number))

    ;;; Inverse circular functions

    (define (flatan x)
      (cond ((fl=? x 0.0) x)
            ((fl<? x 0.0) (negate (atan-positive (negate x))))
            (else (atan-positive x))))

    ;; atan x = atan c + atan ((x - c) / (1 + c x)) with c the tangent of the nearest multiple of pi/8.
    (define (atan-positive x)
      (cond ((fl<? x 0.198912367379658) (fl+ x (fl* x (atan-tail x))))
            ((fl<? x 0.6681786379192989)
             (atan-from 0.39269908169872414 3.060132146563891e-18
                        (fl/ (fl- x 0.41421356237309503) (fl+ 1.0 (fl* 0.41421356237309503 x)))))
            ((fl<? x 1.496605762665489)
             (atan-from 0.7853981633974483 3.061616997868383e-17
                        (fl/ (fl- x 1.0) (fl+ 1.0 x))))
            ((fl<? x 5.027339492125846)
             (atan-from 1.1780972450961724 2.7563998718653792e-17
                        (fl/ (fl- x 2.414213562373095) (fl+ 1.0 (fl* 2.414213562373095 x)))))
            ((fl-nan? x) x)
            (else (atan-from half-pi-high half-pi-low (fl/ -1.0 x)))))

    (define (atan-from high low u)
      (fl+ high (fl+ u (fl+ low (fl* u (atan-tail u))))))

    ;; atan u / u - 1 for |u| < 0.2
    (define (atan-tail u)
      (let ((z (fl* u u)))
        (fl* z
         (fl+ -0.3333333333333333
          (fl* z (fl+ 0.2
           (fl* z (fl+ -0.14285714285714285
            (fl* z (fl+ 0.1111111111111111
             (fl* z (fl+ -0.09090909090909091
              (fl* z (fl+ 0.07692307692307693
               (fl* z (fl+ -0.06666666666666667
                (fl* z (fl+ 0.058823529411764705
                 (fl* z (fl+ -0.05263157894736842
                  (fl* z (fl+ 0.047619047619047616
                   (fl* z -0.043478260869565216)))))))))))))))))))))))

    ;; The angle of the point (x, y), with the signs of zeros and the infinities as in C.
    (define (flatan2 y x)
      (cond ((or (fl-nan? x) (fl-nan? y)) not-a-number)
            ((flonum-bits-negative? y) (negate (angle-above (negate y) x)))
            (else (angle-above y x))))

    ;; y >= 0
    (define (angle-above y x)
      (let ((left? (flonum-bits-negative? x)))
        (cond ((fl=? y 0.0) (if left? pi-high 0.0))
              ((fl=? x 0.0) half-pi-high)
              ((fl-infinite? x)
               (if (fl-infinite? y)
                   (if left? 2.356194490192345 0.7853981633974483)
                   (if left? pi-high 0.0)))
              ((fl-infinite? y) half-pi-high)
              (else
               (let ((angle (atan-positive (fl/ y (flabs x)))))
                 (if left? (fl- pi-high (fl- angle pi-low)) angle))))))

    (define (flasin x)
      (if (fl<=? (flabs x) 1.0)
          (if (fl=? x 0.0) x (flatan2 x (flsqrt (fl* (fl- 1.0 x) (fl+ 1.0 x)))))
          not-a-number))
    (define (flacos x)
      (if (fl<=? (flabs x) 1.0)
          (flatan2 (flsqrt (fl* (fl- 1.0 x) (fl+ 1.0 x))) x)
          not-a-number))

    ;;; Powers

    (define (flpower x y)
      (cond ((fl=? y 0.0) 1.0)
            ((fl=? x 1.0) 1.0)
            ((or (fl-nan? x) (fl-nan? y)) not-a-number)
            ((fl-infinite? y)
             (let ((size (flabs x)))
               (cond ((fl=? size 1.0) 1.0)
                     ((eq? (fl>? size 1.0) (fl>? y 0.0)) positive-infinity)
                     (else 0.0))))
            ((fl=? y 1.0) x)
            ((fl=? y 2.0) (fl* x x))
            ((fl=? y 0.5) (if (fl-infinite? x) positive-infinity (flsqrt (fl+ x 0.0))))
            ((flonum-bits-negative? x)
             (if (fl-integer? y)
                 (let ((result (power-of-positive (negate x) y)))
                   (if (odd-flonum? y) (negate result) result))
                 (if (fl=? x 0.0) (power-of-positive 0.0 y) not-a-number)))
            (else (power-of-positive x y))))

    (define (odd-flonum? y)
      (and (fl<? (flabs y) 9007199254740992.0)
           (%fx= (%fxand (%flonum->fixnum y) 1) 1)))

    (define (power-of-positive x y)
      (cond ((fl=? x 0.0) (if (fl>? y 0.0) 0.0 positive-infinity))
            ((fl-infinite? x) (if (fl>? y 0.0) positive-infinity 0.0))
            (else
             (let ((rough (fl* y (fllog x))))
               (cond ((fl>? rough 800.0) positive-infinity)
                     ((fl<? rough -800.0) 0.0)
                     (else
                      (log-in-two-parts x
                        (lambda (high low)
                          (multiply-exactly y high
                            (lambda (product lost)
                              (exp-of-sum product (fl+ lost (fl* y low)))))))))))))

    ;; a * b = product + lost
    (define (multiply-exactly a b receiver)
      (let ((product (fl* a b)))
        (split-flonum a
          (lambda (a-high a-low)
            (split-flonum b
              (lambda (b-high b-low)
                (receiver product
                          (fl+ (fl* a-low b-low)
                               (fl+ (fl+ (fl* a-low b-high) (fl* a-high b-low))
                                    (fl- (fl* a-high b-high) product))))))))))

    ;; Two halves of 26 bits.
    (define (split-flonum a receiver)
      (let* ((scaled (fl* 134217729.0 a))
             (high (fl- scaled (fl- scaled a))))
        (receiver high (fl- a high))))

    ;; a + b = sum + lost, |a| >= |b|
    (define (add-exactly a b receiver)
      (let ((sum (fl+ a b)))
        (receiver sum (fl- b (fl- sum a)))))

    ;; log x as high + low, to about 65 bits.
    (define (log-in-two-parts x receiver)
      (split-power x
        (lambda (m k)
          (let* ((f (fl- m 1.0))
                 (divisor (fl+ 2.0 f))
                 (divisor-low (fl- f (fl- divisor 2.0)))
                 (s (fl/ f divisor))
                 (k (fixnum->flonum k)))
            (multiply-exactly s divisor
              (lambda (product lost)
                (let ((s-low (fl/ (fl- (fl- (fl- f product) lost) (fl* s divisor-low)) divisor)))
                  (multiply-exactly s s
                    (lambda (z z-lost)
                      (let ((z-low (fl+ z-lost (fl* 2.0 (fl* s s-low)))))
                        ;; log m = s (2 + z (2/3 + z rest))
                        (series-in-two-parts z z-low
                          (lambda (series series-low)
                            (multiply-exactly s series
                              (lambda (term term-lost)
                                (let ((term-low (fl+ term-lost (fl+ (fl* s series-low) (fl* s-low series)))))
                                  (add-parts (fl* k ln2-high) (fl* k ln2-low)
                                             (fl* 2.0 s) (fl* 2.0 s-low)
                                             term term-low
                                             receiver))))))))))))))))

    ;; z (2/3 + z (log-series beyond its first term))
    (define (series-in-two-parts z z-low receiver)
      (multiply-exactly z 0.6666666666666666
        (lambda (product lost)
          (let ((low (fl+ lost (fl+ (fl* z-low 0.6666666666666666) (fl* z 3.700743415417188e-17)))))
            (add-exactly product (fl* z (log-rest z))
              (lambda (sum sum-lost)
                (receiver sum (fl+ sum-lost low))))))))

    ;; log-series without its first term.
    (define (log-rest z)
      (fl* z (fl+ 0.4
       (fl* z (fl+ 0.2857142857142857
        (fl* z (fl+ 0.2222222222222222
         (fl* z (fl+ 0.18181818181818182
          (fl* z (fl+ 0.15384615384615385
           (fl* z (fl+ 0.13333333333333333
            (fl* z (fl+ 0.11764705882352941
             (fl* z (fl+ 0.10526315789473684
              (fl* z (fl+ 0.09523809523809523
               (fl* z 0.08695652173913043))))))))))))))))))))

    ;; Sum of three numbers in two parts each: the largest first, or zero.
    (define (add-parts a a-low b b-low c c-low receiver)
      (add-exactly b c
        (lambda (bc bc-lost)
          (let ((low (fl+ bc-lost (fl+ b-low c-low))))
            (if (fl=? a 0.0)
                (add-exactly bc low receiver)
                (add-exactly a bc
                  (lambda (sum lost)
                    (add-exactly sum (fl+ lost (fl+ a-low low)) receiver))))))))))
