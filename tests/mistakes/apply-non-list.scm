;;; apply to what is no list.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f . args) (+ 1 (apply max args)))
(display (+ 1 (apply f 1 2)))
