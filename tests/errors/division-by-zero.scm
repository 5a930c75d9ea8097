;;; Division by zero.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (divide a b) (list (quotient a b)))
(divide 1 0)
