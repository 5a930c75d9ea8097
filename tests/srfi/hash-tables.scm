;;; SRFI 69: hash tables.
(import (scheme base) (scheme write) (scheme char) (suo sort) (srfi 69))
(include "../r7rs/check/check.scm")
(define (sorted l) (sort l <))
(define t (make-hash-table))
(hash-table-set! t 'a 1)
(hash-table-set! t "b" 2)
(check (hash-table? t) #t (hash-table? 1) #f (hash-table-ref t 'a) 1 (hash-table-ref t (string #\b)) 2 (outcome (hash-table-ref t 'c)) 'error (hash-table-ref t 'c (lambda () 7)) 7 (hash-table-ref/default t 'c 8) 8
       (hash-table-exists? t 'a) #t (hash-table-size t) 2 (begin (hash-table-delete! t 'a) (hash-table-size t)) 1 (begin (hash-table-update! t 'n (lambda (x) (+ x 1)) (lambda () 0)) (hash-table-ref t 'n)) 1
       (begin (hash-table-update!/default t 'n (lambda (x) (+ x 1)) 0) (hash-table-ref t 'n)) 2 (outcome (hash-table-update! t 'z car)) 'error)
(define ci (make-hash-table string-ci=? string-ci-hash))
(hash-table-set! ci "Hello" 1)
(hash-table-set! ci "hello" 2)
(check (hash-table-size ci) 1 (hash-table-ref ci "HELLO") 2 (begin (hash-table-delete! ci "heLLo") (hash-table->alist ci)) '() (hash-table-size ci) 0)
(define mod (make-hash-table (lambda (a b) (= (modulo a 10) (modulo b 10))) (lambda (n . bound) (modulo n 5))))
(do ((i 0 (+ i 1))) ((= i 30)) (hash-table-set! mod i i))
(check (hash-table-size mod) 10 (hash-table-ref mod 3) 23 (sorted (hash-table-values mod)) '(20 21 22 23 24 25 26 27 28 29) (sorted (hash-table-keys mod)) '(0 1 2 3 4 5 6 7 8 9)
       (let ((c (hash-table-copy mod))) (hash-table-set! c 3 0) (hash-table-delete! c 4) (list (hash-table-ref mod 3) (hash-table-ref c 13) (hash-table-size c) (hash-table-size mod))) '(23 0 9 10)
       (hash-table-fold mod (lambda (k v r) (+ v r)) 0) 245 (let ((s 0)) (hash-table-walk mod (lambda (k v) (set! s (+ s k)))) s) 45)
(define a (alist->hash-table '((1 . one) (2 . two) (1 . other)) =))
(check (hash-table-ref a 1) 'one (hash-table-ref a 1.0) 'one (hash-table-size (hash-table-merge! a (alist->hash-table '((1 . x) (3 . y))))) 3 (hash-table-ref a 1) 'x)
(check (= (hash "abc") (hash (string #\a #\b #\c))) #t (< -1 (hash '(a b) 10) 10) #t (= (string-ci-hash "aB" 100) (string-ci-hash "Ab" 100)) #t (let ((p (list 1))) (let ((h (hash-by-identity p))) (set-car! p 2) (= h (hash-by-identity p)))) #t
       (eq? equal? (hash-table-equivalence-function (make-hash-table))) #t (procedure? (hash-table-hash-function ci)) #t)
(summary)
