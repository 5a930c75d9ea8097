;;; What a procedure takes is told without the clauses that only make it faster, or that another one covers.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme case-lambda))
(define (first-of all) (vector-map car))
(define pick
  (case-lambda
    ((a) a)
    ((a b) b)
    ((a b c . rest) rest)))
(define choose
  (case-lambda
    ((a b) a)
    ((a b c d) b)
    ((a b c d . rest) rest)
    ((a b c d e) e)))
(choose 1)
(display (pick))
