;;; string->symbol of a number.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (symbol->string (string->symbol x)))
(display (f 42))
