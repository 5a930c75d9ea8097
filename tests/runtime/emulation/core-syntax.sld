;;; The built-in syntax for tests: that of the host.
(define-library (core-syntax)
  (export _ ... => and begin case cond cond-expand define define-record-type define-syntax define-values do else guard if include
          include-ci lambda let let* let*-values let-syntax let-values letrec letrec* letrec-syntax or parameterize quasiquote
          quote set! syntax-error syntax-rules unless unquote unquote-splicing when case-lambda)
  (import (scheme base) (scheme case-lambda)))
