;;; An error in the body of a guard, which does not handle it: the frame is that of the procedure around.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (third v)
  (guard (e ((string? e) e))
    (vector-ref v 2)))
(define (sum v) (+ 1 (third v)))
(display (sum (vector 1 2)))
