;;; Too few arguments for a procedure in a variable.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define add #f)
(set! add (lambda (a b) (+ a b)))
(define (f) (+ 1 (add 1)))
(display (f))
