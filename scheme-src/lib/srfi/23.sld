;;; SRFI 23: error; that of (scheme base). Deviations: none.
(define-library (srfi 23)
  (export error)
  (import (scheme base)))
