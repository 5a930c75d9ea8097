;;; equal? of trees, vectors and strings.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (tree n) (if (= n 0) (list 'leaf "leaf" 1 #\c) (cons (tree (- n 1)) (vector (tree (- n 1)) n))))
(define one (tree 10))
(define two (tree 10))
(define numbers (let loop ((n 1000) (list '())) (if (= n 0) list (loop (- n 1) (cons n list)))))
(define copy (map (lambda (n) n) numbers))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (if (equal? one two) 1 0) (if (equal? numbers copy) 1 0)))))
(measure (lambda () (run 6000 0)))
