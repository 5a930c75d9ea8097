;;; An error, and another one in what dynamic-wind does on the way out.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f) (dynamic-wind (lambda () #t) (lambda () (car 1)) (lambda () (vector-ref (vector) 0))))
(display (f))
