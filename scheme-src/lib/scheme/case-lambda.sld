;;; (scheme case-lambda) of R7RS.
(define-library (scheme case-lambda)
  (export case-lambda)
  (import (core-syntax)))
