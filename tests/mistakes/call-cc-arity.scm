;;; call/cc with a procedure of no arguments.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f) (+ 1 (call/cc (lambda () 1))))
(display (f))
