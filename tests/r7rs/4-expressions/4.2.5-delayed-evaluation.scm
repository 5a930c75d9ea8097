;;; R7RS 4.2.5: delay, delay-force, force, make-promise, promise?.
(import (scheme base) (scheme lazy) (scheme write))
(include "../check/check.scm")
(check (force (delay (+ 1 2))) 3 (let ((p (delay (+ 1 2)))) (list (force p) (force p))) '(3 3) (force 5) 5 (force '(a)) '(a) (force (make-promise 5)) 5 (promise? (delay 1)) #t (promise? (delay-force (delay 1))) #t (promise? (make-promise 1)) #t
       (promise? 5) #f (promise? (lambda () 1)) #f (promise? '(1)) #f (let ((p (delay 1))) (eq? p (make-promise p))) #t (force (make-promise (make-promise 7))) 7 (force (delay-force (delay 5))) 5 (promise? (force (delay (delay 1)))) #t
       (car (list (force (delay 1)))) 1 (promise? (car (list (delay (* 3 7)) 13))) #t)
(define integers (letrec ((next (lambda (n) (delay (cons n (next (+ n 1))))))) (next 0)))
(define (head stream) (car (force stream)))
(define (tail stream) (cdr (force stream)))
(define (stream-filter p? s)
  (delay-force (if (null? (force s)) (delay '()) (let ((h (car (force s))) (t (cdr (force s)))) (if (p? h) (delay (cons h (stream-filter p? t))) (stream-filter p? t))))))
(check (head (tail (tail integers))) 2 (head (tail (tail (stream-filter odd? integers)))) 5)
;; A value is computed once, not before it is asked for, and the first one counts.
(define runs 0)
(define p (delay (begin (set! runs (+ runs 1)) 'value)))
(check runs 0 (force p) 'value (force p) 'value runs 1)
(define count 0)
(define x 5)
(define q (delay (begin (set! count (+ count 1)) (if (> count x) count (force q)))))
(check (promise? q) #t (force q) 6 (promise? q) #t (begin (set! x 10) (force q)) 6 count 6)
(define r (let ((first? #t)) (delay (if first? (begin (set! first? #f) (force r) 'outer) 'inner))))
(check (force r) 'inner (force r) 'inner)
;; An error leaves the promise as it was.
(define tries 0)
(define unlucky (delay (begin (set! tries (+ tries 1)) (if (= tries 1) (raise 'not-yet) tries))))
(check (outcome (force unlucky)) '(raised not-yet) (force unlucky) 2 (force unlucky) 2)
;; The parameters and handlers are those of the force that needs the value first.
(define parameter (make-parameter 'outside))
(define reader (parameterize ((parameter 'at-delay)) (delay (parameter))))
(check (parameterize ((parameter 'at-force)) (force reader)) 'at-force (force reader) 'at-force)
(define raiser (delay (+ 1 (raise-continuable 'oops))))
(check (with-exception-handler (lambda (e) 41) (lambda () (force raiser))) 42 (force raiser) 42)
;; Chains of delay-force in constant space; a promise that is shared stays one promise.
(define (loop n) (if (= n 0) (delay 'end) (delay-force (loop (- n 1)))))
(check (force (loop 50000)) 'end)
(define shared-runs 0)
(define inner (delay (begin (set! shared-runs (+ shared-runs 1)) shared-runs)))
(define outer (delay-force inner))
(check (list (force outer) (force inner) (force outer)) '(1 1 1))
;; A lazy stream from which a million elements could be taken.
(define (from n) (delay (cons n (from (+ n 1)))))
(define (nth s n) (if (= n 0) (head s) (nth (tail s) (- n 1))))
(check (nth (from 0) 20000) 20000)
;; make-promise evaluates its argument at once.
(check (let ((n 0)) (let ((p (make-promise (begin (set! n (+ n 1)) n)))) (set! n 10) (force p))) 1)
(summary)
