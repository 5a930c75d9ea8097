;;; Malformed core forms, several in one run.
;; exit: 65
(import (scheme base))
(define (f x)
  (if))
(define (g x)
  (let ((a 1) (b)) a))
(define)
(define (h) (lambda))
(f 1)
