;;; An index out of range.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define v (vector 1 2 3))
(define (get i) (if (eq? i 0) i (vector-ref v i)))
(get 3)
