;;; parameterize and reading parameters.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define depth (make-parameter 0))
(define width (make-parameter 10 (lambda (x) (if (number? x) x (error "no number" x)))))
(define (nested n)
  (if (= n 0)
      (+ (depth) (width))
      (parameterize ((depth (+ 1 (depth)))) (+ (depth) (width) (nested (- n 1))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (parameterize ((width 5)) (nested 5))))))
(measure (lambda () (run 1200000 0)))
