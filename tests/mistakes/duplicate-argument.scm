;;; A parameter twice.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x y x) (+ x y))
(display (f 1 2 3))
