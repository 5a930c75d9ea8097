;;; A hundred million tail calls in constant space: a named let, two procedures in turn, and a do loop.
;; engines: native executable stress
(import (scheme base) (scheme write))
(define (count-down n) (if (= n 0) 'done (count-down (- n 1))))
(define (ping n) (if (= n 0) 'ping (pong (- n 1))))
(define (pong n) (if (= n 0) 'pong (ping (- n 1))))
(display (count-down 50000000)) (newline)
(display (ping 25000001)) (newline)
(display (do ((i 0 (+ i 1)) (sum 0 (+ sum i))) ((= i 25000000) sum))) (newline)
