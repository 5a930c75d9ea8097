;;; Closures: free variables, closures that make closures, a procedure as argument.
;; exit: 68
(import (primitives) (core-syntax))
(define (adder n) (lambda (m) (%fx+ n m)))
(define (compose f g) (lambda (x) (f (g x))))
(define (twice f) (compose f f))
(define add-ten (adder 10))
(define (curry a) (lambda (b) (lambda (c) (%fx+ a (%fx* b c)))))
(%system-call 60 (%fx+ ((twice (twice add-ten)) 5) (((curry 3) 4) 5)) 0 0 0 0 0)
