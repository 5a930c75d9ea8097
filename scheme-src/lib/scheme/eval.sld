;;; (scheme eval) of R7RS.
(define-library (scheme eval)
  (export environment eval)
  (import (runtime evaluation)))
