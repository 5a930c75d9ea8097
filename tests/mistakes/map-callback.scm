;;; An error in a procedure given to map.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (double x) (* 2 x))
(define (f l) (map double l))
(display (f '(1 2 three)))
