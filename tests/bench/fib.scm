;;; Calls, comparisons and additions of fixnums.
;; small: (fib 29)
(import (scheme base) (scheme write) (scheme inexact) (scheme file) (scheme read) (scheme time))
(include "measure.scm")
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(measure (lambda () (fib 40)))
