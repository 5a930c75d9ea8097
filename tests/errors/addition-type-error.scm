;;; Arithmetic on something that is not a number.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (add a b)
  (let ((sum (+ a b)))
    (* 2 sum)))
(add 1 "2")
