;;; The value of an if that has none.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (+ 1 (if (> x 10) x)))
(display (f 5))
