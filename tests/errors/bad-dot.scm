;;; A dot where none can be.
;; exit: 65
(import (scheme base))
(define x '(1 . 2 3))
