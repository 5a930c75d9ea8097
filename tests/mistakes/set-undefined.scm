;;; An assignment to what nobody defined.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f) (set! counter 1) counter)
(display (f))
