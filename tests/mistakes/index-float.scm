;;; A ratio for an index.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f v i) (+ 1 (vector-ref v (/ i 2))))
(display (f (vector 1 2 3) 3))
