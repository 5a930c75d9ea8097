;; libraries: .
;; exit: 65
(import (scheme base))
(define a #\nosuch)
(define b "\q")
(define c [1 2])
(define d '(1 . 2 3))
(define e #<eof>)
)
(define f '( . 1))
(define (g x
  (if x 1 2))
(define h 5)
