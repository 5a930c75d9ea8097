;;; parameterize of what is no parameter.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define x 5)
(define (f) (parameterize ((x 6)) x))
(display (f))
