;;; Tail calls between procedures that are known, and through variables, without growing the stack.
;; exit: 7
(import (primitives) (core-syntax))
(define (even n) (if (%fx= n 0) 3 (odd (%fx- n 1))))
(define (odd n) (if (%fx= n 0) 5 (even (%fx- n 1))))
(define (ping other n self) (if (%fx= n 0) 4 (other self (%fx- n 1) other)))
(define (pong other n self) (other self (%fx- n 1) other))
(%system-call 60 (%fx+ (even 3000000) (ping pong 1000000 ping)) 0 0 0 0 0)
