;;; R7RS 6.14: emergency-exit runs no afters.
;; exit: 3
(import (scheme base) (scheme write) (scheme process-context))
(display "begin")
(newline)
(flush-output-port)
(dynamic-wind (lambda () #f) (lambda () (emergency-exit 3)) (lambda () (display "never") (newline)))
