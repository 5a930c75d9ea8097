;;; R7RS 4.3, 4.3.1: hygiene, let-syntax and letrec-syntax.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check (let-syntax ((given-that (syntax-rules () ((given-that test stmt1 stmt2 ...) (if test (begin stmt1 stmt2 ...)))))) (let ((if #t)) (given-that if (set! if 'now)) if)) 'now
       (let ((x 'outer)) (let-syntax ((m (syntax-rules () ((m) x)))) (let ((x 'inner)) (m)))) 'outer
       (letrec-syntax ((my-or (syntax-rules () ((my-or) #f) ((my-or e) e) ((my-or e1 e2 ...) (let ((temp e1)) (if temp temp (my-or e2 ...)))))))
         (let ((x #f) (y 7) (temp 8) (let odd?) (if even?)) (my-or x (let temp) (if y) y))) 7)
;; An inserted binding is renamed: variables of let, lambda, do, named let, internal definitions, keywords.
(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define-syntax with-lambda (syntax-rules () ((_ e) ((lambda (x) (list x e)) 'inner))))
(define-syntax with-do (syntax-rules () ((_ e) (do ((i 0 (+ i 1)) (l '() (cons e l))) ((= i 3) l)))))
(define-syntax with-loop (syntax-rules () ((_ e) (let loop ((n 0)) (if (= n 2) e (loop (+ n 1)))))))
(define-syntax with-define (syntax-rules () ((_ e) (let () (define x 'inner) (list x e)))))
(define-syntax with-letrec (syntax-rules () ((_ e) (letrec ((x (lambda () 'inner))) (list (x) e)))))
(define-syntax with-values (syntax-rules () ((_ e) (let-values (((x . y) (values 1 2))) (list x y e)))))
(define-syntax with-guard (syntax-rules () ((_ e) (guard (x (#t (list x e))) (raise 'inner)))))
(define-syntax with-syntax-inside (syntax-rules () ((_ e) (let-syntax ((x (syntax-rules () ((_) 'inner)))) (list (x) e)))))
(check (let ((tmp 1) (other 2)) (swap! tmp other) (list tmp other)) '(2 1) (let ((x 'outer)) (with-lambda x)) '(inner outer) (let ((i 'outer) (l 'list)) (with-do (list i l))) '((outer list) (outer list) (outer list)) (let ((loop 'outer) (n 5)) (with-loop (list loop n))) '(outer 5)
       (let ((x 'outer)) (with-define x)) '(inner outer) (let ((x 'outer)) (with-letrec x)) '(inner outer) (let ((x 'outer) (y 'too)) (with-values (list x y))) '(1 (2) (outer too)) (let ((x 'outer)) (with-guard x)) '(inner outer) (let ((x 'outer)) (with-syntax-inside x)) '(inner outer))
;; An inserted free identifier means what it meant at the definition.
(define global 'global)
(define-syntax get-global (syntax-rules () ((_) global)))
(define-syntax use-cond (syntax-rules () ((_ a b) (cond (a => list) (else b)))))
(check (let ((global 'local)) (get-global)) 'global (let ((list vector) (cond 1) (else #f) (=> 2)) (use-cond 1 2)) '(1) (let ((list vector) (cond 1) (else #f)) (use-cond #f 2)) 2 (let ((car cdr)) (let-syntax ((first (syntax-rules () ((_ l) (car l))))) (let ((car list)) (first '(1 2))))) '(2)
       (let ((quote list)) (let-syntax ((q (syntax-rules () ((_ x) 'x)))) (let ((x 5)) (q x)))) '(5))
(set! global 'changed)
(check (get-global) 'changed)
;; The same inserted name in two uses is two identifiers; given by the user it is one.
(define-syntax bind-two (syntax-rules () ((_ (name value) body) (let ((name value)) (let ((x 'mine)) body)))))
(check (bind-two (x 'yours) x) 'yours (bind-two (x 1) (bind-two (y 2) (list x y))) '(1 2))
;; let-syntax does not see itself, letrec-syntax does; bodies have definitions; keywords are local.
(define-syntax m (syntax-rules () ((_) 'outer) ((_ x) (list 'outer x))))
(check (let-syntax ((m (syntax-rules () ((_) (m 1))))) (m)) '(outer 1) (letrec-syntax ((m (syntax-rules () ((_) (m 1)) ((_ x) (list 'inner x))))) (m)) '(inner 1) (letrec-syntax ((a (syntax-rules () ((_ x) (b x)))) (b (syntax-rules () ((_ x) (list 'b x))))) (a 1)) '(b 1)
       (let-syntax ((a (syntax-rules () ((_) (m))))) (let-syntax ((m (syntax-rules () ((_) 'inner)))) (a))) 'outer (let-syntax () 5) 5 (letrec-syntax () 1 2) 2 (let-syntax ((k (syntax-rules () ((_) 1)))) (define x (k)) (define y (+ x 1)) (list x y)) '(1 2)
       (let ((x 1)) (let-syntax ((x (syntax-rules () ((_) 2)))) (x))) 2 (let-syntax ((x (syntax-rules () ((_) 2)))) (let ((x (x))) x)) 2 (call-with-values (lambda () (let-syntax ((two (syntax-rules () ((_) (values 1 2))))) (two))) list) '(1 2))
;; A keyword can shadow a variable and a built-in keyword, and the other way round.
(check (let-syntax ((if (syntax-rules () ((_ a b c) (cond (a c) (else b)))))) (if #t 1 2)) 2 (let-syntax ((list (syntax-rules () ((_ a ...) (vector a ...))))) (list 1 2)) '#(1 2) (let ((m (lambda () 'variable))) (m)) 'variable (let () (define (m) 'defined) (m)) 'defined)
;; Macros in operator position only expand there: an argument that is a use, a use that gives a use.
(define-syntax ten (syntax-rules () ((_) 10)))
(define-syntax call (syntax-rules () ((_ f a ...) (f a ...))))
(check (+ (ten) (ten)) 20 (call + 1 2) 3 (call call call + 1 2) 3 (call ten) 10 (call if #t 1 2) 1 (call let ((x 1)) x) 1 (call quote a) 'a ((call lambda (x) (list x)) 1) (list 1))
(summary)
