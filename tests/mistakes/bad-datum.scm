;;; A datum cut short.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f text) (let ((x (read (open-input-string text)))) (list x)))
(display (f "(1 2"))
