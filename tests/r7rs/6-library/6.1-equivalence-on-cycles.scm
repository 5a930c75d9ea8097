;;; R7RS 6.1: equal? ends on circular data, and sharing does not make it slow.
;; engines: native executable collecting
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define (ring length)
  (let ((list (make-list length 'a)))
    (set-cdr! (list-tail list (- length 1)) list)
    list))
(define (vector-ring length)
  (let ((first (vector 1 #f)))
    (let loop ((index 1) (last first))
      (if (= index length)
          (begin (vector-set! last 1 first) first)
          (let ((next (vector 1 #f)))
            (vector-set! last 1 next)
            (loop (+ index 1) next))))))
;; A tree of 2^depth leaves in depth pairs.
(define (shared-tree depth leaf)
  (if (= depth 0) leaf (let ((tree (shared-tree (- depth 1) leaf))) (cons tree tree))))
(define (shared-vectors depth leaf)
  (if (= depth 0) leaf (let ((tree (shared-vectors (- depth 1) leaf))) (vector tree tree tree))))
(define (spine length leaf) (let loop ((list leaf) (index 0)) (if (= index length) list (loop (cons index list) (+ index 1)))))
(check (equal? (ring 3) (ring 5)) #t (equal? (ring 3000) (ring 5000)) #t (equal? (ring 3) (cons 'b (ring 3))) #f (let ((r (ring 10))) (equal? r (cdr r))) #t
       (equal? (vector-ring 7) (vector-ring 12)) #t (equal? (vector-ring 7) (vector 1 (vector 2 (vector-ring 7)))) #f)
(check (equal? (shared-tree 200 "leaf") (shared-tree 200 (string #\l #\e #\a #\f))) #t (equal? (shared-tree 200 1) (shared-tree 200 2)) #f
       (equal? (shared-vectors 100 1.5) (shared-vectors 100 1.5)) #t (equal? (shared-vectors 100 1.5) (shared-vectors 100 1)) #f
       (equal? (cons (ring 5) (shared-tree 100 'x)) (cons (ring 4) (shared-tree 100 'y))) #f)
(check (equal? (spine 200000 '()) (spine 200000 '())) #t (equal? (spine 200000 '()) (spine 200000 'x)) #f
       (equal? (make-vector 100000 '(1 . "x")) (make-vector 100000 (list 1))) #f (equal? (make-vector 100000 '(1 . "x")) (make-vector 100000 (cons 1 "x"))) #t)
(check (equal? 2 2.0) #f (equal? 0.0 -0.0) #f (equal? "ab" "ab") #t (equal? #u8(1 2) #u8(1 2)) #t (equal? (expt 10 30) (expt 10 30)) #t (equal? car car) #t (equal? '#() '#()) #t
       (equal? '(a #(b "c" #u8(1)) . 2.5) '(a #(b "c" #u8(1)) . 2.5)) #t)
(summary)
