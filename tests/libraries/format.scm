;;; (suo format): every directive, the examples of SRFI 48 but for its ~t, and what is wrong.
(import (scheme base) (scheme write) (scheme inexact) (suo format))
(include "../r7rs/check/check.scm")

;; Objects and where they go.
(check (format "a") "a" (format #f "~a~s" "x" "x") "x\"x\"" (format "~A ~S ~W" #\a #\a '(1 "b")) "a #\\a (1 \"b\")"
       (let ((port (open-output-string))) (format port "<~a>" 1) (get-output-string port)) "<1>"
       (format "~10a|~10@a|~10,,,'-a|~5s|~,,2a|" 'abc 'abc 'abc "x" 1) "abc       |       abc|abc-------|\"x\"  |1  |"
       (format "~a ~? ~a" 'a "~s" '(new) 'test) "a new test" (format "~@? ~a" "~a" 1 2) "1 2" (format "~k" "~a~a" '(1 2)) "12"
       (format "~w" (let ((c (list 'a 'b 'c))) (set-cdr! (cddr c) c) c)) "#0=(a b c . #0#)" (format "~c~@c" #\x #\space) "x#\\space")

;; Integers.
(check (format "~d|~10d|~:d|~10,'*:d|~@d|~,,' ,4:d" 42 42 1234567 -1234567 42 12345678) "42|        42|1,234,567|-1,234,567|+42|1234 5678"
       (format "~x ~b ~o ~8,'0b ~36r ~3,7,'.r" 255 5 -8 5 35 1) "ff 101 -10 00000101 z ......1" (format "#d~d #x~x #o~o #b~b~%" 32 32 32 32) "#d32 #x20 #o40 #b100000\n"
       (format "~d ~x ~d" 1.5 2/17 1+2i) "1.5 2/11 1+2i" (format "~r|~r|~r|~r" 0 -13 1000001 123456789) "zero|minus thirteen|one million one|one hundred twenty-three million four hundred fifty-six thousand seven hundred eighty-nine"
       (format "~:r ~:r ~:r ~:r ~:r" 1 12 20 21 100) "first twelfth twentieth twenty-first one hundredth" (format "~@r ~@r ~@r" 1994 4 5000) "MCMXCIV IV 5000"
       (format "~p ~p|~d famil~:@p ~d famil~:@p ~d thing~:p" 1 2 3 1 2) " s|3 families 1 family 2 things")

;; Decimals: rounded from the exact value, halves away from zero.
(check (map (lambda (x) (format "~,2f" x)) '(0.125 0.135 2.675 -0.125 2.5 1e10 0.000123 1/3 32 -0.0 1e21)) '("0.13" "0.14" "2.67" "-0.13" "2.50" "10000000000.00" "0.00" "0.33" "32.00" "-0.00" "1000000000000000000000.00")
       (map (lambda (x) (format "~f" x)) '(0.125 1e-7 -1.5e-7 1e21 12345678901234567890.0 32 1/4 +inf.0)) '("0.125" "0.0000001" "-0.00000015" "1000000000000000000000.0" "12345678901234567000.0" "32" "0.25" "+inf.0")
       (format "~8,2F|~6F|~8,2F|~1,2F|~1,2F|~8,3F|~6,3F|~4F|~8,3F|~6,3F|~2,3F|~8,3F" 1/3 32 32 4321 (sqrt -3.9) (sqrt -3.8) 1/3 12 123.3456 123.3456 123.3456 "foo") "    0.33|    32|   32.00|4321.00|0.00+1.97i|0.000+1.949i| 0.333|  12| 123.346|123.346|123.346|     foo"
       (format "~,0f ~,1f ~5,1,,'*f ~8,2,,,'0f ~@f ~,2,2f" 0.5 0.25 12345.6 3.14159 1.5 0.1234) "1. 0.3 ***** 00003.14 +1.5 12.34" (format "~v,vf" 10 3 2.5) "     2.500"
       (map (lambda (x) (format "~e ~,3e ~12,4e" x x x)) '(0.125 123456.789 0.0 9.9996e22)) '("1.25e-1 1.250e-1    1.2500e-1" "1.23456789e+5 1.235e+5    1.2346e+5" "0.0e+0 0.000e+0    0.0000e+0" "9.9996e+22 1.000e+23   9.9996e+22")
       (format "~,2,3e ~,2,,,,,'Ee" 1.5e-7 100) "1.50e-007 1.00E+2" (format "~g ~g ~g" 0.5 1e20 1e-5) "0.5 1.0e+20 1.0e-5" (format "~$ ~3$ ~,4$ ~,,8$ ~@$" 3.14159 2 2.5 2.5 1) "3.14 2.000 0002.50     2.50 +1.00")

;; Layout.
(check (format #f "~&1~&~&2~&~&~&3~%") "1\n2\n3\n" (format "~a~a~&" "\n" "") "\n" (format "~2%~3~~2_|~2|") "\n\n~~~  |\xc;\xc;" (format "a~2&b") "a\n\nb" (format "a~
       b") "ab" (format "a~:
 b") "a b" (format "a~@
   b") "a\nb"
       (format "abc~10tdef~20,5tghi~2@tj") "abc       def       ghi  j" (format "abc~1,4td~%~3tx") "abc  d\n   x" (format "~(HeLLo~) ~:(hello wORLD~) ~@(hello World~) ~:@(up~)") "hello Hello World Hello world UP")

;; Choice and iteration.
(check (map (lambda (n) (format "~[zero~;one~:;many~]" n)) '(0 1 2 -1)) '("zero" "one" "many" "many") (format "~[a~;b~]" 7) "" (format "~:[no~;yes~] ~:[no~;yes~]" #f 0) "no yes" (format "~@[ got ~a~]~@[ got ~a~]" 42 #f) " got 42"
       (format "~#[none~;one: ~a~;two: ~a and ~a~:;many~]" 1 2) "two: 1 and 2" (format "~{~a~^, ~}" '(1 2 3)) "1, 2, 3" (format "~{~a~}" '()) "" (format "~{x~:}" '()) "x" (format "~2{~a~}" '(1 2 3)) "12" (format "~:{<~a,~a>~}" '((1 2) (3 4))) "<1,2><3,4>"
       (format "~@{~a-~}" 7 8 9) "7-8-9-" (format "~:@{(~a)~}" '(1) '(2)) "(1)(2)" (format "~{~}" "<~a>" '(1 2)) "<1><2>" (format "~{~a~{(~a)~}~}" '(1 (2 3) 4 ())) "1(2)(3)4" (format "~:{~a~^-~a~};" '((1 2) (3))) "1-23;" (format "~{~a~:[~;!~]~}" '(1 #t 2 #f)) "1!2"
       (format "~a~2*~a" 1 2 3 4) "14" (format "~a~:*~a" 5) "55" (format "~a ~a ~0@*~a" 1 2) "1 2 1" (format "done~^ ~a") "done")

;; What is wrong is said, with the control string and the place in it.
(define-syntax complaint
  (syntax-rules () ((_ expression) (guard (e (#t (cons (error-object-message e) (error-object-irritants e)))) expression))))
(check (complaint (format "x~z" 1)) '("format: unknown directive ~z" "x~z" 1) (complaint (format "~a")) '("format: no argument is left for ~a" "~a" 0) (complaint (format "a" 1)) '("format: more arguments than directives" "a" (1))
       (complaint (format "~{~a" 1)) '("format: this directive is not closed: ~{" "~{~a" 1) (complaint (format "~]")) '("format: nothing is open for ~]" "~]" 0) (complaint (format "~d" 'x)) '("format: the argument of ~d is not a number" "~d" 0 x) (complaint (format "~c" 1)) '("format: the argument of ~c is not a character" "~c" 0 1)
       (complaint (format "~3,1" 1)) '("format: the control string ends within a directive" "~3,1" 0) (complaint (format "~{x~}" '(1))) '("format: an iteration uses no argument and would not end" "~{x~}" 0) (complaint (format "~1r" 1)) '("format: the radix is not from 2 to 36" "~1r" 0 1)
       (complaint (format 5)) '("format: there is no control string" 5) (complaint (format 'x "a")) '("format: the destination is neither a boolean nor an output port nor a control string" x) (complaint (format #f 1)) '("format: the control is not a string" 1) (complaint (format "~:*")) '("format: there is no such argument" "~:*" 0 -1) (complaint (format "~:[a~]" 1)) '("format: ~:[ needs two clauses" "~:[a~]" 0))
(summary)
