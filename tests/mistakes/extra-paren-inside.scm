;;; A parenthesis too many inside of a definition: the indentation tells where.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write))
(define (f x)
  (let ((y (* 2 x)))
    (display "y)")) ; )
    (newline)
    (+ x y)))
(display (f 1))
