;;; A division by zero.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (mean total count) (quotient total count))
(display (mean 10 0))
