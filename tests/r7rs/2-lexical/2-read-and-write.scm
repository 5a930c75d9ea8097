;;; R7RS 2, 4.3, 7.1: what is read as what, and what is written so that it is read again.
;; engines: native executable collecting
(import (scheme base) (scheme cxr) (scheme read) (scheme write))
(include "../check/check.scm")
(define (read-all text)
  (outcome (let ((port (open-input-string text)))
             (let loop ((data '()))
               (let ((datum (read port)))
                 (if (eof-object? datum) (reverse data) (loop (cons datum data))))))))
(define (written datum)
  (let ((port (open-output-string)))
    (write datum port)
    (get-output-string port)))
;; Dots, backslashes and the old exponent marks.
(check (read-all ".") 'read-error (read-all "(a . b)") '((a . b)) (read-all "( . a)") 'read-error (read-all "(a . b c)") 'read-error (read-all "... .. .a") '(... .. .a)
       (read-all "a\\b") 'read-error (read-all "|a\\\\b|") (list (string->symbol "a\\b")) (read-all "a|b|") '(a b)
       (read-all "1s2 1f2 1d2 1l2 1E2 1.5F1") '(100.0 100.0 100.0 100.0 100.0 15.0) (read-all "#xd1 #xf2") '(209 242))
;; Symbols that look like something else.
(check (written (string->symbol "a\\b")) "|a\\\\b|" (written (string->symbol "")) "||" (written (string->symbol "+NaN.0")) "|+NaN.0|" (written (string->symbol "-INF.0")) "|-INF.0|"
       (written (string->symbol "+I")) "|+I|" (written (string->symbol "+inf")) "+inf" (written (string->symbol "[")) "|[|" (written (string->symbol "1+")) "|1+|" (written '+.a) "+.a" (written '->x) "->x")
;; Datum labels: in themselves, in each other, one after another.
(define (label-test text procedure) (outcome (procedure (read (open-input-string text)))))
(check (label-test "#0=(a . #0#)" (lambda (x) (eq? x (cdr x)))) #t
       (label-test "#0=(#1=(b #0# . #1#) #1#)" (lambda (x) (list (eq? (cadar x) x) (eq? (cddar x) (car x)) (eq? (cadr x) (car x))))) '(#t #t #t)
       (label-test "(#0=(a . #0#) #1=#(b #0# #1#))" (lambda (x) (list (eq? (vector-ref (cadr x) 1) (car x)) (eq? (vector-ref (cadr x) 2) (cadr x))))) '(#t #t)
       (label-test "#0=#1=(#0# #1#)" (lambda (x) (list (eq? x (car x)) (eq? x (cadr x))))) '(#t #t)
       (label-test "(#5=\"s\" #5#)" (lambda (x) (eq? (car x) (cadr x)))) #t
       (label-test "#0=#0#" values) 'read-error (label-test "#0=#1=#0#" values) 'read-error (label-test "#1#" values) 'read-error)
(define (labelled-list length)
  (let ((port (open-output-string)))
    (write-string "#0=(" port)
    (do ((i 0 (+ i 1))) ((= i length)) (write i port) (write-char #\space port))
    (write-string "#0#)" port)
    (get-output-string port)))
(check (label-test (labelled-list 50000) (lambda (x) (eq? x (list-ref x 50000)))) #t)
;; let-syntax is an expression with a body of its own.
(check (let ((x 1)) (let-syntax ((two (syntax-rules () ((_) 2)))) (define x (two)) x) x) 1
       (let () (define x 1) (letrec-syntax () (define x 2) #f) x) 1)
(summary)
