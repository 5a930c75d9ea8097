;;; A let whose binding has no parentheses.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x)
  (let (y (* 2 x))
    (+ x y)))
(display (f 1))
