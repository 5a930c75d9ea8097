;;; R7RS 3.1: variables, keywords and the regions of their bindings.
(import (scheme base) (scheme write))
(include "../check/check.scm")

;; A mention refers to the innermost binding whose region contains it; without one, to the global one.
(define x 'global)
(define (get-x) x)
(check x 'global (let ((x 'let)) x) 'let (let ((x 1)) (let ((x 2)) x)) 2 (let ((x 1)) (let ((y x)) (let ((x 3)) (list x y)))) '(3 1)
       (let ((x 'inner)) (get-x)) 'global ((lambda (x) ((lambda (x) x) (list x))) 1) '(1) (let ((x 1)) ((lambda () x))) 1)

;; The region of each binding construct.
(check (let ((x 1)) (let ((x 2) (y x)) (list x y))) '(2 1)
       (let ((x 1)) (let* ((x 2) (y x)) (list x y))) '(2 2)
       (let ((f list)) (letrec ((f (lambda (n) (if (= n 0) 'done (f (- n 1)))))) (f 3))) 'done
       (let ((x 1)) (letrec* ((x 2) (y (+ x 1))) y)) 3
       (let ((x 1) (y 2)) (let-values (((x y) (values y x))) (list x y))) '(2 1)
       (let ((x 1)) (let*-values (((x) (values 5)) ((y) (values x))) y)) 5
       (let ((i 10)) (do ((i 0 (+ i 1)) (j i (+ j i))) ((= i 3) j))) 13
       (let ((loop 1)) (let loop ((i loop)) (if (number? i) (loop 'end) i))) 'end
       (let ((x 1)) (define y x) (let () (define x 2) (list x y))) '(2 1)
       ((lambda (a . b) (let ((b a) (a b)) (list a b))) 1 2) '((2) 1))

;; Bindings of keywords and of variables shadow each other.
(define-syntax seven (syntax-rules () ((_) 7)))
(check (seven) 7 (let ((seven (lambda () 8))) (seven)) 8 (let ((if (lambda (a b c) (list a b c)))) (if 1 2 3)) '(1 2 3)
       (let-syntax ((x (syntax-rules () ((_) 'keyword)))) (x)) 'keyword (let ((x 1)) (let-syntax ((x (syntax-rules () ((_ a) (list a))))) (x 5))) '(5)
       (let-syntax ((x (syntax-rules () ((_) 1)))) (let ((x 2)) x)) 2
       (let ((define 5) (lambda 6)) (+ define lambda)) 11 (let ((quote -)) '5) -5
       (let () (define (list . args) 'mine) (list 1)) 'mine
       (let ((begin list) (else #f)) (begin 1 (cond (else 2) (#t 3)))) '(1 3))

;; Each call makes fresh locations.
(define (counter)
  (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define first-counter (counter))
(define second-counter (counter))
(first-counter)
(check (first-counter) 2 (second-counter) 1
       (let ((getters (map (lambda (i) (lambda () i)) '(1 2 3)))) (map (lambda (get) (get)) getters)) '(1 2 3)
       (let ((getters '())) (do ((i 0 (+ i 1))) ((= i 3)) (set! getters (cons (lambda () i) getters))) (map (lambda (get) (get)) getters)) '(2 1 0))
;; Two closures over one location see each other's assignments.
(check (let ((n 1)) (let ((get (lambda () n)) (put (lambda (v) (set! n v)))) (put 5) (get))) 5)
(summary)
