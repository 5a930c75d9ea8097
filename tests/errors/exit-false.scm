;;; (exit #f) is the exit code 1.
;; exit: 1
(import (scheme base) (scheme process-context))
(exit #f)
