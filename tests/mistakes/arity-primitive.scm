;;; Too few arguments for a primitive.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (+ 1 (vector-ref x)))
(display (f (vector 1 2)))
