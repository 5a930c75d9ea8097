;;; The same name defined twice.
;; exit: 65
(import (scheme base))
(define x 1)
(define y 2)
(define x 3)
