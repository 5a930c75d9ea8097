;;; R7RS 4.2.2: let, let*, letrec, letrec*, let-values, let*-values.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check (let ((x 2) (y 3)) (* x y)) 6 (let ((x 2) (y 3)) (let ((x 7) (z (+ x y))) (* z x))) 35 (let () 5) 5 (let ((x 1)) 1 2 x) 1 (let ((x 1) (y 2)) (let ((x y) (y x)) (list x y))) '(2 1)
       (let ((x 1)) (define y 2) (+ x y)) 3 (let ((x 1)) (define x 2) x) 2 (let ((f (lambda (x) (* x 2)))) (f 4)) 8 (call-with-values (lambda () (let ((x 1)) (values x 2))) list) '(1 2)
       (let ((x 1)) (set! x 2) x) 2 (let ((x 'outer)) (let ((g (lambda () x))) (let ((x 'inner)) (g)))) 'outer)
(check (let ((x 2) (y 3)) (let* ((x 7) (z (+ x y))) (* z x))) 70 (let* () 5) 5 (let* ((x 1) (x (+ x 1)) (x (* x 10))) x) 20 (let* ((x 1) (f (lambda () x)) (x 2)) (list (f) x)) '(1 2)
       (let* ((x 1) (y x)) (define z (+ x y)) z) 2 (call-with-values (lambda () (let* ((x 1) (y x)) (values x y))) list) '(1 1))
(check (letrec ((even? (lambda (n) (if (zero? n) #t (odd? (- n 1))))) (odd? (lambda (n) (if (zero? n) #f (even? (- n 1)))))) (even? 88)) #t (letrec () 5) 5
       (letrec ((x 1) (y 2)) (list x y)) '(1 2) (letrec ((f (lambda (n) (if (= n 0) '() (cons n (f (- n 1))))))) (f 3)) '(3 2 1) (letrec ((f (lambda () g)) (g 5)) (f)) 5
       (letrec ((x (list 1 2)) (f (lambda () x))) (f)) '(1 2) (letrec ((f (lambda () 1))) (set! f (lambda () 2)) (f)) 2 (letrec ((x 1)) (define y 2) (+ x y)) 3)
(check (letrec* ((p (lambda (x) (+ 1 (q (- x 1))))) (q (lambda (y) (if (zero? y) 0 (+ 1 (p (- y 1)))))) (x (p 5)) (y x)) y) 5 (letrec* ((a 1) (b (+ a 1)) (c (* b 10))) (list a b c)) '(1 2 20)
       (letrec* () 5) 5 (let ((log '())) (letrec* ((a (begin (set! log (cons 'a log)) 1)) (b (begin (set! log (cons 'b log)) 2)) (c (begin (set! log (cons 'c log)) 3))) (reverse log))) '(a b c)
       (letrec* ((f (lambda () x)) (x 5) (y (f))) y) 5)
;; The means of a list of numbers, by mutual use of bindings.
(define (means ton)
  (letrec* ((mean (lambda (f g) (f (/ (sum g ton) n))))
            (sum (lambda (g ton) (if (null? ton) (+) (if (number? ton) (g ton) (+ (sum g (car ton)) (sum g (cdr ton)))))))
            (n (sum (lambda (x) 1) ton)))
    (mean values values)))
(check (means '(8 (4 2) 2)) 4)
;; It is an error to use a value before it is there.
(check (outcome (letrec ((a b) (b 1)) a)) 'error (outcome (letrec* ((a b) (b 1)) a)) 'error (outcome (letrec ((a (lambda () b)) (b (a))) b)) 'error)

(check (let-values (((root rem) (exact-integer-sqrt 32))) (* root rem)) 35 (let-values () 5) 5 (let-values (((a b) (values 1 2)) ((c) (values 3))) (list a b c)) '(1 2 3) (let-values ((all (values 1 2 3))) all) '(1 2 3)
       (let-values (((a . rest) (values 1 2 3))) (list a rest)) '(1 (2 3)) (let-values (((a b . rest) (values 1 2))) rest) '() (let-values ((() (values))) 'none) 'none
       (let ((a 'a) (b 'b) (x 'x) (y 'y)) (let-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y))) '(x y a b)
       (let-values (((x) 5)) (define y x) (+ x y)) 10 (call-with-values (lambda () (let-values (((a) 1)) (values a 2))) list) '(1 2) (let-values (((a b) (values 1 2))) (set! a 5) (list a b)) '(5 2))
(check (let ((a 'a) (b 'b) (x 'x) (y 'y)) (let*-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y))) '(x y x y) (let*-values () 5) 5 (let*-values (((a) 1) ((a) (+ a 1)) ((a) (* a 10))) a) 20
       (let*-values ((all (values 1 2)) ((n) (length all))) n) 2 (let*-values (((a . rest) (values 1 2 3)) ((b) rest)) b) '(2 3))
(check (outcome (let-values (((a b) (values 1))) a)) 'error (outcome (let-values (((a) (values 1 2))) a)) 'error (outcome (let-values (((a b . c) (values 1))) a)) 'error (outcome (let*-values (((a b) 1)) a)) 'error
       (outcome (let-values ((() (values 1))) 1)) 'error)
(summary)
