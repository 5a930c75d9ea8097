;;; R7RS 6.13: ports, reading and writing, files.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read) (scheme file))
(include "../check/check.scm")
(define (written object) (let ((port (open-output-string))) (write object port) (get-output-string port)))
(define (displayed object) (let ((port (open-output-string))) (display object port) (get-output-string port)))
(define (reading text) (read (open-input-string text)))
(check (written '(a "b\n" #\c 1.5 #u8(1 2) #(x) . y)) "(a \"b\\n\" #\\c 1.5 #u8(1 2) #(x) . y)" (displayed '("a" #\b)) "(a b)" (written '|hello world|) "|hello world|" (written (string->symbol "")) "||"
       (written '(quote x)) "'x" (written (list #t #f)) "(#t #f)" (written #\space) "#\\space" (written #\x0) "#\\null" (written "tab\there") "\"tab\\there\"")
(check (reading "(a . b)") '(a . b) (reading "#(1 #t #\\a \"s\")") #(1 #t #\a "s") (reading "'x") ''x (reading "#;(skip) y") 'y (reading "#|c #|n|# |# z") 'z (eof-object? (reading "")) #t (eof-object? (reading " ; only a comment")) #t
       (reading "#u8(1 2)") #u8(1 2) (reading "|a b|") '|a b| (reading "\"a\\x41;\\n\"") "aA\n" (reading "#!fold-case ABC") 'abc (reading "-12.5e1") -125.0 (reading "#x-1F") -31
       (outcome (reading "(1 2")) 'read-error (outcome (reading ")")) 'read-error (outcome (reading "#<x>")) 'read-error)
(check (let ((x (reading "#0=(a . #0#)"))) (eq? x (cdr x))) #t (written (reading "#0=(a . #0#)")) "#0=(a . #0#)" (let ((x (reading "(#1=(b) #1#)"))) (eq? (car x) (cadr x))) #t)
(define path "r7rs-ports-test.tmp")
(define (write-file text) (call-with-output-file path (lambda (port) (write-string text port))))
(check (begin (write-file "line one\nλine two\n\nlast") (call-with-input-file path (lambda (p) (let loop ((l (read-line p)) (a '())) (if (eof-object? l) (reverse a) (loop (read-line p) (cons l a))))))) '("line one" "λine two" "" "last")
       (call-with-input-file path (lambda (p) (let* ((a (read-char p)) (b (peek-char p)) (c (read-string 4 p))) (list a b c)))) '(#\l #\i "ine ")
       (begin (with-output-to-file path (lambda () (write '(1 "2")) (newline) (display "x"))) 'done) 'done (with-input-from-file path (lambda () (let* ((a (read)) (b (read-char)) (c (read-char)) (d (read-char))) (list a b c (eof-object? d))))) '((1 "2") #\newline #\x #t)
       (file-exists? path) #t (begin (delete-file path) (file-exists? path)) #f (outcome (open-input-file path)) 'file-error (outcome (delete-file path)) 'file-error)
(check (let ((p (open-binary-output-file path))) (write-u8 1 p) (write-bytevector #u8(2 3 4 5) p 1 3) (close-port p) (let* ((q (open-binary-input-file path)) (a (peek-u8 q)) (b (read-u8 q)) (c (read-bytevector 10 q)) (d (read-u8 q))) (close-port q) (delete-file path) (list a b c (eof-object? d)))) '(1 1 #u8(3 4) #t)
       (let ((p (open-input-bytevector #u8(1 2 3 4))) (b (make-bytevector 5 0))) (list (read-bytevector! b p 1 3) b (u8-ready? p) (read-bytevector 5 p) (eof-object? (read-bytevector 5 p)))) (list 2 #u8(0 1 2 0 0) #t #u8(3 4) #t)
       (let ((p (open-output-bytevector))) (write-bytevector #u8(9 8) p) (get-output-bytevector p)) #u8(9 8))
(check (input-port-open? (current-output-port)) #f (output-port-open? (current-input-port)) #f (outcome (input-port-open? 1)) 'error)
(check (input-port? (current-input-port)) #t (output-port? (current-output-port)) #t (textual-port? (current-error-port)) #t (port? 1) #f (eof-object? (eof-object)) #t
       (let ((p (open-input-string "x"))) (close-port p) (list (input-port-open? p) (outcome (read-char p)))) '(#f error) (let ((p (open-output-string))) (parameterize ((current-output-port p)) (write 'inside) (newline)) (get-output-string p)) "inside\n"
       (call-with-port (open-input-string "abc") read-line) "abc" (char-ready? (open-input-string "a")) #t (outcome (write-char 5)) 'error (outcome (read-char (current-output-port))) 'error (outcome (write-u8 1 (open-output-string))) 'error)
(let ((big (make-string 100000 #\λ)))
  (check (begin (write-file big) (call-with-input-file path (lambda (p) (string=? big (read-line p))))) #t
         (call-with-input-file path (lambda (p) (let loop ((n 0)) (if (eof-object? (read-char p)) n (loop (+ n 1)))))) 100000
         (call-with-input-file path (lambda (p) (string-length (read-string 99999 p)))) 99999)
  (delete-file path))
(summary)
