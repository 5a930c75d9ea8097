;;; The smallest program: one system call.
;; exit: 42
(import (primitives))
(%system-call 60 42 0 0 0 0 0)
