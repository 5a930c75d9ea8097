;;; R7RS 4.2.3 and 4.2.4: begin, do, named let.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define x 0)
(check (and (= x 0) (begin (set! x 5) (+ x 1))) 6 (begin 1 2 3) 3 (let ((log '())) (begin (set! log (cons 1 log)) (set! log (cons 2 log))) log) '(2 1) (call-with-values (lambda () (begin 1 (values 2 3))) list) '(2 3)
       (begin (begin (begin 5))) 5 (let ((port (open-output-string))) (begin (display "4 plus 1 equals " port) (display (+ 4 1) port)) (get-output-string port)) "4 plus 1 equals 5")
;; begin of definitions is as if it were not there, at top level, in bodies, nested, empty.
(begin (define a 1) (begin (define b 2)) (define c 3))
(begin)
(begin (begin) (define d (+ a b c)))
(check (list a b c d) '(1 2 3 6) (let () (begin (define a 10) (define b 20)) (begin) (+ a b)) 30 (let () (begin (define a 1)) (define b (+ a 1)) (begin (define c (+ b 1)) (define e c)) e) 3 (let () (begin (define q 1) q)) 1)

(check (do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i)) '#(0 1 2 3 4) (let ((x '(1 3 5 7 9))) (do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum))) 25
       (do () (#t 5)) 5 (do ((i 0 (+ i 1))) ((= i 3) 1 2 i)) 3 (begin (do ((i 0 (+ i 1))) ((= i 3))) 'ok) 'ok (do ((i 0 (+ i 1)) (j 10)) ((= i 3) j)) 10 (do ((i 0 j) (j 1 (+ i j)) (n 0 (+ n 1))) ((= n 10) i)) 55
       (let ((n 0)) (do ((i 0 (+ i 1))) ((= i 4) n) (set! n (+ n 1)) (set! n (* n 2)))) 30 (call-with-values (lambda () (do ((i 0 (+ i 1))) ((= i 2) (values i 'end)))) list) '(2 end)
       (do ((i 0 (+ i 1)) (l '() (cons i l))) ((= i 4) l)) '(3 2 1 0) (do ((i 5)) (#t i)) 5 (do ((x 1 (* x 2))) ((> x 100) x)) 128)
;; Fresh locations at each iteration; the step sees all old values; a command may assign.
(check (map (lambda (f) (f)) (do ((i 0 (+ i 1)) (l '() (cons (lambda () i) l))) ((= i 3) l))) '(2 1 0) (do ((i 0 (+ i 1)) (n 0 (+ n 1))) ((>= i 10) n) (set! i (+ i 1))) 5
       (let ((i 'outer)) (do ((j i (+ j 1)) (i 0 (+ i 1))) (#t j))) 'outer)
;; The test sees the variables, the inits do not.
(check (let ((i 7)) (do ((i i (- i 1)) (k i)) ((= i 0) k))) 7)

(check (let loop ((numbers '(3 -2 1 6 -5)) (nonneg '()) (neg '()))
         (cond ((null? numbers) (list nonneg neg)) ((>= (car numbers) 0) (loop (cdr numbers) (cons (car numbers) nonneg) neg)) ((< (car numbers) 0) (loop (cdr numbers) nonneg (cons (car numbers) neg)))))
       '((6 1 3) (-5 -2))
       (let f () 5) 5 (let f ((n 5)) (if (= n 0) 1 (* n (f (- n 1))))) 120 (let f ((n 3) (acc '())) (if (= n 0) acc (f (- n 1) (cons n acc)))) '(1 2 3) (let f ((x 1)) (define y (+ x 1)) (if (> y 5) y (f y))) 6
       (let f ((x 1)) (procedure? f)) #t (let f ((g #f)) (if g (g 5) (f (lambda (x) (* x 2))))) 10 (let f ((f 5)) f) 5 (let ((f car)) (let f ((x (f '(1)))) x)) 1 (map (let f ((n 0)) (lambda (x) (+ x n))) '(1 2)) '(1 2)
       (let f ((l '((1 (2)) 3))) (cond ((null? l) 0) ((pair? l) (+ (f (car l)) (f (cdr l)))) (else l))) 6 (let loop ((i 0)) (if (< i 10) (loop (+ i 1)) i)) 10
       (outcome (let f ((x 1)) (f))) 'error (outcome (let f ((x 1)) (f 1 2))) 'error)
(summary)
