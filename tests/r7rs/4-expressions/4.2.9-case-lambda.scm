;;; R7RS 4.2.9: case-lambda.
(import (scheme base) (scheme case-lambda) (scheme write))
(include "../check/check.scm")
(define range (case-lambda ((e) (range 0 e)) ((b e) (do ((r '() (cons e r)) (e (- e 1) (- e 1))) ((< e b) r)))))
(check (range 3) '(0 1 2) (range 3 5) '(3 4))
(define f (case-lambda (() 'none) ((a) (list 'one a)) ((a b . rest) (list 'many a b rest)) (all 'never)))
(check (f) 'none (f 1) '(one 1) (f 1 2) '(many 1 2 ()) (f 1 2 3 4) '(many 1 2 (3 4)) (apply f '(1 2 3)) '(many 1 2 (3)) (procedure? f) #t)
;; The first clause that agrees is taken.
(define g (case-lambda ((a . rest) 'first) ((a b) 'second) (all (list 'all all))))
(check (g 1 2) 'first (g 1) 'first (g) '(all ()) ((case-lambda ((a b) 1) ((a b) 2)) 1 2) 1 ((case-lambda (args args)) 1 2) '(1 2) ((case-lambda ((a) (define b (* a 2)) (+ a b))) 2) 6)
(check (outcome ((case-lambda ((a) a) ((a b) b)))) 'error (outcome ((case-lambda ((a) a) ((a b c) b)) 1 2)) 'error (outcome ((case-lambda) 1)) 'error)
;; Lexical scope, assignments, several values, closures.
(check (let ((n 10)) (let ((h (case-lambda (() n) ((v) (set! n v))))) (h 5) (h))) 5 (call-with-values (lambda () ((case-lambda ((a) (values a a))) 1)) list) '(1 1) (map (case-lambda ((a) a) ((a b) (+ a b))) '(1 2) '(10 20)) '(11 22)
       (let ((make (lambda (k) (case-lambda (() k) ((x) (+ x k)))))) (list ((make 1)) ((make 1) 5))) '(1 6) (letrec ((loop (case-lambda ((n) (loop n '())) ((n l) (if (= n 0) l (loop (- n 1) (cons n l))))))) (loop 3)) '(1 2 3))
(summary)
