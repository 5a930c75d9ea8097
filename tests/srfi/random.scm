;;; SRFI 27: random numbers.
(import (scheme base) (scheme write) (srfi 27))
(include "../r7rs/check/check.scm")
(define (all? good? make) (let loop ((n 1000)) (or (= n 0) (and (good? (make)) (loop (- n 1))))))
(define source (make-random-source))
(define integers (random-source-make-integers source))
(define reals (random-source-make-reals source))
(define state (random-source-state-ref source))
(define (some) (list (integers 100) (integers 1000000) (integers (expt 10 30))))
(define first-ones (some))
(random-source-state-set! source state)
(check (random-source? default-random-source) #t (random-source? 1) #f (all? (lambda (x) (and (exact-integer? x) (<= 0 x 5))) (lambda () (random-integer 6))) #t (random-integer 1) 0
       (all? (lambda (x) (< 0 x 1)) random-real) #t (all? (lambda (x) (< 0 x 1)) reals) #t (all? (lambda (x) (and (exact? x) (< 0 x 1))) (random-source-make-reals source (/ 1 10))) #t
       (all? (lambda (x) (<= 0 x (- (expt 2 200) 1))) (lambda () (integers (expt 2 200)))) #t (outcome (random-integer 0)) 'error (outcome (random-integer 1.5)) 'error
       (begin (random-source-state-set! source state) (equal? (some) first-ones)) #t (equal? (some) first-ones) #f
       (begin (random-source-pseudo-randomize! source 1 2) (let ((a (some))) (random-source-pseudo-randomize! source 1 3) (let ((b (some))) (random-source-pseudo-randomize! source 1 2) (list (equal? a b) (equal? a (some)))))) '(#f #t)
       (begin (random-source-pseudo-randomize! source 0 0) (equal? (some) first-ones)) #t (begin (random-source-randomize! source) (exact-integer? (integers 10))) #t
       (let ((buckets (make-vector 10 0)))
         (do ((i 0 (+ i 1))) ((= i 20000)) (let ((b (random-integer 10))) (vector-set! buckets b (+ 1 (vector-ref buckets b)))))
         (let loop ((i 0)) (or (= i 10) (and (< 1750 (vector-ref buckets i) 2250) (loop (+ i 1)))))) #t
       (outcome (random-source-state-set! source '(1 2))) 'error)
(summary)
