;;; A definition in an expression.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x)
  (if (> x 1) (define y 2))
  x)
(display (f 5))
