;;; A list without its quote.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f) (+ 1 (car (1 2 3))))
(display (f))
