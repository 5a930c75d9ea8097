(define-library (flat second)
  (export twice)
  (import (scheme base) (flat first))
  (begin (define (twice x) (* 2 x))))
