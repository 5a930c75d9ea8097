;;; A comma outside of a quasiquotation.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (list ,x))
(display (f 5))
