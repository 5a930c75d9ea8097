;;; R7RS 6.12: environment, scheme-report-environment, null-environment, interaction-environment, eval.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme eval) (scheme repl) (scheme r5rs))
(include "../check/check.scm")
(define base (environment '(scheme base)))
(check (eval '(* 7 3) base) 21 (let ((f (eval '(lambda (f x) (f x x)) (null-environment 5)))) (f + 10)) 20 (eval 5 base) 5 (eval "text" base) "text" (eval ''a base) 'a (eval '(quote (1 2)) base) '(1 2) (procedure? (eval 'car base)) #t (eval '((lambda (x) (+ x 1)) 2) base) 3
       (call-with-values (lambda () (eval '(values 1 2 3) base)) list) '(1 2 3) (eval (list '+ 1 2) base) 3 (eval (list car ''(1 2)) base) 1 (eval '(let loop ((i 0)) (if (< i 10) (loop (+ i 1)) i)) base) 10
       (eval '(let-syntax ((twice (syntax-rules () ((_ x) (list x x))))) (twice 1)) base) '(1 1) (eval '(begin 1 2) base) 2 (eval '#(1 2) base) #(1 2) (eval '(if #f #f #t) base) #t)
;; Only what was imported is there, under the names that the import sets give.
(check (eval '(let ((x 1)) x) (environment '(only (scheme base) let))) 1 (outcome (eval '(car '(1)) (environment '(only (scheme base) quote)))) 'error (eval '(b:car '(1 2)) (environment '(prefix (only (scheme base) car quote) b:) '(only (scheme base) quote))) 1
       (eval '(first '(1 2)) (environment '(rename (scheme base) (car first)))) 1 (outcome (eval '(car '(1 2)) (environment '(rename (scheme base) (car first))))) 'error (outcome (eval '(cdr '(1 2)) (environment '(except (scheme base) cdr)))) 'error (eval '(char-upcase #\a) (environment '(scheme char))) #\A
       (eval '(sqrt 16) (environment '(scheme base) '(scheme inexact))) 4 (outcome (eval 'undefined-name base)) 'error (outcome (eval '(display 1) base)) 'error (outcome (environment '(no such library))) 'error (outcome (eval '(+ 1 2) (environment))) 'error
       (eval '(hash-table-ref/default (let ((t (make-equal-hash-table))) (hash-table-set! t "k" 'v) t) "k" 'none) (environment '(scheme base) '(suo hash-table))) 'v)
