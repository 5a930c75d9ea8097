;;; A loop with two variables, 1,000,000 rounds: the sum of 1 to 1,000,000 modulo 251 is 136.
;; exit: 136
(import (primitives) (core-syntax))
(define (sum n)
  (let loop ((i 1) (total 0))
    (if (%fx> i n)
        total
        (loop (%fx+ i 1) (%fx+ total i)))))
(%system-call 60 (%fxremainder (sum 1000000) 251) 0 0 0 0 0)
