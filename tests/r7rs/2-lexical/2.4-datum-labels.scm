;;; R7RS 2.4: datum labels, in what is read and in quoted constants.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read) (scheme cxr))
(include "../check/check.scm")
(define (datum text) (outcome (read (open-input-string text))))
(define-syntax look
  (syntax-rules () ((_ text (x) test) (let ((x (datum text))) (if (memq x '(read-error error)) x test)))))

;; #n= reads the same as the datum; #n# is that very object.
(check (datum "#0=a") 'a (datum "#0=(a b)") '(a b) (datum "#1=5") 5 (datum "(#0=a b #0#)") '(a b a) (datum "#00012=x") 'x (datum "(#12=a #012#)") '(a a)
       (look "(#0=(a) #0#)" (x) (eq? (car x) (cadr x))) #t
       (look "(#0=\"s\" #0#)" (x) (eq? (car x) (cadr x))) #t
       (look "#(#0=(a) #0# #0#)" (x) (and (eq? (vector-ref x 0) (vector-ref x 1)) (eq? (vector-ref x 1) (vector-ref x 2)))) #t
       (look "(#0=(a) #1=(b) #0# #1#)" (x) (list (eq? (car x) (caddr x)) (eq? (cadr x) (cadddr x)))) '(#t #t)
       (look "(#0=#u8(1) #0#)" (x) (eq? (car x) (cadr x))) #t
       (look "(#0='a #0#)" (x) (list (eq? (car x) (cadr x)) (car x))) '(#t (quote a)))
;; Cycles through cars, cdrs, vectors.
(check (look "#0=(a b c . #0#)" (x) (list (eq? x (cdddr x)) (car x) (cadr x) (caddr x))) '(#t a b c)
       (look "#0=(#0#)" (x) (eq? x (car x))) #t
       (look "#0=(#0# . #0#)" (x) (and (eq? x (car x)) (eq? x (cdr x)))) #t
       (look "#0=#(a #0#)" (x) (eq? x (vector-ref x 1))) #t
       (look "#0=(a . #(b #0#))" (x) (eq? x (vector-ref (cdr x) 1))) #t
       (look "(x #0=(a . #0#))" (x) (let ((y (cadr x))) (eq? y (cdr y)))) #t
       (look "#0='#0#" (x) (eq? x (cadr x))) #t)
;; The scope is the outermost datum, to the right of the label.
(check (let* ((port (open-input-string "(#0=a #0#) (#0=b #0#)")) (first (read port)) (second (read port))) (list first second)) '((a a) (b b))
       (let* ((port (open-input-string "#0=a #0#")) (first (read port))) (outcome (read port))) 'read-error)
(check (datum "#0#") 'read-error (datum "(#0# #0=a)") 'read-error (datum "#0=#0#") 'read-error (datum "(#0=a #1#)") 'read-error (datum "#0=") 'read-error (datum "(#0=)") 'read-error
       (datum "#a=b") 'read-error)

;; In constants of a program.
(define cycle '#0=(a b c . #0#))
(define shared '(#0=(1 2) #0# #1="s" #1#))
(define ring '#0=#(1 #0#))
(check (eq? cycle (cdddr cycle)) #t (list-ref cycle 100) 'b (eq? (car shared) (cadr shared)) #t (eq? (caddr shared) (cadddr shared)) #t (eq? ring (vector-ref ring 1)) #t
       (let ((x '(#5=(p) . #5#))) (eq? (car x) (cdr x))) #t
       (let ((x (list 'a 'b 'c))) (set-cdr! (cddr x) x) (equal? x '#0=(a b c . #0#))) #t)
;; What is written with labels is read back with the same shape.
(define (written datum) (let ((port (open-output-string))) (write datum port) (get-output-string port)))
(define (written-shared datum) (let ((port (open-output-string))) (write-shared datum port) (get-output-string port)))
(check (written cycle) "#0=(a b c . #0#)" (written ring) "#0=#(1 #0#)" (equal? (datum (written cycle)) cycle) #t (written-shared (list cycle shared)) "(#0=(a b c . #0#) (#1=(1 2) #1# \"s\" \"s\"))"
       (look "#0=(#1=(a . #1#) #0# . #1#)" (x) (equal? x (datum (written x)))) #t)
(summary)
