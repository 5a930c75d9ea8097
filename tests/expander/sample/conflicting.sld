(define-library (sample conflicting)
  (export (rename conflict car))
  (import (scheme base))
  (begin (define (conflict) 1)))
