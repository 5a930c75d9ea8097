;;; SRFI 8: receive, which binds the values of an expression. Deviations: none.
(define-library (srfi 8)
  (export receive)
  (import (scheme base))
  (begin
    (define-syntax receive
      (syntax-rules ()
        ((_ formals expression . body) (let-values ((formals expression)) . body))))))
