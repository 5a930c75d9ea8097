;;; R7RS 2.2, 7.1.1: whitespace separates tokens and is otherwise nothing; so is every form of comment.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read))
(include "../check/check.scm")
(define (data text)
  (let ((port (open-input-string text)))
    (outcome (let loop ((all '()))
               (let ((datum (read port)))
                 (if (eof-object? datum) (reverse all) (loop (cons datum all))))))))
(define (after code) (data (string-append "a" (string (integer->char code)) "b")))

;; Space, tab, newline, return, page break; and other blanks of Unicode.
(check (data "  ( a\tb\n\n c )  ") '((a b c)) (after 9) '(a b) (after 10) '(a b) (after 13) '(a b) (after 12) '(a b) (after 32) '(a b)
       (data "a\r\nb") '(a b) (after #x3000) '(a b) (after #xa0) '(a b) (data "(a.b)") '((a.b)) (data "( a . b )") '((a . b)))
;; Between any two tokens, also after an abbreviation; not needed where a delimiter stands.
(check (data "' a") '((quote a)) (data "'\n;c\na") '((quote a)) (data "` ( , a ,@ b )") '((quasiquote ((unquote a) (unquote-splicing b))))
       (data "(a)(b)") '((a) (b)) (data "\"a\"\"b\"") '("a" "b") (data "#t(a)") '(#t (a)) (data "#\\a(b)") '(#\a (b)) (data "1(2)") '(1 (2)) (data "#(1)#(2)") '(#(1) #(2)))
;; Not within a token.
(check (data "1 2") '(1 2) (data "a b") '(a b) (data "# t") 'read-error (data "#\\space x") '(#\space x) (data "#u8 (1)") 'read-error)
;; Significant in strings and |symbols|.
(check (data "\" a  b \"") '(" a  b ") (map symbol->string (data "| a  b |")) '(" a  b ") (data "\"a\tb\"") '("a\tb") (data "\"a\n b\"") '("a\n b"))

;; Line comments.
(check (data ";x\na") '(a) (data "a;x") '(a) (data "a ; x ; y\nb") '(a b) (data "(a ;)\n b)") '((a b)) (data ";") '() (data "a;x\rb") '(a b) (data "a;x\r\nb") '(a b)
       (data "\"a;b\"") '("a;b") (map symbol->string (data "|a;b|")) '("a;b") (data "#\\; a") '(#\; a))

;; Datum comments, with blanks and comments before the datum, in each other and at the end of a list.
(check (data "#;a b") '(b) (data "#; a b") '(b) (data "(a #;b c)") '((a c)) (data "(a #;b)") '((a)) (data "(#;a)") '(()) (data "#;(a (b)) c") '(c)
       (data "#;#;a b c") '(c) (data "#; ;x\n a b") '(b) (data "#;#|x|#a b") '(b) (data "#;'a b") '(b) (data "#;#(a b) c") '(c) (data "#;\"x)\" c") '(c)
       (data "(a . #;b c)") '((a . c)) (data "(a #;b . c)") '((a . c)) (data "(a . b #;c)") '((a . b)) (data "#(a #;b c)") '(#(a c)) (data "#u8(1 #;2 3)") '(#u8(1 3))
       (data "'#;a b") '((quote b)) (data "#;#t #f") '(#f) (data "(a #;b #;c d)") '((a d)) (data "a #;b") '(a))
(check (data "#;") 'read-error (data "(a #;)") 'read-error)

;; Block comments nest.
(check (data "#|x|# a") '(a) (data "a #|x\ny|# b") '(a b) (data "#|a #|b|# c|# d") '(d) (data "#||# a") '(a) (data "#|||# a") '(a) (data "#|#||#|# a") '(a)
       (data "#| \" |# a") '(a) (data "#| ; |# a") '(a) (data "(a #|b|# c)") '((a c)) (data "#|(|# a") '(a) (data "(a . #|b|# c)") '((a . c)) (data "a#|b|#c") 'read-error
       (data "#|# |# a") '(a) (data "#| | # |# a") '(a))
(check (data "#|a") 'read-error (data "#|a #|b|#") 'read-error (data "\"#|a|#\"") '("#|a|#"))

;; The same in a program.
(define fact
  (lambda (n)
    #| not reached: #| nested |# (car '()) |#
    (if (= n 0)
        #;(= n 1)
        1                               ;Base case: return 1
        (* n (fact (- n 1))))))
(check (fact 5) 120 (list #;1 2 #|3|# 4 ; 5
                          ) '(2 4) (quote #;x y) 'y)
(summary)
