;;; Complex functions: exponential, logarithm, roots, powers and circular functions of complex numbers, on the principal branches
;;; of the report. They also serve real arguments outside of the real functions' domains.
;;;
;;; Source: R7RS 6.2.6; Kahan, Branch cuts for complex elementary functions, 1987, for what the formulas mean on the cuts.
(define-library (runtime complex-functions)
  (export complex-exp complex-log complex-sqrt complex-sin complex-cos complex-tan complex-asin complex-acos complex-atan
          complex-expt)
  (import (primitives) (core-syntax) (runtime errors) (runtime flonums) (runtime bignums) (runtime arithmetic)
          (runtime complex) (runtime roots) (runtime polar) (runtime transcendental))
  (begin
    (define (real-flonum number) (number->flonum 'complex 0 (real-of number)))
    (define (imaginary-flonum number) (number->flonum 'complex 0 (imaginary-of number)))

    (define (complex-exp number)
      (let ((scale (flexp (real-flonum number)))
            (angle (imaginary-flonum number)))
        (make-complex (fl* scale (flcos angle)) (fl* scale (flsin angle)))))

    ;; The real part of numbers near the unit circle is taken from what their square lacks to 1.
    (define (complex-log number)
      (let* ((x (real-flonum number)) (y (imaginary-flonum number))
             (size (flmagnitude x y)))
        (make-complex (if (and (fl>? size 0.5) (fl<? size 2.0) (not (fl=? y 0.0)))
                          (let ((large (if (fl<? (flabs x) (flabs y)) (flabs y) (flabs x)))
                                (small (if (fl<? (flabs x) (flabs y)) (flabs x) (flabs y))))
                            (fl* 0.5 (log-of-1+ (fl+ (fl* (fl- large 1.0) (fl+ large 1.0)) (fl* small small)))))
                          (fllog size))
                      (flatan2 y x))))

    ;; log (1 + x)
    (define (log-of-1+ x)
      (let ((sum (fl+ 1.0 x)))
        (if (fl=? sum 1.0)
            x
            (fl* (fllog sum) (fl/ x (fl- sum 1.0))))))

    ;; The root in the right half plane; on the upper half of the imaginary axis also for -1.0-0.0i, as the report's words on sqrt have it.
    (define (complex-sqrt number)
      (let ((root (continuous-sqrt number)))
        (if (and (zero? (real-of root)) (negative? (imaginary-of root)))
            (make-complex (real-of root) (- (imaginary-of root)))
            root)))

    ;; Exact when magnitude and both parts are. The sign of an imaginary zero says from which side a number lies on the cut.
    (define (continuous-sqrt number)
      (let ((x (real-of number)) (y (imaginary-of number)))
        (or (and (exact-rational? x) (exact-rational? y)
                 (exact-complex-sqrt x y))
            (flonum-complex-sqrt (real-flonum number) (imaginary-flonum number)))))

    (define (exact-complex-sqrt x y)
      (let ((size (square-root (+ (* x x) (* y y)))))
        (and (not (flonum? size))
             (let ((real (square-root (generic/ (+ size x) 2)))
                   (imaginary (square-root (generic/ (- size x) 2))))
               (cond ((or (flonum? real) (flonum? imaginary)) #f)
                     ((negative? y) (make-complex real (- imaginary)))
                     (else (make-complex real imaginary)))))))

    (define (flonum-complex-sqrt x y)
      (cond ((fl-infinite? y) (make-complex positive-infinity y))
            ((and (fl=? x 0.0) (fl=? y 0.0)) (make-complex 0.0 y))
            (else
             (let ((root (flsqrt (fl* 0.5 (fl+ (flmagnitude x y) (flabs x))))))
               (if (fl<? x 0.0)
                   (make-complex (fl/ (flabs y) (fl* 2.0 root))
                                 (if (flonum-bits-negative? y) (fl- 0.0 root) root))
                   (make-complex root (fl/ y (fl* 2.0 root))))))))

    ;;; Circular functions

    (define (flcosh x)
      (let ((power (flexp (flabs x))))
        (fl* 0.5 (fl+ power (fl/ 1.0 power)))))

    ;; Near zero by its series: the difference of the powers would cancel.
    (define (flsinh x)
      (if (fl<? (flabs x) 0.3)
          (let ((z (fl* x x)))
            (fl* x (fl+ 1.0 (fl* (fl/ z 6.0)
                   (fl+ 1.0 (fl* (fl/ z 20.0)
                   (fl+ 1.0 (fl* (fl/ z 42.0)
                   (fl+ 1.0 (fl* (fl/ z 72.0)
                   (fl+ 1.0 (fl/ z 110.0))))))))))))
          (let* ((power (flexp (flabs x)))
                 (value (fl* 0.5 (fl- power (fl/ 1.0 power)))))
            (if (fl<? x 0.0) (fl- 0.0 value) value))))

    (define (complex-sin number)
      (let ((x (real-flonum number)) (y (imaginary-flonum number)))
        (make-complex (fl* (flsin x) (flcosh y)) (fl* (flcos x) (flsinh y)))))

    (define (complex-cos number)
      (let ((x (real-flonum number)) (y (imaginary-flonum number)))
        (make-complex (fl* (flcos x) (flcosh y)) (fl* -1.0 (fl* (flsin x) (flsinh y))))))

    ;; (sin 2x + i sinh 2y) / (cos 2x + cosh 2y)
    (define (complex-tan number)
      (let ((x (fl* 2.0 (real-flonum number))) (y (fl* 2.0 (imaginary-flonum number))))
        (if (fl>? (flabs y) 600.0)
            (make-complex (fl* 0.0 (flsin x)) (if (fl<? y 0.0) -1.0 1.0))
            (let ((divisor (fl+ (flcos x) (flcosh y))))
              (make-complex (fl/ (flsin x) divisor) (fl/ (flsinh y) divisor))))))

    ;; With a = sqrt (1 - z) and b = sqrt (1 + z): asin z = atan (x / re (a b)) + i asinh (im (conj a b)).
    (define (complex-asin number)
      (let ((a (root-of (- 1 number))) (b (root-of (+ 1 number))))
        (make-complex (flatan2 (real-flonum number) (real-flonum (* a b)))
                      (flasinh (imaginary-flonum (* (conjugate a) b))))))

    ;; acos z = 2 atan (re a / re b) + i asinh (im (conj b a))
    (define (complex-acos number)
      (let ((a (root-of (- 1 number))) (b (root-of (+ 1 number))))
        (make-complex (fl* 2.0 (flatan2 (real-flonum a) (real-flonum b)))
                      (flasinh (imaginary-flonum (* (conjugate b) a))))))

    (define (root-of number)
      (if (and (not (compnum? number)) (not (negative? number)))
          (square-root number)
          (if (compnum? number)
              (continuous-sqrt number)
              (make-complex 0 (square-root (- number))))))

    (define (conjugate number) (make-complex (real-of number) (- (imaginary-of number))))

    (define (flasinh x)
      (let* ((size (flabs x))
             (value (cond ((fl<? size 1e-8) size)
                          ((fl>? size 1e8) (fl+ (fllog size) 0.6931471805599453))
                          (else
                           (let ((square (fl* size size)))
                             (log-of-1+ (fl+ size (fl/ square (fl+ 1.0 (flsqrt (fl+ 1.0 square)))))))))))
        (if (flonum-bits-negative? x) (fl* -1.0 value) value)))

    ;; (log (1 + iz) - log (1 - iz)) / 2i
    (define (complex-atan number)
      (if (and (eq? (real-of number) 0) (or (eq? (imaginary-of number) 1) (eq? (imaginary-of number) -1))) (divide-error 'atan number))
      (let ((turned (* (make-complex 0 1) number)))
        (generic/ (- (complex-log (+ 1 turned)) (complex-log (- 1 turned)))
                  (make-complex 0 2))))

    ;;; Powers: exponents that are no exact integers.

    (define (complex-expt base exponent)
      (cond ((not (zero? base)) (complex-exp (* exponent (complex-log base))))
            ((zero? exponent) 1.0)
            ((positive? (real-of exponent)) (if (or (flonum? base) (compnum? base)) 0.0 0))
            (else (divide-error 'expt base exponent))))))
