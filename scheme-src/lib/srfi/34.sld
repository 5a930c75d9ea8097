;;; SRFI 34: exceptions; those of (scheme base). Deviations: a guard without a fitting clause raises again by raise-continuable, as R7RS says.
(define-library (srfi 34)
  (export with-exception-handler guard raise => else)
  (import (scheme base)))
