;;; R7RS 4: every 'it is an error' of the chapter about the form of expressions, and what the grammar of 7.1.3 does not allow, is refused.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme eval) (scheme case-lambda) (scheme lazy))
(include "../check/check.scm")
(include "../check/misuse.scm")
(define (environment-for-misuse) (environment '(scheme base) '(scheme case-lambda) '(scheme lazy)))
;; 4.1
(check (misused 'no-such-variable '(no-such-procedure 1) '() '(+ 1 ()) '(quote) '(quote a b) '(quote . a)) '()
       (misused '(lambda) '(lambda (x)) '(lambda x) '(lambda (x x) 1) '(lambda (x . x) 1) '(lambda (x y x) 1) '(lambda (1) 1) '(lambda ("a") 1) '(lambda 5 1) '(lambda (x . 5) 1) '(lambda ((x 1)) x) '(lambda . 5)) '()
       (misused '(lambda (x) (define y 1)) '(lambda () (define-values (a b) (values 1 2))) '(lambda () (define-syntax m (syntax-rules ()))) '(lambda () (begin))) '()
       (misused '(if) '(if 1) '(if 1 2 3 4) '(if . 1) '(if 1 2 . 3) '(set!) '(set! car) '(set! car 1 2) '(set! 5 1) '(set! "a" 1) '(set! (car x) 1) '(set! no-such-variable 1) '(set! if 1)) '()
       (misused '(1 2) '("a") '(#t) '(car) '(car 1 2) '((lambda (x) x)) '(+ 1 . 2) '(car . (1 . 2)) 'if 'else '=> '(else) '(=> 1) '(define) '(... 1)) '()
       (misused '(include) '(include 5) '(include "no such file anywhere.scm") '(include-ci name)) '())
;; 4.2.1
(check (misused '(cond 1) '(cond ()) '(cond (else)) '(cond (else 1) (#t 2)) '(cond (1 =>)) '(cond (1 => car cdr)) '(cond . 1) '(cond (#t . 1))) '()
       (misused '(case) '(case 1 (2 3)) '(case 1 ((2))) '(case 1 (else)) '(case 1 (else 2) ((1) 3)) '(case 1 ((1) =>)) '(case 1 ((1 . 2) 3)) '(case 1 . 2) '(case 1 (else =>))) '()
       (misused '(and . 1) '(or 1 . 2) '(when) '(unless) '(when . 1) '(cond-expand 5) '(cond-expand ((and . r7rs) 1)) '(cond-expand ((not) 1)) '(cond-expand ((library) 1)) '(cond-expand ((no-operator r7rs) 1))) '())
;; 4.2.2
(check (misused '(let) '(let ((x 1))) '(let ((x)) 1) '(let (x) 1) '(let ((x 1 2)) 1) '(let ((5 1)) 1) '(let ((x 1) (x 2)) 1) '(let x) '(let x ((y 1))) '(let loop ((x 1) (x 2)) 1) '(let loop (x) 1) '(let ((x 1)) . 2) '(let ((x . 1)) x) '(let 5 ((x 1)) x)) '()
       (misused '(let*) '(let* ((x)) 1) '(let* ((x 1))) '(let* (x) 1) '(letrec) '(letrec ((x 1) (x 2)) 1) '(letrec ((x)) 1) '(letrec ((x 1))) '(letrec* ((x 1) (x 2)) 1) '(letrec* ((x)) 1) '(letrec* ((5 1)) 1)) '()
       (misused '(let-values) '(let-values (((a) 1)) ) '(let-values (((a a) (values 1 2))) 1) '(let-values (((a) 1) ((a) 2)) 1) '(let-values ((5 1)) 1) '(let-values (((a))) 1) '(let*-values (((a a) (values 1 2))) 1) '(let*-values (((5) 1)) 1)) '()
       (misused '(letrec ((a b) (b 1)) a) '(letrec* ((a b) (b 1)) a) '(let-values (((a b) 1)) a)) '())
;; 4.2.3, 4.2.4
(check (misused '(begin . 1) '(let () (begin)) '(do) '(do ()) '(do ((x)) (#t)) '(do ((x 1 2 3)) (#t)) '(do (x) (#t)) '(do ((x 1) (x 2)) (#t)) '(do ((5 1)) (#t)) '(do () ()) '(do ((x 1)) #t)) '())
;; 4.2.5 to 4.2.9
(check (misused '(delay) '(delay 1 2) '(delay-force) '(delay-force 1 2) '(parameterize) '(parameterize ((1))) '(parameterize ((1 2 3)) 4) '(parameterize ((car 1)) 2) '(parameterize ((5 1)) 2)) '()
       (misused '(guard) '(guard e 1) '(guard (5 (#t 1)) 2) '(guard (e (else 1) (#t 2)) 3) '(guard (e 5) 1) '(guard (e (#t 1)))) '()
       (misused '(quasiquote) '(quasiquote a b) '(unquote a) '(unquote-splicing a) '(quasiquote (unquote-splicing '(1))) '(quasiquote (1 . (unquote-splicing '(2)))) '(quasiquote ((unquote-splicing 5) 1))) '()
       (misused '(case-lambda 5) '(case-lambda (x)) '(case-lambda ((x x) 1)) '(case-lambda ((5) 1)) '((case-lambda ((a) 1)) 1 2) '((case-lambda))) '())
;; 4.3
(check (misused '(let-syntax) '(let-syntax ((m)) 1) '(let-syntax ((m 5)) 1) '(let-syntax ((m (syntax-rules () ((_) 1)) (m (syntax-rules () ((_) 2))))) 1) '(let-syntax ((m (syntax-rules ()) (m (syntax-rules ())))) 1)
                '(let-syntax ((m (syntax-rules ())) (m (syntax-rules ()))) 1) '(letrec-syntax ((m (syntax-rules ())) (m (syntax-rules ()))) 1) '(let-syntax ((5 (syntax-rules ()))) 1) '(let-syntax ((m (syntax-rules ()))))) '()
       (misused '(define-syntax m (syntax-rules)) '(define-syntax m (syntax-rules 5)) '(define-syntax m (syntax-rules (5))) '(define-syntax m (syntax-rules () 5)) '(define-syntax m (syntax-rules () ((_))))
                '(define-syntax m (syntax-rules () ((_) 1 2))) '(define-syntax m (syntax-rules () (_ 1))) '(define-syntax m (syntax-rules () (#(_) 1))) '(define-syntax m (syntax-rules () ((_ a a) 1))) '(define-syntax m (syntax-rules () ((_ a ... b ...) 1)))
                '(define-syntax m (syntax-rules () ((_ a ...) a))) '(define-syntax m (syntax-rules () ((_ a) (a ...)))) '(define-syntax m (syntax-rules () ((_ (a ...) ...) (a ...)))) '(define-syntax m (syntax-rules () ((_ ...) 1)))
                '(define-syntax m (syntax-rules (...) ((_ a) (b ...)) . 5)) '(define-syntax m (syntax-rules () ((_ . #(a ... b ...)) 1))) '(define-syntax m car) '(define-syntax m 5) '(define-syntax m (lambda (x) x)) '(define-syntax m) '(define-syntax 5 (syntax-rules ()))
                '(define-syntax (m x) (syntax-rules ())) '(syntax-rules () ((_) 1)) '(define-syntax m no-such-macro)) '()
       (misused '(let-syntax ((m (syntax-rules () ((_ a) a)))) (m)) '(let-syntax ((m (syntax-rules () ((_ a) a)))) (m 1 2)) '(let-syntax ((m (syntax-rules () ((_ a) a)))) m) '(let-syntax ((m (syntax-rules () ((_ 1) 2)))) (m 2))
                '(let-syntax ((m (syntax-rules () ((_ (a ...) (b ...)) '((a b) ...))))) (m (1 2) (3))) '(let-syntax ((m (syntax-rules () ((_ a) a)))) (set! m 1)) '(let-syntax ((m (syntax-rules () ((_) no-such-variable)))) (m))) '())
;; 4.3.3
(define (message-of form)
  (guard (e ((error-object? e) (error-object-message e)))
    (eval form (environment '(scheme base)))))
(define (contains? text part)
  (let loop ((start 0))
    (and (<= (+ start (string-length part)) (string-length text))
         (or (string=? part (substring text start (+ start (string-length part)))) (loop (+ start 1))))))
(define simple-let
  '(define-syntax simple-let
     (syntax-rules ()
       ((_ (head ... ((x . y) val) . tail) body1 body2 ...) (syntax-error "expected an identifier but got" (x . y)))
       ((_ ((name val) ...) body1 body2 ...) ((lambda (name ...) body1 body2 ...) val ...)))))
(check (misused '(syntax-error "stop" 1 2) '(let () (syntax-error "stop")) '(syntax-error) '(syntax-error 5) '(if #f (syntax-error "also where it is not reached"))
                '(let-syntax ((m (syntax-rules () ((_ x) x) ((_ . x) (syntax-error "one please" x))))) (m 1 2))) '()
       (contains? (message-of '(syntax-error "no such colour" (blue 2))) "no such colour (blue 2)") #t
       (eval `(let () ,simple-let (simple-let ((x 1) (y 2)) (+ x y))) (environment '(scheme base))) 3
       (contains? (message-of `(let () ,simple-let (simple-let ((x 1) ((y . z) 2)) x))) "expected an identifier but got (y . z)") #t)
(summary)