;; Its bindings are immutable.
(check (outcome (eval '(define foo 32) base)) 'error (outcome (eval '(set! car cdr) base)) 'error (outcome (eval '(define car 1) base)) 'error (eval '(car '(1 2)) base) 1 (outcome (eval '(define-syntax if (syntax-rules ())) base)) 'error (eval '(if #t 1 2) base) 1
       (outcome (eval '(begin (define a 1) (define b 2)) base)) 'error (outcome (eval '(define-record-type r (m) p?) base)) 'error (outcome (eval '(define-values (a b) (values 1 2)) base)) 'error (outcome (eval '(import (scheme write)) base)) 'error (outcome (eval 'foo base)) 'error
       (eval '(let () (define local 1) local) base) 1)
;; R5RS environments: its names and nothing else.
(define r5rs (scheme-report-environment 5))
(check (eval '(let ((x 2)) (* x 21)) r5rs) 42 (eval '(exact->inexact 1) r5rs) 1.0 (eval '(cadddr '(1 2 3 4)) r5rs) 4 (eval '(force (delay 1)) r5rs) 1 (outcome (eval '(vector-map car #()) r5rs)) 'error (eval '(if #t 'yes 'no) (null-environment 5)) 'yes (outcome (eval '(car '(1)) (null-environment 5))) 'error
       (eval '(let loop ((x 'a)) x) (null-environment 5)) 'a (eval '(case 1 ((1) 'one) (else 'other)) (null-environment 5)) 'one (outcome (scheme-report-environment 99)) 'error (outcome (null-environment 99)) 'error)
;; The interaction environment is mutable, and one.
(define top (interaction-environment))
(check (begin (eval '(define answer 42) top) (eval 'answer top)) 42 (begin (eval '(set! answer (+ answer 1)) top) (eval 'answer (interaction-environment))) 43 (begin (eval '(define (double x) (* 2 x)) top) (eval '(double answer) top)) 86 (begin (eval '(define-values (p q) (values 1 2)) top) (eval '(list p q) top)) '(1 2)
       (begin (eval '(define-record-type point (make-point x) point? (x point-x)) top) (eval '(point-x (make-point 5)) top)) 5 (begin (eval '(define-syntax swap (syntax-rules () ((_ a b) (list b a)))) top) (eval '(swap 1 2) top)) '(2 1) (begin (eval '(begin (define one 1) (define two 2)) top) (eval '(+ one two) top)) 3
       (begin (eval '(define (car x) 'mine) top) (list (eval '(car '(1 2)) top) (car '(1 2)))) '(mine 1))
;; Errors inside, continuations and exceptions through eval; ill-formed expressions are errors to catch.
(check (guard (e (#t (list 'caught e))) (eval '(raise 'x) base)) '(caught x) (call/cc (lambda (k) (eval (list k 5) base) 6)) 5 (outcome (eval '(car 5) base)) 'error (outcome (eval '(if) base)) 'error (outcome (eval '(lambda) base)) 'error (outcome (eval '(let ((x)) x) base)) 'error (outcome (eval '() base)) 'error
       (outcome (eval '(1 . 2) base)) 'error (with-exception-handler (lambda (e) 10) (lambda () (eval '(+ 1 (raise-continuable 'c)) base))) 11 (outcome (eval 1 'no-environment)) 'error)
;; Circular data are constants like others, the very objects, and an error to be caught where they would be code.
(define circle (list 'a 'b))
(set-cdr! (cdr circle) circle)
(check (eq? circle (eval (list 'quote circle) base)) #t (list-ref (eval `(cdr ',circle) base) 2) 'b (eval `(equal? ',circle '#0=(a b a b . #0#)) base) #t (caddr (eval '(let ((x '(1 . #1=(2 3 . #1#)))) x) base)) 3
       (vector-ref (vector-ref (eval (list 'quote '#2=#(x #2#)) base) 1) 0) 'x (eval `(begin (define-syntax both (syntax-rules () ((_ x) (list (list-ref 'x 0) (list-ref x 1))))) (both ',circle)) (interaction-environment)) '(quote b)
       (outcome (eval circle base)) 'error (outcome (eval `(list . ,circle) base)) 'error (outcome (eval '#3=(quote #3#) base)) 'error (length (eval `(quote ,(make-list 50000 'x)) base)) 50000)
;; What a form with a mistake would have defined is not defined; what was defined before stays.
(define (try form) (outcome (eval form top)))
(check (try '(define-syntax mistaken (foo))) 'error (try '(mistaken 1)) 'error (try '(begin (define early 1) (if))) 'error (try 'early) 'error (try '(begin (define kept 1) kept)) 1 (try '(define-syntax kept (foo))) 'error (try 'kept) 1
       (try '(begin (define-syntax kept (syntax-rules () ((_) 2))) (kept))) 2 (try '(define-syntax kept (syntax-rules))) 'error (try '(kept)) 2 (try '(begin (define kept 3) (let))) 'error (try '(kept)) 2 (try '(define-syntax kept mistaken)) 'error (try '(kept)) 2)
;; Errors tell the names that were written, also of what macros define and of names with marks in them.
(define (unbound form) (guard (e (#t (error-object-irritants e))) (eval form top)))
(try '(define-syntax inserts (syntax-rules () ((_) (begin (define (hidden) missing) (hidden))))))
(check (unbound 'early) '(early) (unbound '(inserts)) '(missing) (unbound '(inserts)) '(missing) (unbound 'a@b) '(a@b) (unbound 'a~2) '(a~2) (unbound '(let () a~2@b.c)) '(a~2@b.c) (unbound '(let () |~|)) '(|~|) (unbound '@) '(@))
;; A transformer may mention what is defined later, when that is there before the macro is used.
(eval '(import (suo syntax)) top)
(try '(define-syntax early-bird (er-macro-transformer (lambda (form rename compare) (worm (cadr form))))))
(check (try '(early-bird 1)) 'error (try 'worm) 'error (try '(begin (define (worm x) (list '+ x 1)) (worm 1))) '(+ 1 1) (try '(early-bird 1)) 2)
(try '(define-syntax other-bird (er-macro-transformer (lambda (form rename compare) (nest (cadr form))))))
(check (try '(begin (define (bird) (nest 1)) (bird))) 'error (try '(begin (define (nest x) (list '* x 5)) (bird))) '(* 1 5) (try '(other-bird 2)) 10)
(summary)
