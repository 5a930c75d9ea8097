;;; SRFI 227, the library (srfi 227 definition): definitions of procedures with optional arguments. Deviations: none.
(define-library (srfi 227 definition)
  (export define-optionals define-optionals*)
  (import (scheme base) (srfi 227))
  (begin
    ;; (define-optionals (name . formals) body ...)
    (define-syntax define-optionals
      (syntax-rules () ((_ (name . formals) . body) (define name (opt-lambda formals . body)))))
    (define-syntax define-optionals*
      (syntax-rules () ((_ (name . formals) . body) (define name (opt*-lambda formals . body)))))))
