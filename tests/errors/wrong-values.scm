;;; A wrong number of values.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (three) (values 1 2 3))
(define (f) (let-values (((a b) (three))) (+ a b)))
(list (f))
