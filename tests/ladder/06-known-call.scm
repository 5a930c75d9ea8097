;;; Calls of top-level procedures, in argument position too: fib(10) = 55.
;; exit: 55
(import (primitives) (core-syntax))
(define (fib n)
  (if (%fx< n 2)
      n
      (%fx+ (fib (%fx- n 1)) (fib (%fx- n 2)))))
(%system-call 60 (fib 10) 0 0 0 0 0)
