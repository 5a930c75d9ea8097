;;; A keyword where an expression is wanted.
;; exit: 65
(import (scheme base))
(define x (list if))
