;;; Generators from call/cc: tree walks in step, same fringe, generators that feed each other, early abandonment.
(import (scheme base) (scheme write))

;; (make-generator procedure): the procedure gets `yield`; each call of the generator gives the next value, then the eof object.
(define (make-generator procedure)
  (define return #f)
  (define resume #f)
  (define (yield value)
    (call/cc (lambda (k) (set! resume k) (return value))))
  (lambda ()
    (call/cc
     (lambda (k)
       (set! return k)
       (if resume
           (resume #f)
           (begin
             (procedure yield)
             (set! resume (lambda (ignored) (return (eof-object))))
             (return (eof-object))))))))

(define (tree-generator tree)
  (make-generator
   (lambda (yield)
     (let walk ((tree tree))
       (cond ((null? tree) #f)
             ((pair? tree) (walk (car tree)) (walk (cdr tree)))
             (else (yield tree)))))))

(define (collect generator)
  (let loop ((values '()))
    (let ((value (generator)))
      (if (eof-object? value) (reverse values) (loop (cons value values))))))

(define (same-fringe? a b)
  (let ((next-a (tree-generator a)) (next-b (tree-generator b)))
    (let loop ()
      (let ((x (next-a)) (y (next-b)))
        (cond ((and (eof-object? x) (eof-object? y)) #t)
              ((eqv? x y) (loop))
              (else (list (if (eof-object? x) 'end x) (if (eof-object? y) 'end y))))))))

(define (integers-from n) (make-generator (lambda (yield) (let loop ((n n)) (yield n) (loop (+ n 1))))))
(define (filter keep? generator)
  (make-generator
   (lambda (yield)
     (let loop ()
       (let ((value (generator)))
         (unless (eof-object? value)
           (when (keep? value) (yield value))
           (loop)))))))
(define (take n generator)
  (let loop ((n n) (values '()))
    (if (= n 0) (reverse values) (loop (- n 1) (cons (generator) values)))))
(define (primes)
  (make-generator
   (lambda (yield)
     (let loop ((source (integers-from 2)))
       (let ((prime (source)))
         (yield prime)
         (loop (filter (lambda (n) (not (= 0 (remainder n prime)))) source)))))))

(define (show x) (write x) (newline))
(show (collect (tree-generator '((1 2) (3 (4 (5)) 6) ((7))))))
(show (same-fringe? '(1 (2 3)) '((1 2) 3)))
(show (same-fringe? '(1 2 3) '(1 (4) 3)))
(show (same-fringe? '(a b) '(a b (c))))
(show (take 25 (primes)))
(define g (tree-generator '(x (y))))
(show (list (g)))
(show (list (g)))
(show (eof-object? (g)))
(show (eof-object? (g)))
;; A long one: the generator's continuation must not grow from step to step.
(let ((next (integers-from 0)))
  (let loop ((i 0) (sum 0))
    (if (= i 100000) (show sum) (loop (+ i 1) (+ sum (next))))))
