;;; Unbound variables: all of them are reported in one run, with a proposal.
;; exit: 65
(import (scheme base) (scheme write))
(define (f lst)
  (lenght lst))
(define (g)
  (display (f '(1 2 3)))
  (set! not-defined 5)
  (frobnicate))
(g)
