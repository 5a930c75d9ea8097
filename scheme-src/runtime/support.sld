;;; Support: the procedures that expanded programs refer to (guard, parameterize, delay, make-promise, quasiquote, and
;;; syntax-case where it stands outside of transformers).
(define-library (runtime support)
  (export call-with-guard dynamic-parameterize make-promise-lazy make-promise-eager append list->vector list
          syntax-form-at-run-time)
  (import (core-syntax) (runtime control) (runtime errors) (runtime lists) (runtime vectors))
  (begin
    (define (syntax-form-at-run-time name)
      (error "this form works only while macros are expanded" name))))
