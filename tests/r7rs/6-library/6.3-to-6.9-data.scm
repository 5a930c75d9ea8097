;;; R7RS 6.3 to 6.9: booleans, pairs, symbols, characters, strings, vectors, bytevectors.
(import (scheme base) (scheme write) (scheme char) (scheme cxr))
(include "../check/check.scm")
(check (list? '(1 2)) #t (list? '(1 . 2)) #f (make-list 2 3) '(3 3) (length '(a (b) (c d))) 3 (append '(a) '(b c) '() 'd) '(a b c . d) (append) '() (append '() 'a) 'a
       (reverse '(a (b c) d)) '(d (b c) a) (list-tail '(a b c d) 2) '(c d) (list-ref '(a b c) 1) 'b (memq 'c '(a b c d)) '(c d) (memq 'x '(a)) #f
       (member (list 'a) '(b (a) c)) '((a) c) (member "B" '("a" "b" "c") string-ci=?) '("b" "c") (memv 101 '(100 101 102)) '(101 102)
       (assq 'b '((a 1) (b 2))) '(b 2) (assv 5 '((2 3) (5 7))) '(5 7) (assoc (list 'a) '(((a)) ((b)))) '((a)) (assoc 2.0 '((1 1) (2 4)) =) '(2 4)
       (list-copy '(1 2 3)) '(1 2 3) (caddr '(1 2 3)) 3 (cdddr '(1 2 3 4)) '(4) (caadr '(1 (2) 3)) 2 (cddadr '(1 (2 3 4))) '(4) (cadddr '(1 2 3 4)) 4)
(check (let ((l (list 1 2 3))) (list-set! l 1 'x) l) '(1 x 3) (let ((p (cons 1 2))) (set-car! p 3) (set-cdr! p 4) p) '(3 . 4))
(check (symbol=? 'a 'a 'a) #t (symbol=? 'a 'b) #f (symbol->string 'abc) "abc" (string->symbol "a b") '|a b| (eq? 'abc (string->symbol "abc")) #t)
(check (char-upcase #\i) #\I (char-downcase #\A) #\a (char-alphabetic? #\a) #t (char-numeric? #\5) #t (char-whitespace? #\newline) #t (digit-value #\7) 7 (digit-value #\a) #f
       (char->integer #\λ) 955 (integer->char 955) #\λ (char<? #\a #\b #\c) #t (char-ci=? #\a #\A) #t (char-foldcase #\Q) #\q (char>? #\b #\a) #t (char>=? #\b #\b #\a) #t)
(check (make-string 3 #\x) "xxx" (string #\a #\b) "ab" (string-length "λx") 2 (string-ref "aλ" 1) #\λ (string=? "a" "a" "a") #t (string<? "abc" "abd") #t (string<? "ab" "abc") #t
       (string-ci=? "HeLLo" "hello") #t (string>? "b" "a") #t (string<=? "a" "a" "b") #t (string>=? "b" "a") #t
       (string-upcase "hello") "HELLO" (string-downcase "HeLLo") "hello" (string-foldcase "ABC") "abc"
       (substring "hello" 1 3) "el" (string-append "a" "b" "cλ") "abcλ" (string-append) "" (string->list "abc" 1) '(#\b #\c) (list->string '(#\a #\λ)) "aλ"
       (string-copy "hello" 2) "llo" (string-copy "hello" 1 2) "e" (string->vector "abc") #(#\a #\b #\c) (vector->string #(#\x #\y)) "xy"
       (string-map char-upcase "abc") "ABC" (string-map (lambda (a b) (if (char<? a b) a b)) "adc" "bbbz") "abb")
(check (let ((s (make-string 3 #\a))) (string-set! s 1 #\λ) (string-set! s 2 #\x10400) s) "aλ\x10400;" (let ((s (make-string 4 #\-))) (string-fill! s #\z 1 3) s) "-zz-"
       (let ((s (string-copy "12345"))) (string-copy! s 1 s 0 3) s) "11235" (let ((s (string-copy "12345"))) (string-copy! s 0 s 2) s) "34545"
       (let ((s (string-copy "abc"))) (string-copy! s 1 "λ") s) "aλc"
       (let ((out '())) (string-for-each (lambda (a b) (set! out (cons (list a b) out))) "ab" "xyz") (reverse out)) '((#\a #\x) (#\b #\y)))
(check (make-vector 2 'a) #(a a) (vector 1 2) #(1 2) (vector-length #(1 2 3)) 3 (vector-ref #(1 2 3) 1) 2 (vector->list #(1 2 3) 1 2) '(2) (list->vector '(1 2)) #(1 2)
       (vector-map + #(1 2) #(10 20 30)) #(11 22) (vector-append #(a) #(b c)) #(a b c) (vector-copy #(1 2 3) 1) #(2 3) (let ((v (vector 1 2 3 4 5))) (vector-copy! v 1 v 0 3) v) #(1 1 2 3 5)
       (let ((v (vector 1 2 3))) (vector-fill! v 'x 1) v) #(1 x x) (let ((s 0)) (vector-for-each (lambda (a b) (set! s (+ s (* a b)))) #(1 2) #(3 4)) s) 11)
(check (bytevector 1 2 3) #u8(1 2 3) (make-bytevector 2 7) #u8(7 7) (bytevector-u8-ref #u8(5 6) 1) 6 (bytevector-append #u8(1) #u8() #u8(2 3)) #u8(1 2 3) (bytevector-copy #u8(1 2 3) 1 2) #u8(2)
       (let ((b (bytevector 1 2 3 4 5))) (bytevector-copy! b 1 b 0 3) b) #u8(1 1 2 3 5) (utf8->string #u8(#xce #xbb 65)) "λA" (string->utf8 "aλ") #u8(97 #xce #xbb) (string->utf8 "abc" 1 2) #u8(98))
(check (map + '(1 2) '(10 20 30)) '(11 22) (map (lambda (x) (* x x)) '(1 2 3)) '(1 4 9) (apply + 1 2 '(3 4)) 10 (let ((v '())) (for-each (lambda (x) (set! v (cons x v))) '(1 2 3)) v) '(3 2 1)
       (map + '(1 2) '(1 2) '(1 2)) '(3 6))
(check (equal? '(a #(b "c" #u8(1)) 2.0) (list 'a (vector 'b (string #\c) (bytevector 1)) 2.0)) #t (equal? "a" 'a) #f (eq? car car) #t (let ((f (lambda () 1))) (eqv? f f)) #t)
(check (outcome (car 1)) 'error (outcome (vector-ref #(1) 1)) 'error (outcome (string-ref "a" -1)) 'error (outcome (list-tail '(1) 2)) 'error (outcome (length '(1 . 2))) 'error
       (outcome (symbol->string 1)) 'error (outcome (string-append "a" 'b)) 'error (outcome (substring "abc" 2 1)) 'error (outcome (make-vector -1)) 'error (outcome (bytevector 256)) 'error
       (outcome (integer->char #xd800)) 'error (outcome (list->string '(1))) 'error (outcome (vector-map car '(1))) 'error (outcome (bytevector-u8-set! (bytevector 1) 0 256)) 'error
       (outcome (string-copy! (make-string 2) 1 "abc")) 'error)
(summary)
