;;; R7RS 6.5: symbols.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read))
(include "../check/check.scm")
(check (symbol? 'foo) #t (symbol? (car '(a b))) #t (symbol? "bar") #f (symbol? 'nil) #t (symbol? '()) #f (symbol? #f) #f (symbol? #\a) #f (symbol? 1) #f (symbol? (string->symbol "")) #t (symbol? '|a b|) #t (symbol? '...) #t (symbol? '+) #t (symbol? '-) #t (symbol? '->x) #t)
(check (symbol=? 'a 'a) #t (symbol=? 'a 'b) #f (symbol=? 'a 'A) #f (symbol=? 'a 'a 'a) #t (symbol=? 'a 'a 'b) #f (symbol=? 'a 'b 'b) #f (symbol=? 'a (string->symbol "a") '|a|) #t (symbol=? '|two words| (string->symbol "two words")) #t
       (outcome (symbol=? 'a "a")) 'error (outcome (symbol=? 1 'a)) 'error (outcome (symbol=? 'a 'a 5)) 'error)
(check (symbol->string 'flying-fish) "flying-fish" (symbol->string 'Martin) "Martin" (symbol->string (string->symbol "Malvina")) "Malvina" (symbol->string '|a b|) "a b" (symbol->string '||) "" (symbol->string '|x\|y|) "x|y" (symbol->string 'λ) "λ"
       (outcome (symbol->string "a")) 'error (outcome (symbol->string 5)) 'error)
(check (string->symbol "mISSISSIppi") 'mISSISSIppi (eqv? 'bitBlt (string->symbol "bitBlt")) #t (eqv? 'LollyPop (string->symbol (symbol->string 'LollyPop))) #t (string=? "K. Harper, M.D." (symbol->string (string->symbol "K. Harper, M.D."))) #t
       (eq? 'abc 'abc) #t (eq? 'abc 'ABC) #f (eq? (string->symbol "x y") (string->symbol "x y")) #t (string->symbol "\\x41;") '|\\x41;| (symbol->string (string->symbol "a\\nb")) "a\\nb" (outcome (string->symbol 'a)) 'error (outcome (string->symbol #\a)) 'error)
;; A symbol does not follow the string that it was made of.
(check (let* ((s (string #\a #\b)) (y (string->symbol s))) (string-set! s 0 #\x) (list y (eq? y 'ab) (eq? y (string->symbol "xb")))) '(ab #t #f))
;; What write writes, read reads as the identical symbol: names of every kind.
(define (written object)
  (let ((port (open-output-string)))
    (write object port)
    (get-output-string port)))
(define names
  '("a" "A" "aB" "" " " "a b" "(" ")" "a(b" "\"" "'" "`" "," ",@" ";" "a;b" "#" "#t" "#\\a" "#foo" "a#" "|" "a|b" "\\" "a\\b" "1" "12" "-1" "+1" "1a" "1/2" "1.5" "1e5" ".5" "." ".." "..." ".a" "+" "-" "+a" "-a" "+." "+.a" "-.5" "--" "+i" "-i" "+I" "i"
    "1+i" "+2i" "+inf.0" "-inf.0" "+nan.0" "+inf.0i" "+INF.0" "inf.0" "1@2" "e1" "1e" "\n" "a\nb" "\t" "\x7;" "\x0;" "\x7f;" "\xa0;" "λ" "été" "x\x3000;y" "\x1F600;" "[" "]" "{" "}" "a:b" "~!@$%^&*_+=<>?/" "->string" "@" "@a" "a@b" "1+" "-1+" "+5x" "0x10" "quote" "lambda" "\x2028;" "\xFEFF;" "\xe000;"))
(check (let loop ((rest names) (bad '()))
         (cond ((null? rest) bad)
               ((eq? (string->symbol (car rest)) (read (open-input-string (written (string->symbol (car rest)))))) (loop (cdr rest) bad))
               (else (loop (cdr rest) (cons (car rest) bad)))))
       '()
       (let loop ((rest names) (bad '()))
         (cond ((null? rest) bad)
               ((equal? (list (string->symbol (car rest)) 1) (read (open-input-string (written (list (string->symbol (car rest)) 1))))) (loop (cdr rest) bad))
               (else (loop (cdr rest) (cons (car rest) bad)))))
       '())
(summary)
