;;; Polar: complex numbers from a magnitude and an angle, and back.
(define-library (runtime polar)
  (export make-rectangular make-polar real-part imag-part magnitude angle flmagnitude)
  (import (primitives) (core-syntax) (runtime errors) (runtime flonums) (runtime bignums) (runtime bignum-division)
          (runtime arithmetic) (runtime complex) (runtime roots) (runtime transcendental))
  (begin
    (define (check-real who index object)
      (if (or (not (number? object)) (compnum? object)) (wrong-type who index 'real object)))

    (define (make-rectangular real imaginary)
      (check-real 'make-rectangular 0 real)
      (check-real 'make-rectangular 1 imaginary)
      (make-complex real imaginary))

    ;; An exact zero as magnitude or angle gives an exact result.
    (define (make-polar magnitude angle)
      (check-real 'make-polar 0 magnitude)
      (check-real 'make-polar 1 angle)
      (if (or (eq? angle 0) (eq? magnitude 0))
          magnitude
          (let ((angle (number->flonum 'make-polar 1 angle)))
            (make-complex (* magnitude (flcos angle)) (* magnitude (flsin angle))))))

    (define (check-number who object)
      (if (not (number? object)) (wrong-type who 0 'number object)))

    (define (real-part number) (check-number 'real-part number) (real-of number))
    (define (imag-part number) (check-number 'imag-part number) (imaginary-of number))

    ;; Exact when both parts are and the root is.
    (define (magnitude number)
      (check-number 'magnitude number)
      (if (compnum? number)
          (let ((real (real-of number)) (imaginary (imaginary-of number)))
            (cond ((and (exact-rational? real) (exact-rational? imaginary))
                   (square-root (+ (* real real) (* imaginary imaginary))))
                  ((eq? real 0) (flabs (number->flonum 'magnitude 0 imaginary)))
                  (else (flmagnitude (number->flonum 'magnitude 0 real) (number->flonum 'magnitude 0 imaginary)))))
          (cond ((flonum? number) (flabs number))
                ((negative? number) (- number))
                (else number))))

    ;; sqrt (x^2 + y^2) without overflow on the way.
    (define (flmagnitude x y)
      (let* ((x (flabs x)) (y (flabs y))
             (large (if (fl<? x y) y x))
             (small (if (fl<? x y) x y)))
        (cond ((or (fl-infinite? x) (fl-infinite? y)) positive-infinity)
              ((or (fl-nan? x) (fl-nan? y)) not-a-number)
              ((fl=? small 0.0) large)
              ((and (fl<? large 1e150) (fl>? small 1e-140)) (flsqrt (fl+ (fl* large large) (fl* small small))))
              (else
               (let ((ratio (fl/ small large)))
                 (fl* large (flsqrt (fl+ 1.0 (fl* ratio ratio)))))))))

    ;; An exact zero for what is real and not below zero.
    (define (angle number)
      (check-number 'angle number)
      (cond ((compnum? number)
             (flatan2 (number->flonum 'angle 0 (imaginary-of number)) (number->flonum 'angle 0 (real-of number))))
            ((flonum? number)
             (cond ((flonum-bits-negative? number) (flatan2 0.0 number))
                   ((fl-nan? number) number)
                   (else 0)))
            ((negative? number) 3.141592653589793)
            (else 0)))))
