;;; R7RS 6.14: exit ends the program also when it is called by an after.
;; exit: 4
(import (scheme base) (scheme write) (scheme process-context))
(dynamic-wind (lambda () #f) (lambda () (exit 3)) (lambda () (display "after") (newline) (exit 4)))
