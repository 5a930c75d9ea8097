;;; error with irritants that nobody catches; what was written before comes out.
;; exit: 70
(import (scheme base) (scheme write))
(display "before")
(define (check x)
  (if (negative? x) (error "must not be negative:" x '(in "a list")) x))
(display (check 5))
(display (check -5))
