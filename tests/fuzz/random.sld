;;; Random numbers for the generators and fuzzers of this folder: the same from the same seed, under every Scheme.
;;;
;;; Knuth's multiplier (MMIX), 64 bits of state, of which the upper 31 are given out: the lower ones have short periods.
(define-library (random)
  (export random-seed! random choose chance)
  (import (scheme base))
  (begin
    (define state 1)

    ;; (random-seed! n): numbers that follow depend on the integer n alone.
    (define (random-seed! n)
      (set! state (modulo (+ 17 (* 7919 n)) 18446744073709551616)))

    ;; (random n) -> integer from 0 to n-1; n at most 2^31
    (define (random n)
      (set! state (modulo (+ (* state 6364136223846793005) 1442695040888963407) 18446744073709551616))
      (modulo (quotient state 8589934592) n))

    ;; (choose list) -> one of its elements
    (define (choose list) (list-ref list (random (length list))))

    ;; (chance percent) -> #t in so many of a hundred cases
    (define (chance percent) (< (random 100) percent))))
