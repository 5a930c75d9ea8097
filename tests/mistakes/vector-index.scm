;;; An index out of a vector.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define v (vector 1 2 3))
(define (last-of v) (+ 0 (vector-ref v (vector-length v))))
(display (last-of v))
