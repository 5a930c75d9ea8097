;;; SRFI 11: let-values and let*-values; those of (scheme base). Deviations: none.
(define-library (srfi 11)
  (export let-values let*-values)
  (import (scheme base)))
