;;; R7RS 6.2.5, 6.2.7, 7.1.1: number->string and string->number in every radix, exactness and radix prefixes, what is no number.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme inexact) (scheme complex))
(include "../check/check.scm")
(define samples
  (append '(0 1 -1 7 10 255 -255 65535 1/3 -22/7 1152921504606846975 1152921504606846976 -1152921504606846977 18446744073709551616 0.0 -0.0 1.0 -1.5 0.1 -0.1 1e21 1e-7 123456.789 1e100 5e-324
            1.7976931348623157e308 2.2250738585072014e-308 4.35 0.3 1/3+2/3i 1+i -i +i 1.5-2.5i 0.1+1e30i -0.0+1.0i 1.0-0.0i +inf.0 -inf.0 +inf.0i 1-inf.0i)
          (list (expt 10 100) (- (expt 3 200)) (/ (expt 7 50) (expt 10 30)) (sqrt 2) (exp 1) (/ 1 3.0))))
;; (string->number (number->string z radix) radix) is z.
(define (round-trips radix)
  (let loop ((rest samples) (bad '()))
    (cond ((null? rest) bad)
          ((eqv? (car rest) (string->number (number->string (car rest) radix) radix)) (loop (cdr rest) bad))
          (else (loop (cdr rest) (cons (number->string (car rest) radix) bad))))))
(check (round-trips 2) '() (round-trips 8) '() (round-trips 10) '() (round-trips 16) '() (let loop ((rest samples)) (or (null? rest) (and (eqv? (car rest) (string->number (number->string (car rest)))) (loop (cdr rest))))) #t
       (nan? (string->number (number->string +nan.0))) #t (nan? (string->number "-nan.0")) #t)
;; Exact numbers in each radix, without prefix.
(check (number->string 0) "0" (number->string -0) "0" (number->string 255) "255" (number->string 255 2) "11111111" (number->string 255 8) "377" (number->string 255 10) "255" (number->string 255 16) "ff" (number->string -255 16) "-ff"
       (number->string 1/3) "1/3" (number->string -10/4) "-5/2" (number->string 255/256 16) "ff/100" (number->string 5/3 2) "101/11" (number->string (expt 2 100) 16) "10000000000000000000000000" (number->string (expt 10 30)) "1000000000000000000000000000000"
       (number->string 1+2i) "1+2i" (number->string -1/2-3i) "-1/2-3i" (number->string +i) "+i" (number->string 10+15i 16) "a+fi")
;; Inexact in radix 10: a point, and the fewest digits.
(check (number->string 0.0) "0.0" (number->string -0.0) "-0.0" (number->string 1.0) "1.0" (number->string 100.0) "100.0" (number->string 0.1) "0.1" (number->string 0.3) "0.3" (number->string 1.5) "1.5" (number->string -2.5) "-2.5"
       (number->string (/ 1 3.0)) "0.3333333333333333" (number->string (+ 0.1 0.2)) "0.30000000000000004" (number->string 1e21) "1.0e21" (number->string 5e-324) "5.0e-324" (number->string 1e-7) "1.0e-7" (number->string 1.7976931348623157e308) "1.7976931348623157e308"
       (number->string 9007199254740993.0) "9007199254740992.0" (number->string 1e23) "1.0e23" (number->string 4.35) "4.35" (number->string 2.2250738585072014e-308) "2.2250738585072014e-308" (number->string 123456789.125) "123456789.125"
       (number->string +inf.0) "+inf.0" (number->string -inf.0) "-inf.0" (number->string +nan.0) "+nan.0" (number->string 1.5+2.5i) "1.5+2.5i" (number->string 1.0-0.5i) "1.0-0.5i" (number->string 0.5 2) "0.1" (number->string -10.5 16) "-a.8")
(define (has-point? number)
  (let loop ((chars (string->list (number->string number))))
    (and (pair? chars) (or (char=? (car chars) #\.) (loop (cdr chars))))))
(check (let loop ((n 1e-320) (count 0)) (cond ((infinite? n) count) ((has-point? n) (loop (* n 10.0) (+ count 1))) (else n))) 629)

;; string->number: the default radix, and prefixes that override it.
(check (string->number "100") 100 (string->number "100" 2) 4 (string->number "100" 8) 64 (string->number "100" 10) 100 (string->number "100" 16) 256 (string->number "1e2") 100.0 (string->number "1e2" 16) 482 (string->number "#o177") 127
       (string->number "#o177" 16) 127 (string->number "#xff" 2) 255 (string->number "#XFF") 255 (string->number "#b101") 5 (string->number "#B-101") -5 (string->number "#d10" 16) 10 (string->number "ff") #f (string->number "ff" 16) 255 (string->number "FF" 16) 255
       (string->number "+5") 5 (string->number "-5") -5 (string->number "007") 7 (string->number "2" 2) #f (string->number "8" 8) #f (string->number "g" 16) #f (string->number "-deadbeef" 16) -3735928559)
;; Exactness prefixes, before and after the radix's.
(check (string->number "#e1.5") 3/2 (string->number "#E1E3") 1000 (string->number "#i1") 1.0 (string->number "#I1/2") 0.5 (string->number "#e#x10") 16 (string->number "#x#e10") 16 (string->number "#i#b101") 5.0 (string->number "#b#i101") 5.0 (string->number "#e1e-3") 1/1000
       (string->number "#e-.25") -1/4 (string->number "#i-5/2") -2.5 (string->number "#e1.5+2.5i") 3/2+5/2i (string->number "#i1+2i") 1.0+2.0i (string->number "#e1e30") (expt 10 30) (string->number "#e+inf.0") #f (string->number "#i1e400") +inf.0)
;; Decimals and exponents; correct rounding.
(check (string->number ".5") 0.5 (string->number "5.") 5.0 (string->number "-.5e1") -5.0 (string->number "+1.e2") 100.0 (string->number "1E2") 100.0 (string->number "1e+2") 100.0 (string->number "1e-2") 0.01 (string->number "1.5e0") 1.5 (string->number "1e400") +inf.0
       (string->number "-1e400") -inf.0 (string->number "1e-400") 0.0 (string->number "-1e-400") -0.0 (string->number "4.9406564584124654e-324") 5e-324 (string->number "2.4703282292062327e-324") 0.0 (string->number "2.4703282292062328e-324") 5e-324
       (string->number "9007199254740993.0") 9007199254740992.0 (string->number "9007199254740993.00000000000000000000001") 9007199254740994.0 (string->number "1.7976931348623158e308") 1.7976931348623157e308 (string->number "1.7976931348623159e308") +inf.0
       (string->number "0.1e1") 1.0 (string->number "00.10") 0.1 (string->number "123456789012345678901234567890.0") 1.2345678901234568e29 (string->number "100000000000000000000000000000000000000e-38") 1.0)
;; Ratios and complex numbers.
(check (string->number "1/2") 1/2 (string->number "-6/4") -3/2 (string->number "1/0") #f (string->number "0/5") 0 (string->number "1/-2") #f (string->number "1.5/2") #f (string->number "1/2.5") #f (string->number "1/2/3") #f (string->number "a/b" 16) 10/11
       (string->number "+i") +i (string->number "-i") -i (string->number "i") #f (string->number "+2i") +2i (string->number "1+i") 1+i (string->number "1-2.5i") 1-2.5i (string->number "1/2+3/4i") 1/2+3/4i (string->number "1+2") #f (string->number "1+2i3") #f (string->number "1i") #f
       (string->number "1@0") 1 (string->number "0@1") 0 (real-part (string->number "2@1")) 1.0806046117362795 (string->number "1@") #f (string->number "1@2@3") #f (string->number "1@2i") #f (string->number "1+inf.0i") 1+inf.0i (string->number "+inf.0-nan.0i") (string->number "+inf.0-nan.0i")
       (string->number "1e2+3.i") 100.0+3.0i (string->number "+I") +i (string->number "#xa+bi") 10+11i)
(check (string->number "+inf.0") +inf.0 (string->number "-inf.0") -inf.0 (string->number "+INF.0") +inf.0 (string->number "inf.0") #f (string->number "+inf.1") #f (string->number "+inf") #f (string->number "+nan.1") #f (string->number "nan.0") #f)
;; What is no number gives #f, never an error.
(check (map string->number '("" "+" "-" "." "..." "+." "-.e1" "e1" ".e1" "1e" "1e+" "1ee2" "1.2.3" "--1" "+-1" "1-" "1+" "a" "1a" " 1" "1 " "1 2" "#" "#x" "#e" "#xx1" "#e#e1" "#b#b1" "#x#d1" "#b2" "0x10" "1_000" "1,000" "\"1\"" "one" "1/" "/2" "#e1/0" "++i" "1++i" "1+ii" "λ" "١"))
       (map (lambda (x) #f) '("" "+" "-" "." "..." "+." "-.e1" "e1" ".e1" "1e" "1e+" "1ee2" "1.2.3" "--1" "+-1" "1-" "1+" "a" "1a" " 1" "1 " "1 2" "#" "#x" "#e" "#xx1" "#e#e1" "#b#b1" "#x#d1" "#b2" "0x10" "1_000" "1,000" "\"1\"" "one" "1/" "/2" "#e1/0" "++i" "1++i" "1+ii" "λ" "١")))
(check (outcome (number->string 'a)) 'error (outcome (number->string 1 'a)) 'error (outcome (number->string "1")) 'error (outcome (string->number 5)) 'error (outcome (string->number "5" 'a)) 'error (outcome (string->number 'a)) 'error
       (outcome (number->string 1 1)) 'error (outcome (number->string 1 37)) 'error (outcome (string->number "1" 0)) 'error)
;; The same rules where programs are read: case, prefixes, points.
(check #xFF 255 #b-101 -5 #o17 15 #d10 10 #e1.5 3/2 #i1/2 0.5 #x#e10 16 #e#x10 16 1E2 100.0 .5 0.5 5. 5.0 -.5 -0.5 +5 5 1e2 100.0 #XaB 171 (exact? 1e2) #f (exact? 100) #t (exact? #e1e2) #t (exact? 1.) #f (exact? #x1e2) #t (inexact? #i1) #t)
(summary)
