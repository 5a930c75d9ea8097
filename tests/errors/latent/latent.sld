(define-library (latent)
  (export shorter reached)
  (import (scheme base))
  (begin
    (define (shorter list) (if (null? list) '() (cdr list)))
    (define (never-called) (set! nowhere (lenght '())))
    (define (reached list) (if (null? list) (lenght list) 0))))
