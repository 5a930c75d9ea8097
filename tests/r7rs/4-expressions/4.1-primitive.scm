;;; R7RS 4.1: variable references, literals, calls, lambda, if, set!.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define x 28)
(check x 28 (begin x) 28)
;; 4.1.2: quote, its abbreviation, and constants that need none.
(check (quote a) 'a (quote #(a b c)) (vector 'a 'b 'c) (quote (+ 1 2)) (list '+ 1 2) 'a (string->symbol "a") '#(a b c) (vector 'a 'b 'c) '() (list) '(+ 1 2) (list '+ 1 2)
       '(quote a) (list 'quote 'a) ''a (list 'quote 'a) '145932 145932 145932 145932 '"abc" "abc" "abc" (string #\a #\b #\c) '#\a #\a #\a (string-ref "a" 0)
       '#(a 10) (vector 'a 10) #(a 10) (vector 'a 10) '#u8(64 65) (bytevector 64 65) #u8(64 65) (bytevector 64 65) '#t #t #t (not #f) #false (not 1)
       '(1 . 2) (cons 1 2) '((a (b)) "c" #\d) (list (list 'a (list 'b)) (string #\c) #\d) #(a (b c)) (vector 'a (list 'b 'c)) '1.5 1.5 -7 (- 7) #() (vector) #u8() (bytevector))
;; 4.1.3: calls; the operator is an expression like the operands.
(check (+ 3 4) 7 ((if #f + *) 3 4) 12 (((lambda (x) (lambda (y) (list x y))) 1) 2) '(1 2) ((car (list car cdr)) '(1 2)) 1 ((let ((f +)) f) 1 2) 3 ((begin 1 list) 2) '(2)
       (let ((f (lambda () list))) ((f) 1)) '(1) ((call-with-current-continuation (lambda (k) k)) (lambda (x) 5)) 5)
;; Every operand is evaluated once, before the call.
(check (let ((n 0)) (define (next!) (set! n (+ n 1)) n) (let ((l (list (next!) (next!) (next!)))) (list n (apply + l)))) '(3 6)
       (let ((log '())) (define (note v) (set! log (cons v log)) v) ((note list) (note 1) (note 2)) (length log)) 3)
;; A call returns any number of values.
(check (call-with-values (lambda () (values)) list) '() (call-with-values (lambda () (values 1)) list) '(1) (call-with-values (lambda () (values 1 2 3)) list) '(1 2 3)
       (begin (values) 1) 1 (begin (values 1 2) 3) 3)
;; 4.1.4: lambda: a procedure that remembers its environment.
(define reverse-subtract (lambda (x y) (- y x)))
(define add4 (let ((x 4)) (lambda (y) (+ x y))))
(check (procedure? (lambda (x) (+ x x))) #t ((lambda (x) (+ x x)) 4) 8 (reverse-subtract 7 10) 3 (add4 6) 10 (let ((x 100)) (add4 6)) 10)
;; The three forms of formals.
(check ((lambda () 'none)) 'none ((lambda (a b c) (list c b a)) 1 2 3) '(3 2 1) ((lambda x x) 3 4 5 6) '(3 4 5 6) ((lambda x x)) '() ((lambda x x) 1) '(1)
       ((lambda (x y . z) z) 3 4 5 6) '(5 6) ((lambda (x y . z) z) 3 4) '() ((lambda (x . y) (list x y)) 1) '(1 ()) ((lambda (x . y) (list x y)) 1 2 3) '(1 (2 3))
       (apply (lambda (a . b) b) (list 1 2 3)) '(2 3))
;; Wrong numbers of arguments.
(check (outcome ((lambda (x) x))) 'error (outcome ((lambda (x) x) 1 2)) 'error (outcome ((lambda () 1) 1)) 'error (outcome ((lambda (x y . z) z) 1)) 'error
       (outcome (apply (lambda (x) x) '())) 'error (outcome (let ((f (lambda (a b) a))) (f 1))) 'error)
(define not-procedures (list 5 "s" 'a '(1) #f (vector)))
(check (map (lambda (object) (outcome (object))) not-procedures) '(error error error error error error) (map (lambda (object) (outcome (object 1 2))) not-procedures) '(error error error error error error))
;; The body is evaluated in order, definitions first, and its last value is the result; arguments are fresh locations.
(check ((lambda () 1 2 3)) 3 (let ((log '())) ((lambda (x) (set! log (cons x log)) (set! x (+ x 1)) (set! log (cons x log)) (reverse log)) 1)) '(1 2)
       ((lambda (x) (define y (* x 2)) (define z (+ y 1)) (list x y z)) 3) '(3 6 7) (let ((f (lambda (n) (lambda () (set! n (+ n 1)) n)))) (let ((a (f 0)) (b (f 10))) (a) (list (a) (b)))) '(2 11)
       (let ((x 1)) ((lambda (y) (set! y 5)) x) x) 1)
;; 4.1.5: if.
(check (if (> 3 2) 'yes 'no) 'yes (if (> 2 3) 'yes 'no) 'no (if (> 3 2) (- 3 2) (+ 3 2)) 1 (if #f #f #t) #t (if '() 1 2) 1 (if 0 1 2) 1 (if (if #f #f #t) 1 2) 1
       (call-with-values (lambda () (if #t (values 1 2) 3)) list) '(1 2) (call-with-values (lambda () (if #f 3 (values 1 2))) list) '(1 2)
       (let ((n 0)) (if #t (set! n 1) (set! n 2)) n) 1 (let ((n 0)) (if #f (set! n 1)) n) 0 (begin (if #f #f) 'unspecified-is-a-value) 'unspecified-is-a-value)
;; 4.1.6: set!
(define y 2)
(check (+ y 1) 3)
(set! y 4)
(check (+ y 1) 5 (let ((z 1)) (set! z (+ z 1)) (set! z (* z 10)) z) 20 (let ((z 1)) (let ((z 2)) (set! z 3)) z) 1 (let ((z 1)) ((lambda () (set! z 5))) z) 5
       (let* ((v 1) (get (lambda () v))) (set! v 2) (get)) 2 (letrec ((f (lambda () (set! f 5) f))) (f)) 5)
(summary)
