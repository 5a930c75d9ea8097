;;; A division by zero, with /.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (mean total count) (/ total count))
(display (mean 10 0))
