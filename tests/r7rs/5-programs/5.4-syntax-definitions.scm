;;; R7RS 5.4: define-syntax at top level and in bodies.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check (let ((x 1) (y 2)) (define-syntax swap! (syntax-rules () ((swap! a b) (let ((tmp a)) (set! a b) (set! b tmp))))) (swap! x y) (list x y)) '(2 1))
(define-syntax outer (syntax-rules () ((_) 'first)))
(define (use-first) (outer))
(define-syntax twice (syntax-rules () ((_ e) (begin e e))))
;; Local to the body, and before the definitions that use it.
(check (let () (define-syntax outer (syntax-rules () ((_) 'inner))) (outer)) 'inner (outer) 'first (let () (define-syntax five (syntax-rules () ((_) 5))) (define x (five)) (define-syntax six (syntax-rules () ((_) (+ x 1)))) (define y (six)) (list x y)) '(5 6)
       (let ((n 0)) (twice (set! n (+ n 1))) n) 2)
;; Internal macros see the body's variables, also later ones, and hide outer names in all of the body.
(check (let () (define-syntax get (syntax-rules () ((_) later))) (define later 'there) (get)) 'there (let ((x 'outer)) (define-syntax get (syntax-rules () ((_) x))) (define x 'inner) (get)) 'inner
       (let () (define-syntax m (syntax-rules () ((_ a) (define a 1)))) (m v) (m w) (list v w)) '(1 1)
       (let () (define-syntax odd (syntax-rules () ((_) #f) ((_ x . r) (even . r)))) (define-syntax even (syntax-rules () ((_) #t) ((_ x . r) (odd . r)))) (list (even 1 2) (odd 1 2) (odd 1))) '(#t #f #t))
;; Macros that define macros, in a body and at top level; a name for an old keyword.
(define-syntax define-adder (syntax-rules () ((_ name n) (define-syntax name (syntax-rules () ((_ x) (+ x n)))))))
(define-adder add5 5)
(check (add5 1) 6 (let ((k 10)) (define-adder add-k k) (let ((k 0)) (add-k 1))) 11 (let ((+ -)) (add5 1)) 6)
(define-syntax my-if if)
(define-syntax my-twice twice)
(check (my-if #t 1 2) 1 (let ((n 0)) (my-twice (set! n (+ n 1))) n) 2)
;; Redefining a keyword leaves former expansions as they are.
(check (use-first) 'first)
;; Recursive macros over definitions: a small record type of one's own.
(define-syntax define-fields (syntax-rules () ((_ make n) (define (make) '())) ((_ make n field . more) (begin (define (field object) (list-ref object n)) (define-fields make (+ n 1) . more)))))
(define-fields make-nothing 0 get-x get-y get-z)
(check (map (lambda (get) (get '(1 2 3))) (list get-x get-y get-z)) '(1 2 3) (make-nothing) '())
;; A keyword that is defined like a built-in one, in a body.
(check (let () (define-syntax if (syntax-rules () ((_ a b c) (cond (a c) (else b))))) (if #t 1 2)) 2 (let () (define-syntax define-twice (syntax-rules () ((_ a b v) (begin (define a v) (define b v))))) (define-twice p q 3) (+ p q)) 6
       (let () (define (if a b c) (list a b c)) (if 1 2 3)) '(1 2 3))
(summary)
