;;; SRFI 9: define-record-type; that of (scheme base). Deviations: none.
(define-library (srfi 9)
  (export define-record-type)
  (import (scheme base)))
