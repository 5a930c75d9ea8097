;;; vector-set! of a list.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (vector-set! x 0 1) x)
(display (f (list 1 2)))
