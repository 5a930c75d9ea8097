;;; SRFI 98: environment variables; those of (scheme process-context). Deviations: none.
(define-library (srfi 98)
  (export get-environment-variable get-environment-variables)
  (import (scheme process-context)))
