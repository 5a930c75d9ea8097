;;; A library that does not exist.
;; exit: 65
(import (scheme base) (scheme nonsense))
(define x 1)
