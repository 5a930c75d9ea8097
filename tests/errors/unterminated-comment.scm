;;; A block comment without an end.
;; exit: 65
(import (scheme base))
#| begins #| nested |# and does not end
(define x 1)
