;;; Many times more allocation than memory kept: lists, vectors and closures survive collections.
;; collect every: 50000
(import (primitives) (core-syntax))
(include "print.scm")
(define (iota n) (let loop ((i n) (list '())) (if (%fx= i 0) list (loop (%fx- i 1) (cons i list)))))
(define (sum list) (let loop ((l list) (n 0)) (if (null? l) n (loop (cdr l) (%fx+ n (car l))))))
(define kept (iota 10000))
(define keeper (let ((v (vector kept (iota 5) (lambda () kept)))) (lambda () v)))
(define (churn rounds total)
  (if (%fx= rounds 0)
      total
      (churn (%fx- rounds 1) (%fx+ total (sum (iota 1000))))))
(print (churn 20000 0))
(print (sum kept))
(print (sum ((vector-ref (keeper) 2))))
(print (sum (vector-ref (keeper) 1)))
(define (build n) (if (%fx= n 0) '() (cons (vector n n) (build (%fx- n 1)))))
(define (check list n)
  (if (null? list)
      n
      (check (cdr list) (if (eq? (vector-ref (car list) 0) (vector-ref (car list) 1)) (%fx+ n 1) n))))
(print (check (build 300000) 0))
(leave)
