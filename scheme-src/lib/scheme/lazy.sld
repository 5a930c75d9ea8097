;;; (scheme lazy) of R7RS.
(define-library (scheme lazy)
  (export delay delay-force force make-promise promise?)
  (import (core-syntax) (runtime control)))
