(define-library (broken)
  (export x not-there)
  (import (scheme base))
  (begin
    (define x (undefined-in-library 1))))
