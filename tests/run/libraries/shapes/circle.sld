(define-library (shapes circle)
  (export make area inside?)
  (import (scheme base) (shapes point))
  (include "circle-body.scm"))
