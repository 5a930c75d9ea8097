;;; SRFI 46: syntax-rules with a chosen ellipsis and patterns after one; that of (scheme base). Deviations: none.
(define-library (srfi 46)
  (export syntax-rules ... _)
  (import (scheme base)))
