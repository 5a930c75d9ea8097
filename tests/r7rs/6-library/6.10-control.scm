;;; R7RS 4.2, 6.10, 6.11: control features, exceptions, parameters, promises, values.
(import (scheme base) (scheme write) (scheme lazy) (scheme case-lambda))
(include "../check/check.scm")
(define (receive-all thunk) (call-with-values thunk list))
(check (call-with-values (lambda () (values 4 5)) (lambda (a b) b)) 5 (call-with-values * -) -1 (let-values (((a . rest) (values 1 2 3)) (() (values))) (list a rest)) '(1 (2 3))
       (receive-all (lambda () (values 1 2 3 4 5 6 7 8 9))) '(1 2 3 4 5 6 7 8 9)
       (let*-values (((a b) (values 1 2)) ((x y) (values a b))) (list a b x y)) '(1 2 1 2) (call-with-values (lambda () (apply values '(1 2 3))) list) '(1 2 3))
(check (call/cc (lambda (k) (+ 1 (k 42)))) 42 (call/cc procedure?) #t (call-with-values (lambda () (call/cc (lambda (k) (k 1 2)))) list) '(1 2)
       (let ((path '()) (c #f))
         (dynamic-wind (lambda () (set! path (cons 'connect path))) (lambda () (set! path (cons (call/cc (lambda (c0) (set! c c0) 'talk1)) path))) (lambda () (set! path (cons 'disconnect path))))
         (if (< (length path) 4) (c 'talk2) (reverse path))) '(connect talk1 disconnect connect talk2 disconnect))
(check (with-exception-handler (lambda (e) 10) (lambda () (+ 1 (raise-continuable 'c)))) 11
       (guard (e ((symbol? e) (list 'symbol e)) ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42)))) 42
       (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'b 23)))) '(b . 23)
       (guard (e (#f 'never)) 'fine) 'fine (guard (e ((string? e) e)) (guard (e ((number? e) e)) (raise "outer"))) "outer"
       (guard (e (else (list (error-object-message e) (error-object-irritants e)))) (error "message" 1 "two" 'three)) '("message" (1 "two" three))
       (guard (e (#t (list 'again e))) (with-exception-handler (lambda (e) (raise (list 'wrapped e))) (lambda () (raise 'inner)))) '(again (wrapped inner))
       (outcome (with-exception-handler (lambda (e) 'returned) (lambda () (raise 'x)))) 'error
       (with-exception-handler (lambda (e) 'outer) (lambda () (with-exception-handler (lambda (e) (list 'inner (raise-continuable e))) (lambda () (raise-continuable 'x))))) '(inner outer)
       (call-with-values (lambda () (guard (e (#t 0)) (values 1 2))) list) '(1 2))
(define radix (make-parameter 10 (lambda (x) (if (and (exact-integer? x) (<= 2 x 16)) x (error "bad radix")))))
(define (f n) (number->string n (radix)))
(check (f 12) "12" (parameterize ((radix 2)) (f 12)) "1100" (f 12) "12" (outcome (parameterize ((radix 0)) 1)) 'error
       (let ((k2 #f) (count 0)) (let ((r (parameterize ((radix 8)) (call/cc (lambda (k) (set! k2 k))) (radix)))) (set! count (+ count 1)) (if (< count 3) (k2 #f) (list r (radix) count)))) '(8 10 3))
(check (force (delay (+ 1 2))) 3 (let ((p (delay (+ 1 2)))) (list (force p) (force p))) '(3 3) (force 7) 7 (promise? (make-promise 1)) #t (force (make-promise (make-promise 5))) 5
       (let loop ((n 0)) (if (= n 3) n (loop (+ n 1)))) 3 (force (let loop ((n 100000)) (if (= n 0) (delay 'done) (delay-force (loop (- n 1)))))) 'done
       (letrec ((p (delay (if c 1 (begin (set! c #t) (force p) 2)))) (c #f)) (force p)) 1)
(define range (case-lambda ((e) (range 0 e)) ((b e) (do ((r '() (cons e r)) (e (- e 1) (- e 1))) ((< e b) r))) ((a b . rest) (list a b rest))))
(check (range 3) '(0 1 2) (range 3 5) '(3 4) (range 1 2 3) '(1 2 (3)))
(check (outcome ((lambda (x) x))) 'error (outcome ((lambda (x) x) 1 2)) 'error (outcome (car car)) 'error (outcome (5 5)) 'error (outcome (raise 'a)) '(raised a) (outcome (apply + 1)) 'error
       (outcome (error 'not-a-string 1)) 'error (outcome (dynamic-wind 1 2 3)) 'error (outcome (call/cc 5)) 'error)
(check (let ((x 5)) (define-values (a b . c) (values 1 2 3 4)) (list a b c x)) '(1 2 (3 4) 5) (let () (define-record-type point (make-point x y) point? (x px set-px!) (y py)) (let ((p (make-point 1 2))) (set-px! p 9) (list (point? p) (point? 5) (px p) (py p)))) '(#t #f 9 2)
       (do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i)) #(0 1 2 3 4) (case 5 ((1 2) 'low) ((5) => (lambda (x) (* x x))) (else 'high)) 25 `(1 ,@(list 2 3) ,(+ 2 2) #(a ,@'(b))) '(1 2 3 4 #(a b)))
(define (deep n) (if (= n 0) 0 (+ 1 (deep (- n 1)))))
(check (deep 1000000) 1000000)
(define (generate-tree tree) (call/cc (lambda (return) (for-each (lambda (x) (call/cc (lambda (next) (return (cons x (lambda () (next #f))))))) tree) (return '()))))
(check (let ((r (generate-tree '(1 2 3)))) (car r)) 1)
(summary)
