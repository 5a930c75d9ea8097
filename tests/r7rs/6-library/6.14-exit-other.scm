;;; R7RS 6.14: what is no exit value is a failure.
;; exit: 1
(import (scheme base) (scheme process-context))
(exit (list 1 2))
