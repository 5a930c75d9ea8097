;;; R7RS 4.2.1: cond, case, and, or, when, unless, cond-expand.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define log '())
(define (note value) (set! log (cons value log)) value)
(define-syntax logged
  (syntax-rules () ((_ expression) (begin (set! log '()) (let ((value expression)) (list value (reverse log)))))))

;; cond
(check (cond ((> 3 2) 'greater) ((< 3 2) 'less)) 'greater (cond ((> 3 3) 'greater) ((< 3 3) 'less) (else 'equal)) 'equal (cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f)) 2
       (cond (#f 1) (2)) 2 (cond ((note 5))) 5 (cond (#t 1 2 3)) 3 (cond (else 1 2 3)) 3
       (cond (1 => (lambda (x) (+ x 1)))) 2 (cond ((values 1) => list)) '(1) (cond ((assv 'z '((a 1))) => cadr) (else 'none)) 'none)
(check (logged (cond ((note #f) (note 1)) ((note 2) (note 3) (note 4)) ((note 5) 6))) '(4 (#f 2 3 4)) (logged (cond ((note #f)) ((note 'x)) ((note 'y)))) '(x (#f x))
       (call-with-values (lambda () (cond (#t (values 1 2)))) list) '(1 2) (call-with-values (lambda () (cond (#f 1) (else (values 1 2)))) list) '(1 2)
       (call-with-values (lambda () (cond (1 => (lambda (x) (values x 2))))) list) '(1 2)
       (begin (cond (#f 1)) 'ok) 'ok (outcome (cond (1 => 2))) 'error (outcome (cond (1 => (lambda () 1)))) 'error)
;; => and else are known by their binding.
(check (let ((=> #f)) (cond (#t => 'ok))) 'ok (let ((else #f)) (cond (else 'wrong) (#t 'right))) 'right (let ((=> 5)) (cond (#f 1) (2 =>))) 5)

;; case
(check (case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite)) 'composite (case (car '(c d)) ((a e i o u) 'vowel) ((w y) 'semivowel) (else => (lambda (x) x))) 'c
       (case 5 ((1 2) 'a) (else 'b)) 'b (case 1 ((1) 'a 'b 'c)) 'c (case 'else ((else) 'symbol) (else 'other)) 'symbol (case #\a ((#\a) 1) (else 2)) 1 (case '() ((()) 'null) (else 'no)) 'null
       (case #t ((#f) 'no) ((#t) 'yes)) 'yes (case 10000000000000000000000 ((10000000000000000000000) 'big) (else 'no)) 'big (case 1.5 ((1.5) 'same) (else 'no)) 'same
       (case 2 ((2.0) 'inexact) ((2) 'exact) (else 'no)) 'exact (case (string #\a) (("a") 'equal) (else 'not-eqv)) 'not-eqv (case (list 1) (((1)) 'equal) (else 'not-eqv)) 'not-eqv
       (case 'b ((a b c) => (lambda (x) (list x 'found))) (else 'no)) '(b found) (case 'z (() 'never) (else 'z)) 'z (begin (case 1 ((2) 3)) 'ok) 'ok (case (string->symbol "a") ((a) 1) (else 2)) 1)
(check (logged (case (note 2) ((1) (note 'a)) ((2) (note 'b) (note 'c)) (else (note 'd)))) '(c (2 b c)) (call-with-values (lambda () (case 1 ((1) (values 1 2)))) list) '(1 2)
       (call-with-values (lambda () (case 9 (else => (lambda (x) (values x x))))) list) '(9 9) (outcome (case 1 ((1) => 5))) 'error (let ((else #f)) (case 1 ((1) 'one))) 'one)
;; Many clauses of each kind: numbers far apart, characters, symbols.
(define (kind x)
  (case x ((0 1 2 3 4 5 6 7 8 9) 'digit) ((1000 2000 3000) 'thousands) ((-1 -2) 'negative) ((a b c d e f g h) 'letter) ((#\a #\b #\c #\d #\e) 'character) ((#t #f) 'boolean) ((0.0 1.0) 'flonum) (else 'other)))
(check (map kind '(0 9 10 1000 2500 3000 -2 -3 a h i #\a #\e #\f #t #f 0.0 1.0 -0.0 "a" ()))
       '(digit digit other thousands other thousands negative other letter letter other character character other boolean boolean flonum flonum other other other))

;; and, or
(check (and (= 2 2) (> 2 1)) #t (and (= 2 2) (< 2 1)) #f (and 1 2 'c '(f g)) '(f g) (and) #t (and 1) 1 (and #f) #f (and #f (car '())) #f
       (or (= 2 2) (> 2 1)) #t (or (= 2 2) (< 2 1)) #t (or #f #f #f) #f (or (memq 'b '(a b c)) (/ 3 0)) '(b c) (or) #f (or 1) 1 (or #f 2) 2 (or #f) #f
       (logged (and (note 1) (note #f) (note 2))) '(#f (1 #f)) (logged (or (note #f) (note 2) (note 3))) '(2 (#f 2)) (logged (and (note 1) (note 2) (note 3))) '(3 (1 2 3))
       (call-with-values (lambda () (and 1 (values 1 2))) list) '(1 2) (call-with-values (lambda () (or #f (values 1 2))) list) '(1 2) (let ((x 5)) (or #f x)) 5 (let ((t 5)) (or #f t)) 5
       (and 1 (or #f (and 2 (or #f #f 3)))) 3 (if (and 1 (or #f #f)) 'a 'b) 'b (if (or #f (and 1 2)) 'a 'b) 'a)

;; when, unless
(check (logged (begin (when (= 1 1.0) (note 1) (note 2)) 0)) '(0 (1 2)) (logged (begin (unless (= 1 1.0) (note 1) (note 2)) 0)) '(0 ()) (logged (begin (when #f (note 1)) 0)) '(0 ()) (logged (begin (unless #f (note 1) (note 2)) 0)) '(0 (1 2))
       (when '() 5) 5 (logged (begin (when (note #t) (note 1)) (unless (note 3) (note 2)) 0)) '(0 (#t 1 3)))

;; cond-expand
(check (cond-expand (r7rs 'yes) (else 'no)) 'yes (cond-expand (no-such-feature 1) (else 2)) 2 (cond-expand ((not no-such-feature) 1) (else 2)) 1 (cond-expand ((and) 1) (else 2)) 1 (cond-expand ((or) 1) (else 2)) 2
       (cond-expand ((and r7rs (not no-such-feature)) 1) (else 2)) 1 (cond-expand ((and r7rs no-such-feature) 1) (else 2)) 2 (cond-expand ((or no-such-feature r7rs) 1) (else 2)) 1 (cond-expand ((or (and r7rs r7rs) (not r7rs)) 1)) 1
       (cond-expand ((library (scheme base)) 1) (else 2)) 1 (cond-expand ((library (no such library)) 1) (else 2)) 2 (cond-expand ((not (library (no such library 17))) 1) (else 2)) 1
       (cond-expand (r7rs 1 2 3)) 3 (cond-expand (else 1)) 1 (cond-expand (r7rs 'first) (r7rs 'second)) 'first (+ 1 (cond-expand (full-unicode 2) (else 3))) 3)
;; It does not depend on variables, and what is not chosen need not mean anything.
(check (let ((r7rs #f)) (cond-expand (r7rs 'feature) (else 'variable))) 'feature (cond-expand (r7rs 1) (else (no-such-name (lambda))))  1 (let () (cond-expand (r7rs (define a 1) (define b 2))) (+ a b)) 3)
(cond-expand (r7rs (define defined-here 'yes)) (else (define defined-here 'no)))
(cond-expand (no-such-feature (define defined-here 'no)))
(check defined-here 'yes)
(summary)
