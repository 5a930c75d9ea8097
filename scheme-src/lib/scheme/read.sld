;;; (scheme read) of R7RS.
(define-library (scheme read)
  (export read)
  (import (runtime read)))
