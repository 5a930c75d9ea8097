;;; A parameter that stands twice.
;; exit: 65
(import (scheme base))
(define (f a b a) b)
(f 1 2 3)
