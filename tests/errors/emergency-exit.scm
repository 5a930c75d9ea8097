;;; emergency-exit runs no after thunks.
;; exit: 9
(import (scheme base) (scheme write) (scheme process-context))
(dynamic-wind (lambda () #f) (lambda () (emergency-exit 9)) (lambda () (display "never")))
