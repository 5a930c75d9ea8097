;;; Three values where two are expected.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f) (values 1 2 3))
(define (g) (let-values (((a b) (f))) (+ a b)))
(display (g))
