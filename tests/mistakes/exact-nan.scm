;;; The exact number of a NaN.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (+ 1 (exact (/ x x))))
(display (f 0.0))
