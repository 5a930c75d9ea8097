;;; SRFI 39: parameters; those of (scheme base). Deviations: a parameter cannot be set by calling it with a value, as in R7RS.
(define-library (srfi 39)
  (export make-parameter parameterize)
  (import (scheme base)))
