;;; SRFI 6: string ports; those of (scheme base). Deviations: none.
(define-library (srfi 6)
  (export open-input-string open-output-string get-output-string)
  (import (scheme base)))
