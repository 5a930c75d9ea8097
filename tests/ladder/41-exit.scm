;;; exit runs the after thunks of dynamic-wind and flushes output.
;; exit: 3
(import (scheme base) (scheme write) (scheme process-context))
(dynamic-wind (lambda () #f) (lambda () (display "inside") (exit 3)) (lambda () (display " after") (newline)))
