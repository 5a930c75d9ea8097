;;; R7RS 3.4: locations, what is stored in them, and what is newly allocated.
(import (scheme base) (scheme write) (scheme case-lambda))
(include "../check/check.scm")
;; What is fetched is eqv? to what was stored last.
(define object (list 'an 'object))
(define cell (cons #f #f))
(define box (vector #f #f))
(set-car! cell object)
(set-cdr! cell 1.5)
(vector-set! box 1 object)
(check (eqv? (car cell) object) #t (eqv? (cdr cell) 1.5) #t (eqv? (vector-ref box 1) object) #t (let ((v #f)) (set! v object) (eqv? v object)) #t
       (let ((s (make-string 2 #\a))) (string-set! s 1 #\λ) (list (string-ref s 0) (string-ref s 1) (string-length s))) '(#\a #\λ 2)
       (let ((b (make-bytevector 2 0))) (bytevector-u8-set! b 1 255) (bytevector-u8-ref b 1)) 255)
;; An object keeps its identity when what it holds changes.
(check (let* ((s (string #\a #\b)) (t s)) (string-set! s 0 #\x) (list t (eq? s t))) '("xb" #t)
       (let* ((p (list 1 2)) (q p)) (set-car! p 9) (list q (eq? p q))) '((9 2) #t)
       (let* ((v (vector 1 2)) (w v)) (vector-set! v 0 9) (list w (eq? v w))) '(#(9 2) #t))
;; New storage at each evaluation.
(check (eq? (list 1) (list 1)) #f (eq? (cons 1 2) (cons 1 2)) #f (eq? (vector 1) (vector 1)) #f (eq? (string #\a) (string #\a)) #f (eq? (make-string 1 #\a) (make-string 1 #\a)) #f
       (eq? (bytevector 1) (bytevector 1)) #f (let ((l (list 1 2))) (eq? l (list-copy l))) #f (let ((s (string #\a))) (eq? s (string-copy s))) #f
       (let ((l (list 1))) (eq? (append l '()) l)) #f (let ((tail (list 2))) (eq? (cdr (append '(1) tail)) tail)) #t
       (let ((f (lambda rest rest))) (eq? (f 1) (f 1))) #f (let ((l (list 1 2))) (eq? (apply list l) l)) #f (let ((l (list 1 2))) (eq? (apply (lambda rest rest) l) l)) #f
       (let ((l (list 1 2))) (eq? (apply (case-lambda (rest rest)) l) l)) #f)
;; Procedures with state are distinct, and a procedure is itself.
(check (let ((f (lambda () 1))) (eqv? f f)) #t (let ((make (lambda () (let ((n 0)) (lambda () (set! n (+ n 1)) n))))) (eqv? (make) (make))) #f
       (letrec ((f (lambda () (if (eqv? f g) 'both 'f))) (g (lambda () (if (eqv? f g) 'both 'g)))) (eqv? f g)) #f)
;; The empty list is one object; a literal is one object each time it is evaluated.
(check (eq? '() '()) #t (eq? (cdr (list 1)) '()) #t (let ((f (lambda () '(a)))) (eq? (f) (f))) #t (let ((f (lambda () "a"))) (eq? (f) (f))) #t (let ((f (lambda () '#(a)))) (eq? (f) (f))) #t
       (let ((x '(a))) (eq? x x)) #t)
;; What procedures make is mutable.
(check (let ((l (list 1 2))) (set-car! (cdr l) 3) l) '(1 3) (let ((s (string-append "ab" "c"))) (string-set! s 1 #\x) s) "axc" (let ((s (number->string 12))) (string-set! s 0 #\3) s) "32"
       (let ((v (list->vector '(1 2)))) (vector-set! v 0 3) v) '#(3 2) (let ((l (map values '(1 2)))) (set-car! l 3) l) '(3 2) (let ((s (list->string '(#\a)))) (string-set! s 0 #\b) s) "b"
       (let ((v (vector-map values '#(1 2)))) (vector-set! v 1 0) v) '#(1 0) (let ((s (string-copy "abc"))) (string-set! s 2 #\d) s) "abd" (let ((l (vector->list '#(1)))) (set-car! l 2) l) '(2)
       ((lambda rest (set-car! rest 5) rest) 1 2) '(5 2))
(summary)
