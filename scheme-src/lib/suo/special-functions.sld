;;; (suo special-functions): gamma, error and Bessel functions on flonums, as C's <math.h> and POSIX define them.
;;;
;;; Gamma. Between 1/2 and 3/2 the entire function 1/Gamma(1 + z) is its Taylor series. Other arguments below 20 get there by the recurrence
;;; Gamma(x + 1) = x Gamma(x), the product kept in two parts; above 20 Stirling's series is exact enough; far below zero the reflection
;;; Gamma(x) Gamma(1 - x) = pi / sin(pi x) leads back. Integers give the factorial, correctly rounded.
;;;
;;; Error function. erf x = 2/sqrt(pi) x e^(-x^2) (1 + 2x^2/3 + (2x^2)^2/(3*5) + ...), a series without cancellation; for larger x the
;;; continued fraction of erfc. The square in the exponent is kept in two parts.
;;;
;;; Bessel functions. Below 25, or where the order is above the argument, J comes from Miller's backward recurrence, normalised with
;;; J0 + 2 J2 + 2 J4 + ... = 1, and Y0 and Y1 from Neumann's series of these J. Elsewhere Hankel's asymptotic series give orders 0
;;; and 1; the forward recurrence gives the other orders.
;;;
;;; Errors: flgamma and flerf, flerfc some units in the last place; flloggamma likewise, but only small absolute error near its zeros on the negative
;;; axis; the Bessel functions small absolute error, so that digits are lost near their zeros.
;;; Source: Abramowitz and Stegun, Handbook of Mathematical Functions, chapters 6, 7 and 9.
(define-library (suo special-functions)
  (export flgamma flloggamma flerf flerfc flfirst-bessel flsecond-bessel)
  (import (scheme base) (suo flonum) (only (suo runtime) wrong-type exp-of-sum multiply-exactly))
  (begin
    (define pi 3.141592653589793)
    (define euler 0.5772156649015329)

    (define (check who index x) (unless (flonum? x) (wrong-type who index 'flonum x)))

    ;; The polynomial with these coefficients, the constant first.
    (define (polynomial coefficients x)
      (let loop ((index (- (vector-length coefficients) 1)) (value 0.0))
        (if (< index 0) value (loop (- index 1) (fl+ (vector-ref coefficients index) (fl* x value))))))

    ;;; Gamma

    ;; Of (1/Gamma(1 + z) - 1) / z.
    (define reciprocal-gamma
      '#(0.5772156649015329 -0.6558780715202539 -0.04200263503409524 0.16653861138229148 -0.04219773455554433
         -0.009621971527876973 0.0072189432466631 -0.0011651675918590652 -0.00021524167411495098 0.0001280502823881162
         -2.013485478078824e-05 -1.2504934821426706e-06 1.133027231981696e-06 -2.056338416977607e-07 6.116095104481416e-09
         5.002007644469223e-09 -1.18127457048702e-09 1.0434267116911005e-10 7.782263439905071e-12 -3.696805618642206e-12
         5.100370287454476e-13 -2.0583260535665066e-14))

    ;; Of Stirling's series for log Gamma, in 1/x^2, to be divided by x.
    (define stirling
      '#(0.08333333333333333 -0.002777777777777778 0.0007936507936507937 -0.0005952380952380953 0.0008417508417508417
         -0.0019175269175269176 0.00641025641025641))

    (define (stirling-sum x) (fl/ (polynomial stirling (fl/ (fl* x x))) x))

    ;; 1/Gamma(1 + z) - 1 for |z| <= 1/2
    (define (reciprocal-gamma-1 z) (fl* z (polynomial reciprocal-gamma z)))

    ;; (flgamma x): +inf.0 and -inf.0 at zeros, NaN at negative integers and -inf.0. Overflows above 171.6.
    (define (flgamma x)
      (check 'flgamma 0 x)
      (cond ((flzero? x) (fl/ x))
            ((and (flinteger? x) (fl<? x 172.0))
             (if (fl<? x 0.0) +nan.0 (inexact (factorial (- (exact x) 1)))))
            ((fl>? x 171.7) +inf.0)
            ((fl>? x 20.0) (gamma-by-stirling x))
            ((fl>? x -20.0) (gamma-by-recurrence x))
            ((fl>? x -190.0)
             (let ((rest (gamma-by-stirling-or-overflow (fl- 1.0 x))))
               (fl/ (fl/ (fl/ pi (sine-of-pi-times x)) (car rest)) (cdr rest))))
            ((flfinite? x) (flcopysign 0.0 (sine-of-pi-times x)))
            (else +nan.0)))

    (define (factorial n)
      (let loop ((n n) (product 1)) (if (< n 2) product (loop (- n 1) (* n product)))))

    ;; sqrt(2 pi) x^(x - 1/2) e^(-x) e^sum; the power in two halves, so that it does not overflow.
    (define (gamma-by-stirling x)
      (let ((factors (gamma-by-stirling-or-overflow x))) (fl* (car factors) (cdr factors))))
    (define (gamma-by-stirling-or-overflow x)
      (let ((half (flexpt x (fl- (fl* 0.5 x) 0.25))))
        (cons (fl* half (fl* 2.5066282746310007 (exp-of-sum (fl- x) (stirling-sum x)))) half)))

    ;; The product of the steps to the middle interval, in two parts: calls (receiver z product rest up?), Gamma(x) = Gamma(1 + z) times or
    ;; (up?) divided by the product.
    (define (to-middle x receiver)
      (if (fl<? x 0.5)
          (let loop ((x x) (product 1.0) (rest 0.0))
            (if (fl<? x 0.5)
                (multiply-parts product rest x (lambda (product rest) (loop (fl+ x 1.0) product rest)))
                (receiver (fl- x 1.0) product rest #t)))
          (let loop ((x x) (product 1.0) (rest 0.0))
            (if (fl>? x 1.5)
                (let ((x (fl- x 1.0)))
                  (multiply-parts product rest x (lambda (product rest) (loop x product rest))))
                (receiver (fl- x 1.0) product rest #f)))))

    (define (multiply-parts product rest x receiver)
      (multiply-exactly product x (lambda (product lost) (receiver product (fl+ lost (fl* rest x))))))

    (define (gamma-by-recurrence x)
      (if (fl<? (flabs x) 1e-17)
          (fl/ x)
          (to-middle x
            (lambda (z product rest up?)
              (let ((reciprocal (fl+ 1.0 (reciprocal-gamma-1 z))))
                (if up?
                    (fl/ (fl/ (fl- 1.0 (fl/ rest product)) product) reciprocal)
                    (fl/ (fl+ product rest) reciprocal)))))))

    ;; sin (pi x), the sign of an integer's zero that of pi x; x is reduced exactly.
    (define (sine-of-pi-times x)
      (let* ((rest (flremainder x 2.0))
             (size (flabs rest)))
        (flcopysign (cond ((fl<=? size 0.25) (flsin (fl* pi size)))
                          ((fl<=? size 0.75) (flcos (fl* pi (fl- 0.5 size))))
                          ((fl<=? size 1.25) (flsin (fl* pi (fl- 1.0 size))))
                          ((fl<=? size 1.75) (fl- (flcos (fl* pi (fl- 1.5 size)))))
                          (else (flsin (fl* pi (fl- size 2.0)))))
                    (if (fl>? size 1.0) (fl- rest) rest))))

    ;; -> log |Gamma(x)| and the sign of Gamma(x), 1.0 or -1.0
    (define (flloggamma x)
      (check 'flloggamma 0 x)
      (values (log-gamma x)
              (if (or (fl>? x 0.0) (flnan? x) (flzero? x) (flinfinite? x) (flinteger? x))
                  (if (and (flzero? x) (fl=? (flsgn x) -1.0)) -1.0 1.0)
                  (if (fleven? (flfloor x)) 1.0 -1.0))))

    (define (log-gamma x)
      (cond ((flnan? x) x)
            ((or (flinfinite? x) (and (flinteger? x) (fl<=? x 0.0))) +inf.0)
            ((fl<? x -20.0)
             (fl- (fl- 1.1447298858494002 (fllog (flabs (sine-of-pi-times x)))) (log-gamma (fl- 1.0 x))))
            ((fl<? x 0.5)
             (if (fl<? (flabs x) 1e-17)
                 (fl- (fllog (flabs x)))
                 (to-middle x
                   (lambda (z product rest up?)
                     (fl- (fl+ (fllog1+ (reciprocal-gamma-1 z)) (fllog (flabs product))))))))
            ((fl<=? x 1.5) (fl- (fllog1+ (reciprocal-gamma-1 (fl- x 1.0)))))
            ((fl<=? x 2.5)
             (let ((z (fl- x 2.0))) (fl- (fllog1+ z) (fllog1+ (reciprocal-gamma-1 z)))))
            ((fl<? x 20.0) (fllog (gamma-by-recurrence x)))
            (else
             (fl+ (fl* (fl- x 0.5) (fl- (fllog x) 1.0)) (fl+ 0.4189385332046728 (stirling-sum x))))))

    ;;; The error function

    ;; e^(-x^2)
    (define (gauss x)
      (multiply-exactly x x (lambda (square lost) (exp-of-sum (fl- square) (fl- lost)))))

    (define (flerf x)
      (let ((size (flabs x)))
        (cond ((fl<? size 2.0) (erf-series x))
              ((fl<? size 6.0) (flcopysign (fl- 1.0 (erfc-fraction size)) x))
              ((flnan? x) x)
              (else (flcopysign 1.0 x)))))

    (define (flerfc x)
      (cond ((fl<? x 0.75) (if (fl<? x -6.0) 2.0 (fl- 1.0 (flerf x))))
            ((fl<? x 27.3) (erfc-fraction x))
            ((flnan? x) x)
            (else 0.0)))

    (define (erf-series x)
      (if (fl<? (flabs x) 1e-9)
          (fl+ x (fl* x 0.1283791670955126))
          (let ((double-square (fl* 2.0 (fl* x x))))
            (let loop ((odd 3.0) (term 1.0) (terms '()))
              (if (fl>? term 1e-18)
                  (loop (fl+ odd 2.0) (fl/ (fl* term double-square) odd) (cons term terms))
                  ;; The small terms first.
                  (let sum ((terms terms) (total 0.0))
                    (if (null? terms)
                        (fl* (fl* 1.1283791670955126 x) (fl* (gauss x) total))
                        (sum (cdr terms) (fl+ total (car terms))))))))))

    ;; e^(-x^2)/sqrt(pi) 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), from the inside; enough terms for x >= 3/4.
    (define (erfc-fraction x)
      (let loop ((k (fl+ 20.0 (flround (fl/ 160.0 (fl* x x))))) (value x))
        (if (fl=? k 0.0)
            (fl/ (fl* (gauss x) 0.5641895835477563) value)
            (loop (fl- k 1.0) (fl+ x (fl/ (fl* 0.5 k) value))))))

    ;;; Bessel functions of integer order

    (define (check-order who n) (unless (exact-integer? n) (wrong-type who 0 'exact-integer n)))

    ;; (flfirst-bessel n x) = J_n(x), n an exact integer
    (define (flfirst-bessel n x)
      (check-order 'flfirst-bessel n)
      (check 'flfirst-bessel 1 x)
      (let ((value (cond ((flnan? x) x)
                         ((flinfinite? x) 0.0)
                         ((flzero? x) (if (= n 0) 1.0 0.0))
                         ((or (fl<? (flabs x) 25.0) (fl<? (flabs x) (inexact (abs n))))
                          (miller (abs n) (flabs x) (lambda (wanted j0 j1 y0 y1) wanted)))
                         (else (forward (abs n) (flabs x) (hankel 0 (flabs x) #f) (hankel 1 (flabs x) #f))))))
        ;; The sign changes for odd orders with the sign of the order and of the argument.
        (if (and (odd? n) (not (eq? (< n 0) (fl<? x 0.0)))) (fl- value) value)))

    ;; (flsecond-bessel n x) = Y_n(x), n an exact integer; -inf.0 at zero, NaN below
    (define (flsecond-bessel n x)
      (check-order 'flsecond-bessel n)
      (check 'flsecond-bessel 1 x)
      (let ((value (cond ((flnan? x) x)
                         ((flzero? x) -inf.0)
                         ((fl<? x 0.0) +nan.0)
                         ((flinfinite? x) 0.0)
                         ((fl<? x 25.0)
                          (miller 0 x (lambda (wanted j0 j1 y0 y1) (forward (abs n) x y0 y1))))
                         (else (forward (abs n) x (hankel 0 x #t) (hankel 1 x #t))))))
        (if (and (odd? n) (< n 0)) (fl- value) value)))

    ;; Order n from orders 0 and 1: F_(k+1) = 2k/x F_k - F_(k-1). Stable for Y, and for J while k < x. Infinite values stay.
    (define (forward n x zeroth first)
      (if (= n 0)
          zeroth
          (let loop ((k 1) (before zeroth) (value first))
            (if (or (= k n) (flinfinite? value))
                value
                (loop (+ k 1) value (fl- (fl* (fl/ (inexact (* 2 k)) x) value) before))))))

    ;; From an even order high above n and x down to 0, with the sums for the normalisation and for Y0 and Y1. Values that grow
    ;; too large are scaled down with everything before. Calls (receiver J_n J0 J1 Y0 Y1).
    (define (miller n x receiver)
      (let* ((top (max n (+ 2 (exact (flceiling x)))))
             (start (* 2 (quotient (+ top 40 (exact (flceiling (flsqrt (inexact (* 40 top)))))) 2))))
        ;; value = J_k, above = J_(k+1), to a common factor
        (let loop ((k start) (above 0.0) (value 1e-250) (wanted 0.0) (norm 0.0) (sum0 0.0) (sum1 0.0))
          (let* ((wanted (if (= k n) value wanted))
                 (half (quotient k 2))
                 (sign (if (odd? half) -1.0 1.0))
                 (even? (even? k)))
            (if (= k 0)
                (finish-miller x value above wanted (fl+ norm value) sum0 sum1 receiver)
                (let* ((norm (if even? (fl+ norm (fl* 2.0 value)) norm))
                       (sum0 (if even? (fl+ sum0 (fl/ (fl* sign value) (inexact half))) sum0))
                       (sum1 (if (or even? (= k 1))
                                 sum1
                                 (fl+ sum1 (fl/ (fl* (fl* sign value) (inexact k)) (inexact (* half (+ half 1)))))))
                       (below (fl- (fl* (fl/ (inexact (* 2 k)) x) value) above)))
                  (if (fl>? (flabs below) 1e200)
                      (loop (- k 1) (fl* value 1e-250) (fl* below 1e-250) (fl* wanted 1e-250) (fl* norm 1e-250)
                            (fl* sum0 1e-250) (fl* sum1 1e-250))
                      (loop (- k 1) value below wanted norm sum0 sum1))))))))

    (define (finish-miller x value above wanted norm sum0 sum1 receiver)
      (let ((j0 (fl/ value norm)) (j1 (fl/ above norm)) (log (fllog (fl* 0.5 x))))
        (receiver (fl/ wanted norm)
                  j0
                  j1
                  (fl- (fl* (fl/ 2.0 pi) (fl* (fl+ log euler) j0)) (fl* (fl/ 4.0 pi) (fl/ sum0 norm)))
                  (fl- (fl* (fl/ 2.0 pi) (fl- (fl* (fl+ log (fl- euler 1.0)) j1) (fl/ j0 x)))
                       (fl* (fl/ 2.0 pi) (fl/ sum1 norm))))))

    ;; J (or second?: Y) of order 0 or 1 for large x: sqrt(2/(pi x)) (P cos c - Q sin c), or with sin c and cos c; c = x - order pi/2 - pi/4.
    (define (hankel order x second?)
      (let* ((mu (if (= order 0) 0.0 4.0))
             (factor (flsqrt (fl/ 2.0 (fl* pi x))))
             (sine (flsin x))
             (cosine (flcos x))
             (sum (fl* 0.7071067811865476 (sum-of-cosine-and-sine x cosine sine)))
             (difference (fl* 0.7071067811865476 (difference-of-cosine-and-sine x cosine sine)))
             ;; cos and sin of x - pi/4, then of x - 3 pi/4
             (cos-c (if (= order 0) sum (fl- difference)))
             (sin-c (if (= order 0) (fl- difference) (fl- sum))))
        (let loop ((k 1.0) (term 1.0) (p 1.0) (q 0.0) (odd? #t) (sign 1.0))
          (let* ((odd (fl- (fl* 2.0 k) 1.0))
                 (next (fl/ (fl* term (fl- mu (fl* odd odd))) (fl* k (fl* 8.0 x)))))
            (if (or (fl<? (flabs next) 1e-18) (fl>? (flabs next) (flabs term)))
                (fl* factor
                     (if second?
                         (fl+ (fl* p sin-c) (fl* q cos-c))
                         (fl- (fl* p cos-c) (fl* q sin-c))))
                (if odd?
                    (loop (fl+ k 1.0) next p (fl+ q (fl* sign next)) #f (fl- sign))
                    (loop (fl+ k 1.0) next (fl+ p (fl* sign next)) q #t sign)))))))

    ;; cos x + sin x and cos x - sin x; where they cancel, by cos 2x = (cos x + sin x) (cos x - sin x).
    (define (sum-of-cosine-and-sine x cosine sine)
      (if (or (fl>=? (fl* cosine sine) 0.0) (fl>? x 1e300))
          (fl+ cosine sine)
          (fl/ (flcos (fl* 2.0 x)) (fl- cosine sine))))
    (define (difference-of-cosine-and-sine x cosine sine)
      (if (or (fl<=? (fl* cosine sine) 0.0) (fl>? x 1e300))
          (fl- cosine sine)
          (fl/ (flcos (fl* 2.0 x)) (fl+ cosine sine))))))
