;;; A letrec variable before its value is there.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f)
  (letrec ((a (+ b 1)) (b 2)) a))
(display (f))
