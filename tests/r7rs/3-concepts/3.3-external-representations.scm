;;; R7RS 3.3: external representations, in programs and through read and write.
;; engines: native executable collecting
(import (scheme base) (scheme read) (scheme write) (scheme char))
(include "../check/check.scm")
(define (datum text) (read (open-input-string text)))
(define (written object) (let ((port (open-output-string))) (write object port) (get-output-string port)))
(define (again object) (datum (written object)))

;; One object has several representations.
(check (datum "28") 28 (datum "#e28.000") 28 (datum "#x1c") 28 (datum "(8 13)") '(8 13) (datum "( 08 13 )") '(8 13) (datum "(8 . (13 . ()))") '(8 13) (datum "#b11100") 28 (datum "#o34") 28 (datum "+28") 28
       (datum "\"\\x41;\"") "A" (datum "#\\x41") #\A (datum "#true") #t)
;; A representation of a list is not the value of the expression that looks so.
(check (datum "(+ 2 6)") '(+ 2 6) (length (datum "(+ 2 6)")) 3 (symbol? (car (datum "(+ 2 6)"))) #t (+ 2 6) 8 '(+ 2 6) (list '+ 2 6))
;; Any expression is the representation of some object.
(check (datum "(lambda (x) `(a ,x #(1) \"s\"))") '(lambda (x) (quasiquote (a (unquote x) #(1) "s"))))
;; write and read are inverse on data.
(check (equal? '(a . b) (again '(a . b))) #t (equal? '(1 (2 . 3) #(4 (5)) "six" #\7 eight #t #f ()) (again '(1 (2 . 3) #(4 (5)) "six" #\7 eight #t #f ()))) #t
       (equal? "a\"b\\c\nd\te\x7;λ" (again "a\"b\\c\nd\te\x7;λ")) #t (equal? '(quote a) (again ''a)) #t (equal? '(quasiquote (a (unquote b) (unquote-splicing c))) (again '`(a ,b ,@c))) #t
       (equal? '|two words| (again '|two words|)) #t (equal? '|| (again '||)) #t (equal? (string->symbol "A") (again 'A)) #t (equal? '|1| (again '|1|)) #t (equal? '|a.b| (again 'a.b)) #t
       (equal? '(quote) (again '(quote))) #t (equal? '(quote a b) (again '(quote a b))) #t (equal? '(quote . a) (again '(quote . a))) #t (equal? '(unquote @a) (again '(unquote @a))) #t
       (equal? #u8(0 255) (again #u8(0 255))) #t (equal? '#() (again '#())) #t (equal? 1.5 (again 1.5)) #t (eqv? -0.0 (again -0.0)) #t (equal? 1e100 (again 1e100)) #t (equal? +inf.0 (again +inf.0)) #t
       (equal? (map integer->char '(0 7 8 9 10 13 27 32 127 160 955 #x1d11e)) (again (map integer->char '(0 7 8 9 10 13 27 32 127 160 955 #x1d11e)))) #t)
(check (let loop ((code 0) (bad '()))
         (if (= code 13000) bad
             (let ((char (integer->char code)))
               (loop (+ code 1) (if (and (equal? char (again char)) (equal? (string char) (again (string char))) (eq? (string->symbol (string char)) (again (string->symbol (string char))))) bad (cons code bad))))))
       '())
(summary)
