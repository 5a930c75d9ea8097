;;; A closing parenthesis is missing.
;; exit: 65
(import (scheme base))
(define (f x)
  (if (> x 0)
      (* x (f (- x 1)))
      1)
(f 5)
