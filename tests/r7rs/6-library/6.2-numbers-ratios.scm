;;; R7RS 6.2 and 7.1.1: ratios, written as literals and computed with.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read) (scheme inexact))
(include "../check/check.scm")
(check (exact? 1/3) #t (rational? 1/3) #t (integer? 1/3) #f (integer? 6/3) #t (real? 1/3) #t (number? '1/3) #t (exact-integer? 4/2) #t
       (inexact? 1/3) #f (symbol? '1/3) #f (symbol? '1/) #t (symbol? '/3) #t)
(check '(1/2 #(2/4 a) . -3/9) '(1/2 #(1/2 a) . -1/3) #x1/a (/ 1 10) #b101/11 (/ 5 3) #o17/7 (/ 15 7) #e1.5 3/2 #e-0.125 -1/8 #e1e-2 1/100
       #i1/4 0.25 #x#e-a/f -2/3 #e#x10 16 #d1/2 1/2 4/2 2 0/5 0 -0/7 0 (eqv? 1/3 2/6) #t (equal? '(1/3) (list (/ 1 3))) #t)
(check (+ 1/2 1/3) 5/6 (- 1/2 1/2) 0 (* 2/3 3/2) 1 (/ 1/2 1/3) 3/2 (/ 3/4 2) 3/8 (/ 2 3/4) 8/3 (- 1/3) -1/3 (/ -2/3) -3/2 (+ 1/2 0.5) 1.0
       (* 1/2 4) 2 (+ 1/3 2/3) 1 (- 5 1/3) 14/3 (/ 9 6) 3/2 (/ -9 6) -3/2 (/ 9 -6) -3/2 (/ 1 1/100000000000000000000) 100000000000000000000
       (+ 1/100000000000000000000 1/3) 100000000000000000003/300000000000000000000 (/ 0 1/2) 0 (* 0 1/2) 0 (/ 0.0 1/2) 0.0)
(check (< 1/3 1/2) #t (> 1/3 1/2) #f (= 1/2 0.5) #t (= 1/3 .3333333333333333) #f (<= 1/3 1/3 1/2) #t (< -1/2 -1/3 0 1/3) #t (max 1/3 1/2) 1/2
       (min 1/3 0.5) 0.3333333333333333 (zero? 1/3) #f (positive? 1/3) #t (negative? -1/3) #t (abs -7/3) 7/3 (< 1/3 +inf.0) #t (> 1/3 -inf.0) #t
       (= 1/3 +nan.0) #f (< 1/3 100000000000000000000) #t)
(check (floor 7/2) 3 (ceiling 7/2) 4 (truncate 7/2) 3 (round 7/2) 4 (round 5/2) 2 (floor -7/2) -4 (ceiling -7/2) -3 (truncate -7/2) -3
       (round -7/2) -4 (round -5/2) -2 (round 1/3) 0 (round 2/3) 1 (round -2/3) -1 (numerator 6/4) 3 (denominator 6/4) 2 (numerator -6/4) -3
       (denominator -6/4) 2 (square -2/3) 4/9)
(check (rationalize 3/10 1/10) 1/3 (rationalize .3 1/10) 0.3333333333333333 (rationalize -3/10 1/10) -1/3 (rationalize 1/10 1/5) 0
       (rationalize 5/2 0) 5/2 (rationalize 13/5 3/10) 5/2 (rationalize +inf.0 1/2) +inf.0 (rationalize 1/2 +inf.0) 0.0)
(check (exact 0.1) 3602879701896397/36028797018963968 (exact -2.5) -5/2 (exact 5e-324) (/ 1 (expt 2 1074)) (exact 1.5e-5)
       (exact 1.5e-5) (inexact 1/3) 0.3333333333333333 (inexact -2/3) -0.6666666666666666 (inexact (/ 1 (expt 2 1074))) 5e-324
       (inexact (/ 1 (expt 2 1076))) 0.0 (inexact (/ (expt 10 400) (+ 1 (expt 10 399)))) 10.0 (inexact (/ 3 (expt 2 1075))) 1e-323
       (inexact (/ 9007199254740993 2)) 4503599627370496.5 (inexact 1/9007199254740993) 1.1102230246251564e-16)
(check (expt 2/3 3) 8/27 (expt 2/3 -3) 27/8 (expt 2/3 0) 1 (expt 4 1/2) 2 (expt 8 2/3) 4 (expt 4/9 3/2) 8/27 (expt 4 -1/2) 1/2 (expt 0 1/2) 0
       (expt 1 1/7) 1 (expt 2 1/2) 1.4142135623730951 (expt 1/4 0.5) 0.5 (sqrt 1/4) 1/2 (sqrt 49/9) 7/3 (sqrt 1/3) 0.5773502691896257 (exp 1/2) 1.6487212707001282
       (sqrt (/ (expt 10 700) 9)) (/ (expt 10 350) 3) (log 1/2) -0.6931471805599453)
(check (number->string 1/3) "1/3" (number->string -255/16 16) "-ff/10" (number->string 5/3 2) "101/11" (string->number "1/3") 1/3
       (string->number "-6/4") -3/2 (string->number "ff/10" 16) 255/16 (string->number "1/0") #f (string->number "0/0") #f (string->number "1/") #f
       (string->number "/2") #f (string->number "1/2/3") #f (string->number "1/-2") #f (string->number "1.5/2") #f (string->number "1/2.") #f
       (string->number "#i1/3") 0.3333333333333333 (string->number "#e.25") 1/4 (string->number "+1/2") 1/2 (string->number "#b1/12") #f
       (read (open-input-string "(1/2 -3/6 #e1.25)")) '(1/2 -1/2 5/4))
(check (outcome (/ 1/2 0)) 'error (outcome (numerator 'a)) 'error (outcome (exact-integer-sqrt 1/4)) 'error (outcome (quotient 1/2 2)) 'error
       (outcome (even? 1/2)) 'error (outcome (vector-ref (vector 1 2) 1/2)) 'error)
(check (case 1/2 ((1/3) 'third) ((1/2) 'half)) 'half (memv 1/2 '(0 1/2 1)) '(1/2 1) (assv 3/2 '((1/2 . a) (3/2 . b))) '(3/2 . b)
       (let-syntax ((half (syntax-rules () ((_) 1/2)))) (half)) 1/2)
;; What is too small for a flonum keeps its sign.
(check (eqv? (inexact (/ -1 (expt 10 400))) -0.0) #t (eqv? (inexact (/ 1 (expt 10 400))) 0.0) #t (eqv? (* 1.0 (/ -1 (expt 2 1075))) -0.0) #t (inexact (/ -3 (expt 2 1076))) -5e-324 (eqv? (string->number "-1e-400") -0.0) #t (eqv? (string->number "#i-1/1000000e300") -0.0) #f)
(summary)
