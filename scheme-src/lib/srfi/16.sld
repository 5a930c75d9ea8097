;;; SRFI 16: case-lambda; that of (scheme case-lambda). Deviations: none.
(define-library (srfi 16)
  (export case-lambda)
  (import (scheme case-lambda)))
