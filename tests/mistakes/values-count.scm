;;; Two values where one is expected.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f) (values 1 2))
(define (g) (+ 1 (f)))
(display (g))
