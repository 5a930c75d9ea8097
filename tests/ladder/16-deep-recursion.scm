;;; Recursion that is not tail recursion, a million frames deep: the stack grows as far as memory goes.
(import (primitives) (core-syntax))
(include "print.scm")
(define (depth n) (if (%fx= n 0) 0 (%fx+ 1 (depth (%fx- n 1)))))
(print (depth 1000))
(print (depth 1000000))
(leave)
