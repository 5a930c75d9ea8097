;;; SRFI 145: assume, which states what must hold; here it is always checked. Deviations: none.
(define-library (srfi 145)
  (export assume)
  (import (scheme base))
  (begin
    (define-syntax assume
      (syntax-rules ()
        ((_ expression object ...)
         (or expression (error "an assumption does not hold" 'expression object ...)))))))
