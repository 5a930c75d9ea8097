;;; R7RS 2.1, 7.1.1: what is an identifier, and when two spellings are one identifier.
;; engines: native executable collecting
(import (scheme base) (scheme char) (scheme write) (scheme read))
(include "../check/check.scm")
(define (text->datum text) (read (open-input-string text)))
(define (reads text) (outcome (text->datum text)))
(define (name text) (let ((datum (reads text))) (if (symbol? datum) (symbol->string datum) (list 'not-a-symbol datum))))

;; Letters, digits and each of the extended characters, at the beginning and inside.
(check (name "q") "q" (name "V17a") "V17a" (name "a34kTMNs") "a34kTMNs" (name "list->vector") "list->vector"
       (name "lambda") "lambda" (name "the-word-recursion-has-many-meanings") "the-word-recursion-has-many-meanings")
(check (name "!") "!" (name "$") "$" (name "%") "%" (name "&") "&" (name "*") "*" (name "/") "/" (name ":") ":"
       (name "<") "<" (name "=") "=" (name ">") ">" (name "?") "?" (name "@") "@" (name "^") "^" (name "_") "_" (name "~") "~")
(check (name "a!$%&*+-./:<=>?@^_~z") "a!$%&*+-./:<=>?@^_~z" (name "a0123456789") "a0123456789" (name "!a") "!a" (name "<=?") "<=?"
       (name "@a") "@a" (name "a.") "a." (name "a+") "a+" (name "a-1") "a-1" (name "a@b") "a@b")

;; Peculiar identifiers: a sign, a sign and what is no number, dots.
(check (name "+") "+" (name "-") "-" (name "...") "..." (name "+soup+") "+soup+" (name "->string") "->string"
       (name "--") "--" (name "++") "++" (name "+-") "+-" (name "-+1") "-+1" (name "+a1") "+a1" (name "-@") "-@"
       (name "+..") "+.." (name "+.a") "+.a" (name "-.x1") "-.x1" (name ".a") ".a" (name "..") ".." (name "..1") "..1" (name ".+") ".+"
       (name ".-1") ".-1" (name ".@") ".@" (name "+.+") "+.+")
;; What looks like them and is a number.
(check (reads "+1") 1 (reads "-1") -1 (reads ".5") 0.5 (reads "+.5") 0.5 (reads "-.5") -0.5 (reads "+inf.0") +inf.0 (reads "-inf.0") -inf.0
       (number? (reads "+i")) #t (number? (reads "-i")) #t (number? (reads "+nan.0")) #t (number? (reads "1@0")) #t
       (name "+inf") "+inf" (name "-nan") "-nan" (name "+ii") "+ii" (name "+inf.0x") "+inf.0x" (name "-infinity") "-infinity")

;; Between vertical lines: everything but the line and the backslash stands for itself.
(check (name "|two words|") "two words" (name "|two\\x20;words|") "two words" (name "||") "" (name "|(|") "(" (name "|;|") ";"
       (name "|\"|") "\"" (name "|#|") "#" (name "|1|") "1" (name "|.|") "." (name "| a |") " a " (name "|a\nb|") "a\nb" (name "|'|") "'")
(check (name "|H\\x65;llo|") "Hello" (eq? (reads "|H\\x65;llo|") 'Hello) #t (eq? '|foo| 'foo) #t (eq? '|| '|a|) #f
       (eq? '|\t\t| '|\x9;\x9;|) #t (eq? '|\x41;| 'A) #t (eq? '|\X41;| 'A) #t (eq? '|\x0041;| '|\x41;|) #t
       (eq? '|\x3BB;| (string->symbol (string (integer->char 955)))) #t (eq? '|\x3bb;| '|\x3BB;|) #t)
(check (name "|\\a\\b\\t\\n\\r|") (list->string (map integer->char '(7 8 9 10 13))) (name "|a\\|b|") "a|b" (name "|a\\\\b|") "a\\b" (name "|a\\\"b|") "a\"b")
(check (eq? (reads "|a") 'read-error) #t (reads "|\\x110000;|") 'read-error (reads "|\\xd800;|") 'read-error (reads "|\\x;|") 'read-error
       (reads "|\\x41|") 'read-error (reads "|\\q|") 'read-error)

;; Beyond ASCII.
(check (name "λ") "λ" (name "été") "été" (name "名前") "名前" (name "→") "→" (name "x₁") "x₁" (eq? 'λ '|\x3bb;|) #t)

;; Upper and lower case differ.
(check (eq? 'abc 'ABC) #f (eq? 'abc 'Abc) #f (let ((a 1) (A 2)) (list a A)) '(1 2) (symbol->string 'FooBar) "FooBar")
;; … but not in numbers and hex escapes.
(check (reads "#XaB") 171 (reads "#xAb") 171 (reads "1E2") 100.0 (reads "#E1.0") 1 (reads "#I1") 1.0 (reads "+INF.0") +inf.0 (reads "#B101") 5 (reads "#O17") 15
       (reads "#D9") 9 (reads "\"\\X41;\\x6A;\\x6a;\"") "Ajj" (reads "#\\x4A") #\J (reads "#\\X4a") #\J)

;; An identifier is a variable or keyword, or in a literal a symbol.
(check (let ((list vector)) (list 1 2)) '#(1 2) (let ((if list)) (if 1 2 3)) '(1 2 3) 'if (string->symbol "if") '(define else) (list 'define 'else)
       (let ((+soup+ 1) (|two words| 2) (... 3) (->x 4)) (list +soup+ |two words| ... ->x)) '(1 2 3 4))

;; An identifier ends at a delimiter.
(define (data text)
  (let ((port (open-input-string text)))
    (outcome (let loop ((all '()))
               (let ((datum (read port)))
                 (if (eof-object? datum) (reverse all) (loop (cons datum all))))))))
(check (data "a(b)c") '(a (b) c) (data "a\"s\"b") '(a "s" b) (data "a;x\nb") '(a b) (data "a|b|c") '(a b c) (data "a\tb\rc\nd e") '(a b c d e)
       (data "|a|b") '(a b))

;; #!fold-case and #!no-fold-case hold from where they stand on the same port.
(check (data "ABC #!fold-case ABC |ABC| #!no-fold-case ABC") '(ABC abc ABC ABC)
       (data "#!fold-case (A #\\A #\\SPACE \"A\" #T) #!no-fold-case A") '((a #\A #\space "A" #t) A)
       (data "#!fold-case ÉTÉ ΣΑΣ") (list (string->symbol "été") (string->symbol (string-foldcase "ΣΑΣ")))
       (data "(A #!fold-case B C) D") '((A b c) d) (data "#!fold-case\nA") '(a) (data "#!fold-case;x\nA") '(a) (data "#!fold-case") '()
       (data "'#!fold-case A") '((quote a)))
(check (let ((first (open-input-string "#!fold-case A B")) (second (open-input-string "A B")))
         (let* ((a (read first)) (b (read second)) (c (read first)) (d (read second))) (list a b c d)))
       '(a A b B))
(define folded '(A #!fold-case B #\C "D" |E| #!no-fold-case F))
(check folded (list (string->symbol "A") 'b #\C "D" (string->symbol "E") (string->symbol "F")))
;; A directive must be followed by a delimiter, and there are no others.
(check (data "#!fold-casea") 'read-error (data "#!fold-case1 A") 'read-error (data "#!nothing A") 'read-error)
(summary)
