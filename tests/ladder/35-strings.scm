;;; The string and symbol library.
(import (scheme base) (scheme write) (scheme char))
(define (show x) (write x) (newline))
(show (string-append "abc" "" "def")) (show (substring "hello world" 6 11)) (show (string->list "abc")) (show (list->string '(#\x #\y))) (show (string->symbol "foo"))
(show (symbol->string 'bar)) (show (eq? (string->symbol "foo") 'foo)) (show (string<? "abc" "abd")) (show (string=? "a" "a" "a")) (show (string-upcase "shout")) (show (number->string 255 16))
(show (string->number "ff" 16)) (show (string-map char-upcase "abc")) (show (string-copy "hello" 1 3)) (show (string->vector "abc"))
(define s (make-string 3 #\-)) (string-set! s 1 #\x3bb) (show s) (show (string-length s)) (string-fill! s #\z) (show s)
