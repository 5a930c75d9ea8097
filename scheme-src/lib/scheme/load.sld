;;; (scheme load) of R7RS.
(define-library (scheme load)
  (export load)
  (import (runtime evaluation)))
