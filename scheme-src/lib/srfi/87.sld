;;; SRFI 87: => in the clauses of case; that of (scheme base). Deviations: none.
(define-library (srfi 87)
  (export case => else)
  (import (scheme base)))
