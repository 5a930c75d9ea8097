;;; SRFI 39: parameters; those of (scheme base), which also take a new value as their argument. Deviations: none.
(define-library (srfi 39)
  (export make-parameter parameterize)
  (import (scheme base)))
