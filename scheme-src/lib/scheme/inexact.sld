;;; (scheme inexact) of R7RS.
(define-library (scheme inexact)
  (export acos asin atan cos exp finite? infinite? log nan? sin sqrt tan)
  (import (runtime numbers) (runtime functions)))
