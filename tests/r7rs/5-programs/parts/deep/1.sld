(define-library (parts deep 1)
  (export deep-one)
  (import (scheme base) (rename (parts counter) (next! step!)))
  (begin (define (deep-one) (step!))))
