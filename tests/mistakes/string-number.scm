;;; The #f of string->number.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f s) (* 2 (string->number s)))
(display (f "12a"))
