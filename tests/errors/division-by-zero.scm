;;; Division by zero.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (divide a b) (if (eq? a b) 1 (quotient a b)))
(divide 1 0)
