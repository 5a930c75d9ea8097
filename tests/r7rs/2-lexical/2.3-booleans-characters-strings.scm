;;; R7RS 2.3, 6.3, 6.6, 6.7, 6.8, 6.9, 7.1.1: the notations of booleans, characters, strings, vectors, bytevectors and abbreviations.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read))
(include "../check/check.scm")
(define (data text)
  (let ((port (open-input-string text)))
    (outcome (let loop ((all '()))
               (let ((datum (read port)))
                 (if (eof-object? datum) (reverse all) (loop (cons datum all))))))))
(define (codes text) (let ((found (data text))) (if (and (pair? found) (string? (car found))) (map char->integer (string->list (car found))) found)))
(define (code text) (let ((found (data text))) (if (and (pair? found) (null? (cdr found)) (char? (car found))) (char->integer (car found)) found)))

;; Booleans: two spellings each, in any case, ended by a delimiter.
(check (data "#t #f #true #false") '(#t #f #t #f) (data "#T #F #TRUE #FALSE #True") '(#t #f #t #f #t) (data "(#t#f)") 'read-error (data "#tr") 'read-error (data "#t1") 'read-error
       (data "#falsey") 'read-error (data "#t)") 'read-error (data "(#t)") '((#t)) (eq? #t #true) #t (eq? #f #false) #t)

;; Characters: any one, by name, by number.
(check (code "#\\a") 97 (code "#\\A") 65 (code "#\\(") 40 (code "#\\)") 41 (code "#\\;") 59 (code "#\\\"") 34 (code "#\\#") 35 (code "#\\\\") 92 (code "#\\|") 124 (code "#\\'") 39
       (code "#\\ ") 32 (code "#\\\n") 10 (code "#\\x") 120 (code "#\\1") 49 (code "#\\λ") 955 (code "#\\𝄞") #x1d11e)
(check (code "#\\alarm") 7 (code "#\\backspace") 8 (code "#\\delete") 127 (code "#\\escape") 27 (code "#\\newline") 10 (code "#\\null") 0 (code "#\\return") 13
       (code "#\\space") 32 (code "#\\tab") 9)
(check (code "#\\x41") 65 (code "#\\x0") 0 (code "#\\x3BB") 955 (code "#\\x3bb") 955 (code "#\\x10FFFF") #x10ffff (code "#\\x00041") 65 (code "#\\xff") 255)
(check (data "#\\xd800") 'read-error (data "#\\xdfff") 'read-error (data "#\\x110000") 'read-error (data "#\\xyz") 'read-error (data "#\\ab") 'read-error (data "#\\") 'read-error
       (data "#\\spac") 'read-error (data "#\\Space") 'read-error (data "#\\NEWLINE") 'read-error)
(check (data "#\\a#\\b") 'read-error (data "(#\\a)") '((#\a)) (data "#\\((a)") '(#\( (a)) (data "#\\a;b") '(#\a) (data "#\\a\"b\"") '(#\a "b"))

;; Strings: escapes, line ends, continuation lines.
(check (codes "\"\\a\\b\\t\\n\\r\\\"\\\\\\|\"") '(7 8 9 10 13 34 92 124) (codes "\"\\x41;\\x3bb;\\x0;\"") '(65 955 0) (codes "\"\\X41;\"") '(65) (codes "\"λ𝄞\"") '(955 #x1d11e)
       (codes "\"a\nb\"") '(97 10 98) (codes "\"a\\\nb\"") '(97 98) (codes "\"a\\\n   b\"") '(97 98) (codes "\"a\\  \t \n \t b\"") '(97 98) (codes "\"a  \\\n b\"") '(97 32 32 98)
       (codes "\"\\\n\"") '() (codes "\"\"") '() (codes "\"a\\\r\n  b\"") '(97 98) (codes "\"a\\\rb\"") '(97 98) (codes "\"'();#|\"") '(39 40 41 59 35 124))
;; Every line ending in a string is one newline.
(check (codes "\"a\r\nb\"") '(97 10 98) (codes "\"a\rb\"") '(97 10 98))
(check (data "\"a") 'read-error (data "\"\\") 'read-error (data "\"\\q\"") 'read-error (data "\"\\x\"") 'read-error (data "\"\\x41\"") 'read-error (data "\"\\x;\"") 'read-error (data "\"\\xd800;\"") 'read-error
       (data "\"\\x110000;\"") 'read-error (data "\"a\\ b\"") 'read-error)

;; Lists, dotted pairs, vectors, bytevectors.
(check (data "()") '(()) (data "(a . (b . (c . ())))") '((a b c)) (data "(a b . (c d))") '((a b c d)) (data "(a . b)") (list (cons 'a 'b)) (data "((a) . (b))") '(((a) b))
       (data "(a .b)") (list (list 'a (string->symbol ".b"))) (data "(a. b)") '((a. b)) (data "(1 .5)") '((1 .5)) (data "(1 . 5)") '((1 . 5)))
(check (data "( . a)") 'read-error (data "(a . )") 'read-error (data "(a . b c)") 'read-error (data "(a . b . c)") 'read-error (data ".") 'read-error (data "#(a . b)") 'read-error
       (data "(a . . b)") 'read-error (data ")") 'read-error (data "(a") 'read-error (data "#(a") 'read-error (data "'") 'read-error (data "('") 'read-error (data "(')") 'read-error)
(check (data "#()") '(#()) (data "#(a (b) #(c))") '(#(a (b) #(c))) (vector-length (car (data "#(1 2 3)"))) 3 (vector? #(a)) #t)
(check (data "#u8()") '(#u8()) (data "#u8(0 10 255)") '(#u8(0 10 255)) (data "#u8(#xff #b101 #e1.0)") '(#u8(255 5 1)) (data "#U8(1)") '(#u8(1))
       (data "#u8(256)") 'read-error (data "#u8(-1)") 'read-error (data "#u8(1.0)") 'read-error (data "#u8(a)") 'read-error (data "#u8(1 . 2)") 'read-error (data "#u8((1))") 'read-error (data "#u8(1") 'read-error
       (data "#u9(1)") 'read-error)

;; Abbreviations mean the written-out forms.
(check (data "'a") '((quote a)) (data "`a") '((quasiquote a)) (data ",a") '((unquote a)) (data ",@a") '((unquote-splicing a)) (data "''a") '((quote (quote a)))
       (data "'(a b)") '((quote (a b))) (data "`(a ,b ,@c)") '((quasiquote (a (unquote b) (unquote-splicing c)))) (data ", @a") '((unquote @a)) (data "'()") '((quote ()))
       (data "'#(a)") '((quote #(a))) (data "('a . 'b)") '(((quote a) . (quote b))) (equal? ''a '(quote a)) #t)

;; Brackets and braces are reserved, and so is what follows # otherwise.
(check (data "[a]") 'read-error (data "{a}") 'read-error (data "(a]") 'read-error (data "#<a>") 'read-error (data "#") 'read-error (data "#%a") 'read-error (data "#1") 'read-error (data "#1a") 'read-error)

;; read stops exactly behind the datum.
(define (rest-after text) (let ((port (open-input-string text))) (read port) (read-string 100 port)))
(check (rest-after "(a)b") "b" (rest-after "\"s\" x") " x" (rest-after "a b") " b" (rest-after "|a|b") "b" (rest-after "#(1) (") " (" (rest-after "'a)") ")")
(summary)
