;;; A binding with two expressions.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x)
  (let ((y 1 2) (z 2))
    (+ x y)))
(display (f 1))
