(define-library (sample incomplete)
  (export present (rename presnt other) absent)
  (import (scheme base))
  (begin
    (define present 1)
    (define car 2)
    (define (user) (presnet)))
  (frob))
