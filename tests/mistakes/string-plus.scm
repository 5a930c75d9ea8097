;;; A string for a number.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f a b) (* 1 (+ a b)))
(display (f "1" 2))
