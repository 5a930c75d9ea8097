;;; Support: the procedures that expanded programs refer to (guard, parameterize, delay, make-promise, quasiquote).
(define-library (runtime support)
  (export call-with-guard dynamic-parameterize make-promise-lazy make-promise-eager append list->vector list)
  (import (runtime control) (runtime lists) (runtime vectors)))
