;;; Support: the procedures that expanded programs refer to (guard, parameterize, delay, make-promise, quasiquote, and
;;; syntax-case where it stands outside of transformers).
(define-library (runtime support)
  (export call-with-guard dynamic-parameterize make-promise-lazy make-promise-eager append list->vector list
          misuse)
  (import (core-syntax) (runtime control) (runtime errors) (runtime lists) (runtime vectors))
  (begin
    ;; What expanded code does where a form has no meaning.
    (define (misuse message object) (error message object))))
