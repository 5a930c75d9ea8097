(define (twice x) (* 2 x))
(include "nested.scm")
