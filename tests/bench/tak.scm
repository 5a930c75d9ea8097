;;; Takeuchi's function: calls with three arguments.
;; small: (repeat 3)
(import (scheme base) (scheme write) (scheme inexact) (scheme file) (scheme read) (scheme time))
(include "measure.scm")
(define (tak x y z) (if (not (< y x)) z (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))))
(define (repeat n) (let loop ((n n) (last 0)) (if (= n 0) last (loop (- n 1) (tak 24 16 8)))))
(measure (lambda () (repeat 150)))
