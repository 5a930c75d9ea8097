;;; Too many arguments for an unknown procedure.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (call f . arguments) (apply f arguments))
(define (two a b) (list a b))
(list (call two 1 2))
(list (call two 1 2 3))
