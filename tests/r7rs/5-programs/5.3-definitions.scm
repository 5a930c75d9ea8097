;;; R7RS 5.1 and 5.3: programs; definitions at top level and in bodies; define-values.
(import (scheme base) (scheme write))
(import (scheme case-lambda))
(include "../check/check.scm")
;; Several imports; expressions in order between definitions; a begin is not there.
(define trace '())
(define (note x) (set! trace (cons x trace)))
(note 'first)
(define after-first (begin (note 'second) 2))
(begin (note 'third) (define after-third 3) (note 'fourth))
(check (reverse trace) '(first second third fourth) after-first 2 after-third 3)
;; The forms of define.
(define add3 (lambda (x) (+ x 3)))
(define first car)
(define (second l) (cadr l))
(define (collect . all) all)
(define (split head . rest) (list head rest))
(define (no-arguments) 'none)
(define (several a b) 1 2 (list a b))
(check (add3 3) 6 (first '(1 2)) 1 (second '(1 2)) 2 (collect) '() (collect 1 2) '(1 2) (split 1) '(1 ()) (split 1 2 3) '(1 (2 3)) (no-arguments) 'none (several 1 2) '(1 2))
;; A procedure may use what is defined after it.
(define (early) (late))
(define (late) 'late)
(check (early) 'late)
;; Recursion and assignment through the definition's own location.
(define (fact n) (if (= n 0) 1 (* n (fact (- n 1)))))
(define old-fact fact)
(set! fact (lambda (n) 'changed))
(check (fact 5) 'changed (outcome (old-fact 5)) 'error (old-fact 0) 1)
;; A definition of a keyword's name makes a variable.
(define-syntax keyword (syntax-rules () ((_) 'keyword)))
(check (keyword) 'keyword)
;; Internal definitions: local, letrec*, in every kind of body.
(check (let ((x 5)) (define foo (lambda (y) (bar x y))) (define bar (lambda (a b) (+ (* a b) a))) (foo (+ x 3))) 45 (let () (define x 1) (define y (+ x 1)) (define z (* y 10)) (list x y z)) '(1 2 20)
       (let () (define (even? n) (or (= n 0) (odd? (- n 1)))) (define (odd? n) (and (> n 0) (even? (- n 1)))) (even? 10)) #t (let* ((a 1)) (define b 2) (+ a b)) 3 (letrec ((a 1)) (define b 2) (+ a b)) 3 (letrec* ((a 1)) (define b 2) (+ a b)) 3
       (let-values (((a) 1)) (define b 2) (+ a b)) 3 (let*-values (((a) 1)) (define b 2) (+ a b)) 3 (let-syntax () (define b 2) b) 2 (letrec-syntax () (define b 2) b) 2 (parameterize () (define b 2) b) 2 (guard (e (#t 1)) (define b 2) b) 2
       ((lambda () (define b 2) b)) 2 ((case-lambda ((a) (define b 2) (+ a b))) 1) 3 (let loop ((i 0)) (define j (+ i 1)) (if (= j 3) j (loop j))) 3 (let ((x 'outer)) (define x 'inner) x) 'inner (let ((x 'outer)) (let () (define x 'inner) #t) x) 'outer
       (let ((f (lambda (x) (define x 5) x))) (f 1)) 5 (let () (define a 1) (set! a 2) (define b a) (list a b)) '(2 2))
(define x-global 'global)
(define (uses-inner) (define x-global 'inner) x-global)
(check (uses-inner) 'inner x-global 'global)
;; Definitions through macros, begin, includes and cond-expand, mixed.
(define-syntax define-two (syntax-rules () ((_ a b v) (begin (define a v) (define b v)))))
(check (let () (define-two p q 7) (begin (define r (+ p q)) (define-values (s t) (values r 1))) (cond-expand (r7rs (define u 2)) (else (define u 3))) (list p q r s t u)) '(7 7 14 14 1 2))
;; A value used before it is there.
(check (outcome (let () (define a b) (define b 1) a)) 'error)

;; 5.3.3: define-values.
(define-values (x y) (exact-integer-sqrt 17))
(define-values all (values 1 2 3))
(define-values (one . others) (values 1 2 3))
(define-values (a b . none) (values 1 2))
(define-values () (values))
(define-values (single) 5)
(check (list x y) '(4 1) all '(1 2 3) one 1 others '(2 3) (list a b none) '(1 2 ()) single 5 (let () (define-values (x y) (values 1 2)) (+ x y)) 3 (let () (define-values (x . y) (values 1 2)) (define z (cons x y)) z) '(1 2)
       (let () (define-values (f g) (values (lambda () (g)) (lambda () 'g))) (f)) 'g (let () (define-values l (values)) l) '() (let () (define-values (x) 1) (set! x 2) x) 2)
(define-values (get put) (let ((v 0)) (values (lambda () v) (lambda (n) (set! v n)))))
(put 9)
(check (get) 9 (outcome (let () (define-values (a b) (values 1)) a)) 'error (outcome (let () (define-values (a) (values 1 2)) a)) 'error (outcome (let () (define-values (a b . c) 1) a)) 'error)
(set! x 100)
(check x 100)
(summary)
