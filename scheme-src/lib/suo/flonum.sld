;;; (suo flonum): IEEE double arithmetic without the generic procedures, and what C's <math.h> knows of single numbers.
;;;
;;; Every procedure checks that its arguments are flonums; the results are flonums unless said otherwise. NaN, infinities and signed
;;; zeros are treated as C99, annex F, says. Those that are operations of the machine are compiled in place where the number of
;;; arguments is known, and their values stay unboxed in registers. Errors stay below one unit in the last place, or two where noted.
;;;
;;; (srfi 144) adds constants and the special functions.
;;; Source: SRFI 144; Dekker, A floating-point technique for extending the available precision, 1971; Boldo and Melquiond,
;;; Emulation of a FMA and correctly rounded sums, 2008; Kahan, Branch cuts for complex elementary functions, 1987.
(define-library (suo flonum)
  (export flonum fladjacent flcopysign make-flonum flinteger-fraction flexponent flinteger-exponent
          flnormalized-fraction-exponent flsign-bit fl-integer-exponent-zero fl-integer-exponent-nan
          fl-greatest fl-least fl-epsilon fl-fast-fl+*
          flonum? fl=? fl<? fl>? fl<=? fl>=? flunordered? flinteger? flzero? flpositive? flnegative? flodd? fleven? flfinite?
          flinfinite? flnan? flnormalized? fldenormalized? (rename fldenormalized? flsubnormal?)
          flmax flmin fl+ fl* fl+* fl- fl/ flabs flabsdiff flposdiff flsgn flnumerator fldenominator flfloor flceiling flround
          fltruncate flexp flexp2 flexp-1 flsquare flsqrt flcbrt flhypot flexpt fllog fllog1+ fllog2 fllog10 make-fllog-base
          flsin flcos fltan flasin flacos flatan flsinh flcosh fltanh flasinh flacosh flatanh flquotient flremainder flremquo
          fixnum->flonum)
  (import (except (primitives) fl=? fl<? fl>? fl<=? fl>=? fl+ fl- fl* fl/)
          (rename (only (primitives) fl=? fl<? fl>? fl<=? fl>=? fl+ fl- fl* fl/)
                  (fl=? fl=2?) (fl<? fl<2?) (fl>? fl>2?) (fl<=? fl<=2?) (fl>=? fl>=2?) (fl+ fl+2) (fl- fl-2) (fl* fl*2) (fl/ fl/2))
          (scheme base) (scheme case-lambda) (only (suo bitwise) arithmetic-shift bitwise-and)
          (rename (suo runtime) (flatan flatan1) (flexp exp-flonum) (fllog log-flonum) (flsin sin-flonum) (flcos cos-flonum)
                  (fltan tan-flonum) (flasin asin-flonum) (flacos acos-flonum)))
  (begin
    (define fl-greatest 1.7976931348623157e308)
    (define fl-least 5e-324)
    (define fl-epsilon 2.220446049250313e-16)
    (define fl-fast-fl+* #f)

    (define (check who index x)
      (if (not (flonum? x)) (wrong-type who index 'flonum x)))

    ;;; Comparisons of any number of flonums: (fl<? x y z ...). With a NaN they are false. True of one.

    (define-syntax define-comparisons
      (syntax-rules ()
        ((_ (name two chain) ...)
         (begin
           (begin
             (define name
               (case-lambda
                 ((one other) (two one other))
                 (() #t)
                 ((one . more) (chain one more))))
             (define (chain one more)
               (two one one)
               (let loop ((one one) (more more) (answer #t))
                 (if (null? more)
                     answer
                     (let ((holds? (two one (car more))))
                       (loop (car more) (cdr more) (and answer holds?)))))))
           ...))))

    (define-comparisons
      (fl=? fl=2? chain=) (fl<? fl<2? chain<) (fl>? fl>2? chain>) (fl<=? fl<=2? chain<=) (fl>=? fl>=2? chain>=))

    (define (flunordered? x y) (let ((one? (fl=2? x x)) (other? (fl=2? y y))) (not (and one? other?))))
    (define (flzero? x) (fl=2? x 0.0))
    (define (flpositive? x) (fl>2? x 0.0))
    (define (flnegative? x) (fl<2? x 0.0))
    (define (flnan? x) (not (fl=2? x x)))
    (define (flfinite? x) (fl<2? (flabs x) +inf.0))
    (define (flinfinite? x) (fl=2? (flabs x) +inf.0))
    (define (flinteger? x) (and (fl=2? x (fltruncate x)) (flfinite? x)))

    ;; Of an integer; anything else is an error.
    (define (flodd? x)
      (if (not (flinteger? x)) (wrong-type 'flodd? 0 'integer x))
      (let ((half (fl*2 x 0.5))) (not (fl=2? half (flfloor half)))))
    (define (fleven? x)
      (if (not (flinteger? x)) (wrong-type 'fleven? 0 'integer x))
      (let ((half (fl*2 x 0.5))) (fl=2? half (flfloor half))))

    ;; 0 of zeros and subnormal numbers, 2047 of infinities and NaN.
    (define (biased-exponent x) (%fxand (%fxsrl (%flonum-high x) 20) 2047))

    ;; Finite, not zero, and with all 53 bits; or with fewer.
    (define (flnormalized? x)
      (check 'flnormalized? 0 x)
      (let ((exponent (biased-exponent x))) (and (%fx> exponent 0) (%fx< exponent 2047))))
    (define (fldenormalized? x)
      (check 'fldenormalized? 0 x)
      (and (%fx= (biased-exponent x) 0) (not (fl=2? x 0.0))))

    ;;; Sums, products, and the largest and smallest

    (define fl+
      (case-lambda
        ((x y) (fl+2 x y))
        (() 0.0)
        (more (fold-sum -0.0 more))))
    (define (fold-sum sum more) (if (null? more) sum (fold-sum (fl+2 sum (car more)) (cdr more))))

    (define fl*
      (case-lambda
        ((x y) (fl*2 x y))
        (more (fold-product 1.0 more))))
    (define (fold-product product more) (if (null? more) product (fold-product (fl*2 product (car more)) (cdr more))))

    ;; (fl- x) = -x, (fl- x y z) = x - y - z; likewise fl/ with 1/x
    (define fl-
      (case-lambda
        ((x y) (fl-2 x y))
        ((x) (fl-2 -0.0 x))
        ((x . more) (fold-difference x more))))
    (define (fold-difference rest more) (if (null? more) rest (fold-difference (fl-2 rest (car more)) (cdr more))))

    (define fl/
      (case-lambda
        ((x y) (fl/2 x y))
        ((x) (fl/2 1.0 x))
        ((x . more) (fold-quotient x more))))
    (define (fold-quotient rest more) (if (null? more) rest (fold-quotient (fl/2 rest (car more)) (cdr more))))

    ;; The largest, the smallest; a NaN counts only when there is nothing else. Of none: -inf.0, +inf.0.
    (define (larger x y) (if (or (fl>2? x y) (not (fl=2? y y))) x y))
    (define (smaller x y) (if (or (fl<2? x y) (not (fl=2? y y))) x y))
    (define flmax
      (case-lambda
        ((x y) (larger x y))
        (() -inf.0)
        ((x . more) (accumulate larger (flabs-sign x) more))))
    (define flmin
      (case-lambda
        ((x y) (smaller x y))
        (() +inf.0)
        ((x . more) (accumulate smaller (flabs-sign x) more))))
    (define (flabs-sign x) (fl+2 x -0.0))           ; x itself, which must be a flonum
    (define (accumulate two result more)
      (if (null? more) result (accumulate two (two result (car more)) (cdr more))))

    (define (flsquare x) (fl*2 x x))
    (define (flabsdiff x y) (flabs (fl-2 x y)))

    ;; x - y, or 0.0 when that is negative.
    (define (flposdiff x y) (if (fl<=2? x y) 0.0 (fl-2 x y)))

    ;; (fl+* x y z): x y + z with one rounding. Where nothing can overflow or underflow the product and the sums are kept in two
    ;; parts, and the sum of the small parts is rounded to odd, so that the last sum rounds as the exact one would; elsewhere
    ;; exact numbers do it.
    (define (fl+* x y z)
      (check 'fl+* 0 x)
      (check 'fl+* 1 y)
      (check 'fl+* 2 z)
      (cond ((and (moderate? x 400) (moderate? y 400) (moderate? z 900))
             (multiply-exactly x y
               (lambda (product lost)
                 (sum-exactly z lost
                   (lambda (small smallest)
                     (sum-exactly product small
                       (lambda (sum rest) (fl+2 sum (add-to-odd rest smallest)))))))))
            ((not (and (flfinite? x) (flfinite? y))) (fl+2 (fl*2 x y) z))
            ((not (flfinite? z)) z)
            ((or (fl=2? x 0.0) (fl=2? y 0.0)) (fl+2 (fl*2 x y) z))
            ((fl=2? z 0.0) (fl*2 x y))
            (else (inexact (+ (* (exact x) (exact y)) (exact z))))))

    ;; Between 2^-bound and 2^bound?
    (define (moderate? x bound)
      (let ((exponent (%fx- (biased-exponent x) 1023)))
        (and (%fx< exponent bound) (%fx> exponent (%fx- 0 bound)))))

    ;; a + b = sum + rest, whichever is larger.
    (define (sum-exactly a b receiver)
      (let* ((sum (fl+2 a b)) (b-part (fl-2 sum a)) (a-part (fl-2 sum b-part)))
        (receiver sum (fl+2 (fl-2 a a-part) (fl-2 b b-part)))))

    ;; The sum, or of its two neighbours, when it is not exact, the one with an odd last bit.
    (define (add-to-odd a b)
      (sum-exactly a b
        (lambda (sum rest)
          (cond ((fl=2? rest 0.0) sum)
                ((%fx= (%fxand (%flonum-low sum) 1) 1) sum)
                ((eq? (fl>2? rest 0.0) (fl>2? sum 0.0)) (next-magnitude sum 1))
                (else (next-magnitude sum -1))))))

    ;;; Parts

    ;; The number whose bits, without the sign, are `step` further.
    (define (next-magnitude x step)
      (let* ((low (%fx+ (%flonum-low x) step))
             (high (%fx+ (%fxand (%flonum-high x) #x7fffffff) (%fxsra low 32)))
             (sign (%fxand (%flonum-high x) #x80000000)))
        (%make-flonum (%fxior sign high) (%fxand low #xffffffff))))

    ;; (flonum number) -> the nearest flonum of a real number
    (define (flonum number)
      (cond ((flonum? number) number)
            ((real? number) (inexact number))
            (else (wrong-type 'flonum 0 'real number))))

    ;; The next flonum after x on the way to y; x when they are equal.
    (define (fladjacent x y)
      (cond ((fl=2? x y) x)
            ((flunordered? x y) (fl+2 x y))
            ((fl=2? x 0.0) (if (fl>2? y 0.0) fl-least (fl-2 0.0 fl-least)))
            ((eq? (fl<2? x y) (fl>2? x 0.0)) (next-magnitude x 1))
            (else (next-magnitude x -1))))

    ;; The magnitude of x with the sign of y, also of zeros and NaN.
    (define (flcopysign x y)
      (check 'flcopysign 0 x)
      (check 'flcopysign 1 y)
      (%make-flonum (%fxior (%fxand (%flonum-high x) #x7fffffff) (%fxand (%flonum-high y) #x80000000)) (%flonum-low x)))
    (define (flsgn x) (flcopysign 1.0 x))

    ;; (flsign-bit x) -> 0 or 1
    (define (flsign-bit x)
      (check 'flsign-bit 0 x)
      (if (flonum-bits-negative? x) 1 0))

    ;; (make-flonum x n) = x 2^n, rounded once; n an exact integer.
    (define (make-flonum x n)
      (check 'make-flonum 0 x)
      (if (not (exact-integer? n)) (wrong-type 'make-flonum 1 'exact-integer n))
      (if (or (not (flfinite? x)) (fl=2? x 0.0))
          x
          (call-with-values
            (lambda () (flnormalized-fraction-exponent x))
            (lambda (fraction exponent)
              (let ((exponent (+ exponent n)))
                (cond ((> exponent 1024) (fl*2 fraction +inf.0))
                      ((< exponent -1080) (fl*2 fraction 0.0))
                      ((> exponent 0) (flscale (fl*2 fraction 2.0) (- exponent 1)))
                      ((< exponent -1021) (flscale (flscale fraction -1021) (+ exponent 1021)))
                      (else (flscale fraction exponent))))))))

    ;; -> the integral part and the rest, both with the sign of x
    (define (flinteger-fraction x)
      (let ((whole (fltruncate x)))
        (values whole (if (flinfinite? x) (flcopysign 0.0 x) (flcopysign (fl-2 x whole) x)))))

    ;; -> a fraction from 0.5 up to 1 with the sign of x, and an exact integer n: x = fraction 2^n. Zeros, infinities and NaN
    ;; give themselves and 0.
    (define (flnormalized-fraction-exponent x)
      (check 'flnormalized-fraction-exponent 0 x)
      (let ((exponent (biased-exponent x)))
        (cond ((or (fl=2? x 0.0) (%fx= exponent 2047)) (values x 0))
              ((%fx= exponent 0)
               (let ((scaled (fl*2 x 18014398509481984.0)))
                 (values (with-exponent scaled) (%fx- (biased-exponent scaled) 1076))))
              (else (values (with-exponent x) (%fx- exponent 1022))))))
    (define (with-exponent x)
      (%make-flonum (%fxior (%fxand (%flonum-high x) #x800fffff) #x3fe00000) (%flonum-low x)))

    (define fl-integer-exponent-zero -2147483648)
    (define fl-integer-exponent-nan 2147483647)

    ;; The exponent of 1.… 2^n, as a flonum: -inf.0 of zero, +inf.0 of infinities. As an exact integer: the constants above of
    ;; zero and NaN, 2147483647 of infinities.
    (define (flexponent x)
      (cond ((fl=2? x 0.0) -inf.0)
            ((flfinite? x) (fixnum->flonum (flinteger-exponent x)))
            (else (flabs x))))
    (define (flinteger-exponent x)
      (cond ((fl=2? x 0.0) fl-integer-exponent-zero)
            ((flfinite? x)
             (call-with-values
               (lambda () (flnormalized-fraction-exponent x))
               (lambda (fraction exponent) (%fx- exponent 1))))
            ((fl=2? x x) 2147483647)
            (else fl-integer-exponent-nan)))

    ;; Of x as a fraction in lowest terms. The denominator is 1.0 of zeros and infinities; it may be +inf.0 below 2^-1023.
    (define (flnumerator x)
      (if (or (not (flfinite? x)) (fl=2? x 0.0))
          x
          (fl*2 x (fldenominator-or x (lambda (n) (flscale 1.0 n))))))
    (define (fldenominator x)
      (cond ((flnan? x) x)
            ((or (flinfinite? x) (fl=2? x 0.0)) 1.0)
            (else (fldenominator-or x (lambda (n) (flscale 1.0 n))))))
    (define (fldenominator-or x power)
      (let loop ((mantissa (flonum-mantissa x)) (exponent (flonum-exponent x)))
        (cond ((%fx>= exponent 0) 1.0)
              ((%fx= (%fxand mantissa 1) 0) (loop (%fxsra mantissa 1) (%fx+ exponent 1)))
              (else (power (%fx- 0 exponent))))))

    ;;; Exponentials

    (define (flexp x) (check 'flexp 0 x) (exp-flonum x))
    (define (flexp2 x) (flexpt 2.0 x))

    ;; e^x - 1: x = k ln 2 + r, 2^k (e^r - 1) + (2^k - 1).
    (define (flexp-1 x)
      (cond ((fl<2? (flabs x) 0.34) (exp-1-near x 0.0))
            ((not (fl<2? (flabs x) 37.0)) (if (fl<2? x 0.0) -1.0 (exp-flonum x)))
            (else
             (let* ((k (flround (fl*2 x 1.4426950408889634)))
                    (high (fl-2 x (fl*2 k 0.6931471805592082)))
                    (low (fl*2 k 7.371002565167799e-13))
                    (r (fl-2 high low))
                    (power (flscale 1.0 (%flonum->fixnum k))))
               (fl+2 (fl*2 power (exp-1-near r (fl-2 (fl-2 high r) low))) (fl-2 power 1.0))))))
    (define (exp-1-near r correction)
      (if (fl=2? r 0.0) r (fl+2 r (fl+2 (fl*2 (fl*2 r r) (exp-tail r)) (fl+2 correction (fl*2 correction r))))))

    ;; x^y as C's pow.
    (define (flexpt x y)
      (check 'flexpt 0 x)
      (check 'flexpt 1 y)
      (flpower x y))

    ;;; Roots

    ;; One step of Newton's from the rounded power; the cube is computed in two parts.
    (define (flcbrt x)
      (if (or (fl=2? x 0.0) (not (flfinite? x)))
          x
          (call-with-values
            (lambda () (flnormalized-fraction-exponent x))
            (lambda (fraction exponent)
              (let* ((third (%fxquotient exponent 3))
                     (y (flscale (flabs fraction) (%fx- exponent (%fx* 3 third))))
                     (root (flpower y 0.3333333333333333)))
                (flcopysign
                  (flscale
                    (multiply-exactly root root
                      (lambda (square square-lost)
                        (multiply-exactly square root
                          (lambda (cube cube-lost)
                            (fl-2 root (fl/2 (fl+2 (fl-2 cube y) (fl+2 cube-lost (fl*2 square-lost root)))
                                             (fl*2 3.0 square)))))))
                    third)
                  x))))))

    ;; sqrt (x^2 + y^2) without overflow; infinite when one of them is. The squares and their sum in two parts.
    (define (flhypot x y)
      (let ((a (flmax (flabs x) (flabs y))) (b (flmin (flabs x) (flabs y))))
        (cond ((or (flinfinite? x) (flinfinite? y)) +inf.0)
              ((flunordered? x y) (fl+2 x y))
              ((fl=2? b 0.0) a)
              ((fl>2? a 1e150) (hypotenuse a b 1e-200 -664))
              ((fl<2? b 1e-140) (hypotenuse a b 1e200 664))
              (else (hypotenuse-of a b)))))
    (define (hypotenuse a b direction exponent)
      (flscale (hypotenuse-of (flscale a exponent) (flscale b exponent)) (%fx- 0 exponent)))
    (define (hypotenuse-of a b)
      (if (fl>2? (fl*2 a 1e-20) b)
          a
          (multiply-exactly a a
            (lambda (aa aa-lost)
              (multiply-exactly b b
                (lambda (bb bb-lost)
                  (sum-exactly aa bb
                    (lambda (sum lost)
                      (let ((root (flsqrt sum)))
                        (multiply-exactly root root
                          (lambda (square square-lost)
                            (fl+2 root
                                  (fl/2 (fl+2 (fl-2 (fl-2 sum square) square-lost) (fl+2 lost (fl+2 aa-lost bb-lost)))
                                        (fl*2 2.0 root))))))))))))))

    ;;; Logarithms

    (define (fllog x) (check 'fllog 0 x) (log-flonum x))

    ;; log (1 + x)
    (define (fllog1+ x)
      (cond ((fl=2? x 0.0) x)
            ((and (fl<2? x 0.41) (fl>2? x -0.29))
             (let* ((s (fl/2 x (fl+2 2.0 x)))
                    (z (fl*2 s s))
                    (half-square (fl*2 0.5 (fl*2 x x))))
               (fl-2 x (fl-2 half-square (fl*2 s (fl+2 half-square (fl*2 z (log-series z))))))))
            ((or (fl<2? x -1.0) (fl>2? x 1e17) (flnan? x)) (log-flonum (fl+2 x 1.0)))
            ((fl=2? x -1.0) -inf.0)
            (else
             (let ((sum (fl+2 1.0 x)))
               (fl+2 (log-flonum sum)
                     (fl/2 (if (fl<2? x 1.0) (fl-2 x (fl-2 sum 1.0)) (fl-2 1.0 (fl-2 sum x))) sum))))))

    ;; The logarithm in two parts times 1 / log base in two parts: exact for powers of the base.
    (define (log-times x high low)
      (if (and (fl>2? x 0.0) (flfinite? x))
          (log-in-two-parts x
            (lambda (log log-low)
              (multiply-exactly log high
                (lambda (product lost)
                  (fl+2 product (fl+2 lost (fl+2 (fl*2 log low) (fl*2 log-low high))))))))
          (log-flonum x)))
    (define (fllog2 x) (check 'fllog2 0 x) (log-times x 1.4426950408889634 2.0355273740931033e-17))
    (define (fllog10 x) (check 'fllog10 0 x) (log-times x 0.4342944819032518 1.098319650216765e-17))

    ;; (make-fllog-base x) -> procedure: the logarithm to base x > 1 of its argument
    (define (make-fllog-base base)
      (if (not (fl>2? base 1.0)) (wrong-range 'make-fllog-base 0 base))
      (log-in-two-parts base
        (lambda (log log-low)
          (let* ((high (fl/2 1.0 log))
                 ;; 1 / (log + log-low) = high (1 + (1 - high log) - high log-low)
                 (low (multiply-exactly high log
                        (lambda (product lost)
                          (fl*2 high (fl-2 (fl-2 (fl-2 1.0 product) lost) (fl*2 high log-low)))))))
            (lambda (x)
              (check 'make-fllog-base 0 x)
              (log-times x high low))))))

    ;;; Circular and hyperbolic functions

    (define (flsin x) (check 'flsin 0 x) (sin-flonum x))
    (define (flcos x) (check 'flcos 0 x) (cos-flonum x))
    (define (fltan x) (check 'fltan 0 x) (tan-flonum x))
    (define (flasin x) (check 'flasin 0 x) (asin-flonum x))
    (define (flacos x) (check 'flacos 0 x) (acos-flonum x))

    ;; (flatan x); (flatan y x): the angle of the point (x, y), from -pi to pi.
    (define flatan
      (case-lambda
        ((x) (check 'flatan 0 x) (flatan1 x))
        ((y x) (check 'flatan 0 y) (check 'flatan 1 x) (flatan2 y x))))

    ;; Errors of the hyperbolic functions and their inverses stay below two units in the last place.
    (define (flsinh x)
      (let ((size (flabs x)))
        (cond ((fl<2? size 1e-9) x)
              ((fl<2? size 22.0)
               (let ((e (flexp-1 size)))
                 (flcopysign (fl*2 0.5 (fl+2 e (fl/2 e (fl+2 e 1.0)))) x)))
              (else (flcopysign (half-exp size) x)))))
    (define (flcosh x)
      (let ((size (flabs x)))
        (cond ((fl<2? size 0.34)
               (let ((e (flexp-1 size)))
                 (fl+2 1.0 (fl/2 (fl*2 e e) (fl*2 2.0 (fl+2 1.0 e))))))
              ((fl<2? size 22.0)
               (let ((e (exp-flonum size)))
                 (fl+2 (fl*2 0.5 e) (fl/2 0.5 e))))
              (else (half-exp size)))))

    ;; e^x / 2, also where e^x would overflow: e^(x - k ln 2) 2^(k - 1) with k = 8, the product with ln 2 in two parts.
    (define (half-exp x)
      (if (fl<2? x 700.0)
          (fl*2 0.5 (exp-flonum x))
          (fl*2 128.0 (exp-of-sum (fl-2 x (fl*2 8.0 0.6931471805592082)) (fl*2 -8.0 7.371002565167799e-13)))))

    (define (fltanh x)
      (let ((size (flabs x)))
        (cond ((fl<2? size 1e-9) x)
              ((fl<2? size 0.5)
               (let ((e (flexp-1 (fl*2 -2.0 size))))
                 (flcopysign (fl/2 (fl-2 0.0 e) (fl+2 e 2.0)) x)))
              ((fl<2? size 22.0)
               (flcopysign (fl-2 1.0 (fl/2 2.0 (fl+2 (flexp-1 (fl*2 2.0 size)) 2.0))) x))
              ((flnan? x) x)
              (else (flcopysign 1.0 x)))))

    (define (flasinh x)
      (let ((size (flabs x)))
        (cond ((fl<2? size 1e-9) x)
              ((fl>2? size 1e9) (flcopysign (fl+2 (log-flonum size) 0.6931471805599453) x))
              (else
               (let ((square (fl*2 size size)))
                 (flcopysign (fllog1+ (fl+2 size (fl/2 square (fl+2 1.0 (flsqrt (fl+2 1.0 square)))))) x))))))

    (define (flacosh x)
      (cond ((fl<2? x 1.0) +nan.0)
            ((fl>2? x 1e9) (fl+2 (log-flonum x) 0.6931471805599453))
            (else
             (let ((t (fl-2 x 1.0)))
               (fllog1+ (fl+2 t (flsqrt (fl*2 t (fl+2 t 2.0)))))))))

    (define (flatanh x)
      (let ((size (flabs x)))
        (cond ((fl<2? size 1e-9) x)
              ((fl>2? size 1.0) +nan.0)
              (else (flcopysign (fl*2 0.5 (fllog1+ (fl/2 (fl*2 2.0 size) (fl-2 1.0 size)))) x)))))

    ;;; Integer division. The remainders are exact: large quotients are formed with exact integers.

    ;; x/y rounded towards zero
    (define (flquotient x y)
      (let ((quotient (fl/2 x y)))
        (if (and (flfinite? quotient) (flfinite? y))
            (if (fl<2? (flabs quotient) 4503599627370496.0)
                (flround-zero (fl/2 (fl-2 x (flremainder x y)) y) quotient)
                quotient)
            quotient)))
    (define (flround-zero x sign) (flcopysign (flround x) sign))

    ;; x - y n, n = x/y rounded towards zero; the sign is that of x.
    (define (flremainder x y)
      (cond ((or (not (flfinite? x)) (fl=2? y 0.0) (flnan? y)) +nan.0)
            ((fl<2? (flabs x) (flabs y)) x)
            (else (divide-exactly x y (lambda (quotient rest divisor exponent) (flcopysign (scaled rest exponent) x))))))

    ;; -> x - y n, n = x/y rounded to even, and the low 30 bits of n with its sign, an exact integer
    (define (flremquo x y)
      (cond ((or (not (flfinite? x)) (fl=2? y 0.0) (flnan? y)) (values (flremainder x y) 0))
            ((not (flfinite? y)) (values x 0))
            (else
             (divide-exactly x y
               (lambda (quotient rest divisor exponent)
                 (let* ((up? (or (> (* 2 rest) divisor) (and (= (* 2 rest) divisor) (odd? quotient))))
                        (quotient (bitwise-and (if up? (+ quotient 1) quotient) 1073741823))
                        (size (scaled (if up? (- divisor rest) rest) exponent))
                        (size (if up? (fl-2 0.0 size) size)))
                   (values (if (flonum-bits-negative? x) (fl-2 -0.0 size) size)
                           (if (eq? (flonum-bits-negative? x) (flonum-bits-negative? y)) quotient (- quotient)))))))))

    ;; |x| = (quotient * divisor + rest) 2^exponent, |y| = divisor 2^exponent
    (define (divide-exactly x y receiver)
      (let* ((x-exponent (flonum-exponent x))
             (y-exponent (flonum-exponent y))
             (exponent (if (%fx< x-exponent y-exponent) x-exponent y-exponent))
             (divisor (arithmetic-shift (flonum-mantissa y) (%fx- y-exponent exponent))))
        (call-with-values
          (lambda () (floor/ (arithmetic-shift (flonum-mantissa x) (%fx- x-exponent exponent)) divisor))
          (lambda (quotient rest) (receiver quotient rest divisor exponent)))))

    ;; integer 2^exponent, which is a flonum
    (define (scaled integer exponent) (make-flonum (inexact integer) exponent))))
