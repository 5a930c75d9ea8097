;;; Complex: arithmetic on complex numbers by their parts.
;;;
;;; A compnum has two real parts of any kind, exact or not, each for itself; its imaginary part is never an exact zero, for such a
;;; number is real. The operations take one complex number and any other number; real numbers work on the parts, so that
;;; no sign of a zero, infinity or exactness is lost by multiplying with a zero that nobody wrote.
(define-library (runtime complex)
  (export make-complex real-of imaginary-of complex+ complex- complex* complex/ complex=)
  (import (primitives) (core-syntax))
  (begin
    (define (make-complex real imaginary)
      (if (eq? imaginary 0)
          real
          (%record (%built-in-descriptor 'compnum) real imaginary)))

    (define (real-of number) (if (compnum? number) (%record-ref number 0) number))
    (define (imaginary-of number) (if (compnum? number) (%record-ref number 1) 0))

    (define (complex+ one other)
      (make-complex (+ (real-of one) (real-of other))
                    (cond ((not (compnum? other)) (imaginary-of one))
                          ((not (compnum? one)) (imaginary-of other))
                          (else (+ (imaginary-of one) (imaginary-of other))))))

    (define (complex- one other)
      (make-complex (- (real-of one) (real-of other))
                    (if (compnum? other) (- (imaginary-of one) (imaginary-of other)) (imaginary-of one))))

    (define (complex* one other)
      (cond ((not (compnum? one)) (scale other one))
            ((not (compnum? other)) (scale one other))
            (else
             (let ((a (real-of one)) (b (imaginary-of one)) (c (real-of other)) (d (imaginary-of other)))
               (make-complex (- (* a c) (* b d)) (+ (* a d) (* b c)))))))

    (define (scale number factor)
      (make-complex (* (real-of number) factor) (* (imaginary-of number) factor)))

    ;; divide: division of real numbers. By a complex number after Smith: the larger part of the divisor is divided out first, so
    ;; that its square need not be representable; exact numbers do not mind.
    (define (complex/ one other divide)
      (if (compnum? other)
          (let ((a (real-of one)) (b (imaginary-of one)) (c (real-of other)) (d (imaginary-of other)))
            (if (larger? c d)
                (let* ((ratio (divide d c))
                       (divisor (+ c (* d ratio))))
                  (make-complex (divide (+ a (* b ratio)) divisor)
                                (divide (- b (* a ratio)) divisor)))
                (let* ((ratio (divide c d))
                       (divisor (+ (* c ratio) d)))
                  (make-complex (divide (+ (* a ratio) b) divisor)
                                (divide (- (* b ratio) a) divisor)))))
          (make-complex (divide (real-of one) other) (divide (imaginary-of one) other))))

    (define (larger? one other)
      (>= (if (negative? one) (- one) one) (if (negative? other) (- other) other)))

    (define (complex= one other)
      (and (= (real-of one) (real-of other))
           (= (imaginary-of one) (imaginary-of other))))))
