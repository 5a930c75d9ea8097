;;; R7RS 6.1: eq?, eqv? and equal? on every type of object.
(import (scheme base) (scheme write))
(include "../check/check.scm")

;; A predicate gives a boolean, whatever the arguments; the unspecified examples of the report too.
(define-syntax boolean-check
  (syntax-rules () ((_ expression ...) (begin (check (boolean? expression) #t) ...))))
(boolean-check (eqv? "" "") (eqv? '#() '#()) (eqv? (lambda (x) x) (lambda (x) x)) (eqv? (lambda (x) x) (lambda (y) y)) (eqv? '(a) '(a)) (eqv? "a" "a")
               (eqv? '(b) (cdr '(a b))) (eq? 2 2) (eq? #\A #\A) (eq? "" "") (eq? '#() '#()) (eq? 1.5 1.5) (eq? (expt 10 30) (expt 10 30)))

(define (sqrt-of-two) (* 1.4142135623730951 1.0))
;; #t of eqv?: the same boolean, symbol, exact number, character, the empty list.
(check (eqv? #t #t) #t (eqv? #f #f) #t (eqv? #t #true) #t (eqv? 'a 'a) #t (eqv? (string->symbol "a b") '|a b|) #t (eqv? 2 2) #t (eqv? 100000000 100000000) #t
       (eqv? (expt 10 40) (* (expt 10 20) (expt 10 20))) #t (eqv? -7 (- 7)) #t (eqv? #\a #\a) #t (eqv? #\a (string-ref "a" 0)) #t (eqv? #\x1F600 (integer->char #x1F600)) #t
       (eqv? '() '()) #t (eqv? '() (list)) #t (eqv? 1.5 1.5) #t (eqv? 1.5 (/ 3.0 2)) #t (eqv? 0.0 0.0) #t (eqv? -0.0 (- 0.0)) #t (eqv? (sqrt-of-two) (sqrt-of-two)) #t)

;; #f: different types, unequal, exact beside inexact, zeros that behave differently.
(check (eqv? #t #f) #f (eqv? #f '()) #f (eqv? #f 'nil) #f (eqv? #f 0) #f (eqv? '() 'nil) #f (eqv? 'a "a") #f (eqv? #\a "a") #f (eqv? #\a 'a) #f (eqv? 65 #\A) #f (eqv? 'a 'b) #f
       (eqv? 'abc 'ABC) #f (eqv? 2 2.0) #f (eqv? 2 3) #f (eqv? (expt 10 40) (+ 1 (expt 10 40))) #f (eqv? (expt 2 62) (- (expt 2 62))) #f (eqv? 0.0 -0.0) #f (eqv? 0 0.0) #f
       (eqv? 0 -0.0) #f (eqv? 1.5 1.5000000000000002) #f (eqv? #\a #\A) #f (eqv? '() '#()) #f (eqv? "" '()) #f (eqv? 100000000000000000000 1e20) #f)

;; Locations: fresh ones differ, one is itself.
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define (self predicate object) (predicate object object))
(check (eqv? (cons 1 2) (cons 1 2)) #f (eqv? (list 'a) (list 'a)) #f (eqv? (vector 1) (vector 1)) #f (eqv? (bytevector 1) (bytevector 1)) #f (eqv? (make-point 1 2) (make-point 1 2)) #f
       (eqv? (string #\a) (string #\a)) #f (eq? (list 'a) (list 'a)) #f (eq? (vector 1) (vector 1)) #f (eq? (bytevector 1) (bytevector 1)) #f (eq? (make-point 1 2) (make-point 1 2)) #f
       (eq? (string #\a) (string #\a)) #f)
(check (self eqv? '(a)) #t (self eqv? (list 1)) #t (self eqv? (vector 1 2)) #t (self eqv? "abc") #t (self eqv? (bytevector 1)) #t (self eqv? (make-point 1 2)) #t
       (self eq? '(a)) #t (self eq? '#()) #t (self eq? (vector)) #t (self eq? "") #t (self eq? (bytevector)) #t (self eq? (make-point 1 2)) #t (self eq? car) #t (self eq? (lambda (x) x)) #t
       (self eq? 'a) #t (self eq? '()) #t (self eq? #t) #t (self eq? #f) #t (eq? car car) #t (eq? 'a 'b) #f (eq? '() '()) #t (eq? #t #t) #t (eq? #t #f) #f (eq? '() #f) #f)
;; A mutation is seen through every name of the location.
(check (let* ((p (make-point 1 2)) (q p)) (set-point-x! p 9) (list (eqv? p q) (point-x q))) '(#t 9)
       (let* ((a (list 1 2)) (b (cdr a))) (set-car! b 'x) (list a (eq? b (cdr a)))) '((1 x) #t))

;; Procedures with local state of their own differ; one procedure is itself.
(define (caddr-of list) (car (cdr (cdr list))))
(define (make-counter)
  (let ((n 0))
    (lambda () (set! n (+ n 1)) n)))
(check (let ((g (make-counter))) (eqv? g g)) #t (eqv? (make-counter) (make-counter)) #f (eqv? (lambda () 1) (lambda () 2)) #f (let ((p (lambda (x) x))) (eqv? p p)) #t
       (letrec ((f (lambda () (if (eqv? f g) 'f 'both))) (g (lambda () (if (eqv? f g) 'g 'both)))) (eqv? f g)) #f
       (let ((f (lambda () 1))) (let ((table (list f car f))) (list (eqv? (car table) (caddr-of table)) (eqv? f car)))) '(#t #f))

;; equal? looks into pairs, vectors, strings and bytevectors, and is eqv? elsewhere.
(check (equal? 'a 'a) #t (equal? '(a) '(a)) #t (equal? '(a (b) c) '(a (b) c)) #t (equal? '(a (b) c) '(a (b) d)) #f (equal? "abc" "abc") #t (equal? "abc" "abC") #f (equal? "abc" "ab") #f
       (equal? 2 2) #t (equal? 2 2.0) #f (equal? 0.0 -0.0) #f (equal? (make-vector 5 'a) (make-vector 5 'a)) #t (equal? #(1 2 3) #(1 2)) #f (equal? #(1 #(2 "x")) (vector 1 (vector 2 (string #\x)))) #t
       (equal? #u8(1 2 3) (bytevector 1 2 3)) #t (equal? #u8(1 2 3) #u8(1 2 4)) #f (equal? #u8(1 2) #u8(1 2 3)) #f (equal? '(1 . 2) '(1 . 2)) #t (equal? '(1 . 2) '(1 2)) #f (equal? '() '()) #t
       (equal? '() #()) #f (equal? #() #u8()) #f (equal? "" #()) #f (equal? "" "") #t (equal? #() #()) #t (equal? #u8() #u8()) #t (equal? "a" 'a) #f (equal? "a" #\a) #f (equal? #\a #\a) #t
       (equal? '(1 2 3) #(1 2 3)) #f (equal? #(1 2) #u8(1 2)) #f (equal? car car) #t (equal? car cdr) #f (equal? (lambda () 1) (lambda () 2)) #f (equal? #t #t) #t (equal? #t #f) #f
       (equal? '(a . (b . (c . ()))) '(a b c)) #t (equal? (list 1.5 (expt 10 30) "λ") (list 1.5 (expt 10 30) (string (integer->char 955)))) #t
       (equal? (current-input-port) (current-input-port)) #t (equal? (open-input-string "x") (open-input-string "x")) #f
       (let ((p (make-point 1 2))) (equal? p p)) #t (equal? '((a b) (c d)) (list (list 'a 'b) (list 'c 'd))) #t)
;; It is given to procedures as a value.
(check (map equal? '(1 "a" (b)) '(1 "a" (c))) '(#t #t #f) (map eqv? '(1 a #\b) '(1 a #\b)) '(#t #t #t) (map eq? '(a b) '(a c)) '(#t #f) (apply equal? '((1) (1))) #t)
(summary)
