;;; R7RS 6.13.2 and 7.1.2: read: every datum, labels, comments, case folding, end of file, errors.
(import (scheme base) (scheme write) (scheme read))
(include "../check/check.scm")
(define (reading text) (let ((datum (read (open-input-string text)))) (if (eof-object? datum) 'eof datum)))
(define (reading-all text)
  (let ((port (open-input-string text)))
    (let loop ((data '())) (let ((datum (read port))) (if (eof-object? datum) (reverse data) (loop (cons datum data)))))))
(check (reading "") 'eof (reading "  \n\t ") 'eof (reading "; comment") 'eof (reading "#| block |#") 'eof (reading "#;x") 'eof (reading "42") 42 (reading "-1.5e3") -1500.0 (reading "#xff") 255 (reading "#e1.5e1") 15 (reading "abc") 'abc (reading "ABC") 'ABC (reading "|a b|") '|a b|
       (reading "|x\\x41;\\n|") '|xA
| (reading "\"str\"") "str" (reading "\"a\\nb\\t\\\\\\\"\\x41;\"") "a\nb\t\\\"A" (reading "\"a \\\n   b\"") "a b" (reading "#t") #t (reading "#f") #f (reading "#true") #t (reading "#false") #f (reading "#\\a") #\a (reading "#\\space") #\space (reading "#\\x41") #\A (reading "#\\x") #\x (reading "#\\(") #\( (reading "#\\λ") #\λ
       (reading "()") '() (reading "(a b)") '(a b) (reading "(a . b)") '(a . b) (reading "(a b . (c d))") '(a b c d) (reading "( a ( b ) )") '(a (b)) (reading "#(1 #(2) \"x\")") #(1 #(2) "x") (reading "#()") #() (reading "#u8(0 255)") #u8(0 255) (reading "#u8()") #u8() (reading "'a") ''a (reading "`(a ,b ,@c)") '`(a ,b ,@c) (reading "''a") '''a
       (reading "' a") ''a (reading "...") '... (reading "+") '+ (reading "-") '- (reading "->a") '->a (reading "+.a") '+.a (reading "-a") '-a (reading ".a") '.a (reading "..") '.. (reading "1+") '1+ (reading "a.b") 'a.b (reading "||") (string->symbol ""))
(check (reading-all "1 2 3") '(1 2 3) (reading-all "(a)(b)c\"d\"e") '((a) (b) c "d" e) (reading-all "a;x\nb") '(a b) (reading-all "a #|x #|nested|# y|# b") '(a b) (reading-all "a #;b c") '(a c) (reading-all "#;(a b) c") '(c) (reading-all "#; #; a b c") '(c) (reading-all "(a #;b)") '((a)) (reading-all "(a . #;b c)") '((a . c)) (reading-all "#;#|x|#a b") '(b)
       (reading-all "'#;a b") '('b) (reading-all "#\\a #\\b") '(#\a #\b) (reading-all "(1 .5)") '((1 .5)) (reading-all "#(1)#(2)") '(#(1) #(2)) (reading-all "\t\n\r\nx") '(x))
;; The port stands behind the datum.
(check (let* ((p (open-input-string "abc def")) (a (read p)) (c (read-char p))) (list a c (read p))) '(abc #\space def) (let* ((p (open-input-string "(a)x")) (a (read p))) (list a (read-char p))) '((a) #\x) (let* ((p (open-input-string "\"s\"x")) (a (read p))) (list a (read-char p))) '("s" #\x)
       (let* ((p (open-input-string "12\nrest")) (a (read p))) (read-line p) (list a (read-line p))) '(12 "rest") (let* ((p (open-input-string "a"))) (read p) (list (eof-object? (read p)) (eof-object? (read p)) (input-port-open? p))) '(#t #t #t))
;; Labels: sharing and cycles, also into vectors and tails.
(check (let ((x (reading "#0=(a . #0#)"))) (eq? x (cdr x))) #t (let ((x (reading "(#0=(b) #0#)"))) (eq? (car x) (cadr x))) #t (let ((x (reading "#0=#(1 #0#)"))) (eq? x (vector-ref x 1))) #t (let ((x (reading "#1=(a #2=(b #1#) . #2#)"))) (list (eq? x (cadr (cadr x))) (eq? (cadr x) (cddr x)))) '(#t #t) (reading "(#0=5 #0# #0#)") '(5 5 5)
       (let ((x (reading "(#10=\"s\" #10#)"))) (eq? (car x) (cadr x))) #t (let ((x (reading "#0=(a b . #0#)"))) (list (car x) (cadr x) (eq? x (cddr x)))) '(a b #t) (let ((x (reading "#0='(#0#)"))) (eq? x (car (cadr x)))) #t (reading "(#0=a #0#)") '(a a) (let ((x (reading "(#0=(1) #1=(2) #0# #1#)"))) (list (eq? (car x) (list-ref x 2)) (eq? (cadr x) (list-ref x 3)))) '(#t #t))
;; Case folding.
(check (reading "#!fold-case ABC") 'abc (reading "#!fold-case (Abc DEF |GhI| \"JkL\" #\\M)") '(abc def |GhI| "JkL" #\M) (reading-all "#!fold-case ABC #!no-fold-case DEF") '(abc DEF) (reading-all "ABC #!fold-case DEF") '(ABC def) (reading "#!fold-case #T") #t (reading "#!fold-case #\\SPACE") #\space)
;; Errors of what is incomplete or no datum.
(define-syntax all-read-errors
  (syntax-rules () ((_ text ...) (check (map (lambda (t) (outcome (read (open-input-string t)))) '(text ...)) (map (lambda (t) 'read-error) '(text ...))))))
(all-read-errors "(" "(a" "(a . " "(a . b" ")" "(a . b c)" "( . a)" "(. )" "(a .)" "#(" "#(1" "#(1 . 2)" "#u8(" "#u8(256)" "#u8(-1)" "#u8(a)" "#u8(1.0)" "\"abc" "\"a\\" "|abc" "'" "`" "," ",@" "#" "#;" "#|" "#| #| |#" "#\\" "#\\notaname" "#<x>" "#0=" "#0#" "(#0=a #1#)" "#x" "#xg" "#e" "#foo" "\"\\q\"" "\"\\x41\"" "\"\\xd800;\"" "\"\\x110000;\"" "#\\xd800" "#\\x110000" "#tru" "#falsey" "(a . b . c)")
(summary)
