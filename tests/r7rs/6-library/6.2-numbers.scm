;;; R7RS 6.2: numbers, ratnums included.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme inexact))
(include "../check/check.scm")
(define third (/ 1 3))
(check (number? 5) #t (number? 'a) #f (complex? 3) #t (real? 3.5) #t (rational? third) #t (rational? (/ 0.0 0.0)) #f
       (rational? (/ 1.0 0.0)) #f (integer? 3.0) #t (integer? 3.5) #f (integer? third) #f (exact-integer? 32) #t (exact-integer? 32.0) #f
       (exact? third) #t (inexact? 3.0) #t (finite? 1e308) #t (finite? (/ 1.0 0.0)) #f (infinite? (/ -1.0 0.0)) #t (nan? (/ 0.0 0.0)) #t)
(check (+) 0 (*) 1 (+ 3) 3 (- 3) -3 (/ 3) third (/ 6 3) 2 (/ 6 4) (/ 3 2) (/ 1.0 2) 0.5 (+ third third third) 1 (* third 3) 1
       (- third 1) (/ -2 3) (+ third 0.5) 0.8333333333333333 (- 5 3 1) 1 (/ 60 3 4) 5 (* 1.5 2) 3.0 (- 0.0) -0.0 (+ 0.5 1) 1.5)
(check (= 1 1.0) #t (= 1 1 2) #f (< 1 2 3) #t (< 1 3 2) #f (<= 1 1 2) #t (> 3 2 1) #t (>= 3 3 4) #f
       (= third 0.3333333333333333) #f (< third 0.34) #t (< 0.33 third) #t (= (expt 2 70) (inexact (expt 2 70))) #t
       (= (+ (expt 2 70) 1) (inexact (expt 2 70))) #f (< (expt 10 400) (/ 1.0 0.0)) #t (> (- (expt 10 400)) (/ -1.0 0.0)) #t
       (< 1 (/ 0.0 0.0)) #f (= (/ 0.0 0.0) (/ 0.0 0.0)) #f (= 9007199254740993 9007199254740992.0) #f)
(check (zero? 0.0) #t (zero? -0.0) #t (positive? third) #t (negative? (- (expt 2 80))) #t (odd? 3) #t (even? -4) #t (odd? 3.0) #t (even? (expt 2 90)) #t)
(check (max 1 2 3) 3 (max 1 2.0) 2.0 (max 3 1.0) 3.0 (min 1 third) third (min 1 2.0) 1.0 (abs -7) 7 (abs (- third)) third (abs -0.5) 0.5)
(check (call-with-values (lambda () (floor/ 5 2)) list) '(2 1) (call-with-values (lambda () (floor/ -5 2)) list) '(-3 1)
       (call-with-values (lambda () (floor/ 5 -2)) list) '(-3 -1) (call-with-values (lambda () (floor/ -5 -2)) list) '(2 -1)
       (call-with-values (lambda () (truncate/ -5 2)) list) '(-2 -1) (call-with-values (lambda () (truncate/ 5 -2)) list) '(-2 1)
       (floor-quotient 7 -2) -4 (floor-remainder 7 -2) -1 (truncate-quotient 7 -2) -3 (truncate-remainder 7 -2) 1
       (modulo -13 4) 3 (remainder -13 4) -1 (modulo 13 -4) -3 (remainder 13 -4) 1 (modulo -13.0 4) 3.0 (quotient -7.0 2) -3.0
       (modulo (- (expt 10 30)) 7) 6 (quotient (expt 10 30) (expt 10 28)) 100)
(check (gcd 32 -36) 4 (gcd) 0 (lcm 32 -36) 288 (lcm 32.0 -36) 288.0 (lcm) 1 (gcd 0 5) 5 (gcd (expt 6 40) (expt 10 40)) (expt 2 40))
(check (numerator (/ 6 4)) 3 (denominator (/ 6 4)) 2 (denominator 0) 1 (denominator 0.5) 2.0 (numerator 0.75) 3.0)
(check (floor -4.3) -5.0 (ceiling -4.3) -4.0 (truncate -4.3) -4.0 (round -4.3) -4.0 (floor 3.5) 3.0 (ceiling 3.5) 4.0 (truncate 3.5) 3.0
       (round 3.5) 4.0 (round 2.5) 2.0 (round -2.5) -2.0 (round (/ 7 2)) 4 (round (/ 5 2)) 2 (round 7) 7 (floor (/ -7 2)) -4 (ceiling (/ -7 2)) -3 (truncate (/ -7 2)) -3)
(check (rationalize (exact 0.3) (/ 1 10)) third (rationalize 0.3 (/ 1 10)) 0.3333333333333333)
(check (exp 0) 1 (log 1) 0 (sin 0) 0 (atan 1) 0.7853981633974483 (atan -1 -1) -2.356194490192345 (atan 1 0) 1.5707963267948966
       (sqrt 16) 4 (sqrt 2) 1.4142135623730951 (sqrt (/ 9 4)) (/ 3 2) (sqrt 0.25) 0.5 (sqrt (expt 10 60)) (expt 10 30) (log 8 2) 3.0 (asin 1) 1.5707963267948966 (acos -1) 3.141592653589793)
(check (call-with-values (lambda () (exact-integer-sqrt 17)) list) '(4 1) (square 5) 25 (square 0.5) 0.25)
(check (expt 2 10) 1024 (expt 2 -2) (/ 1 4) (expt 0 0) 1 (expt 0.0 0) 1.0 (expt 2.0 3) 8.0 (expt third 2) (/ 1 9) (expt 2 0.5) 1.4142135623730951 (expt -2 3) -8 (expt 7 30) 22539340290692258087863249)
(check (exact 2.5) (/ 5 2) (exact 3.0) 3 (inexact third) 0.3333333333333333 (exact 1e20) 100000000000000000000 (inexact (expt 10 25)) 1e25 (exact -0.1) (- (/ 3602879701896397 36028797018963968)))
(check (number->string 255 16) "ff" (number->string third) "1/3" (number->string -1.5) "-1.5" (string->number "100") 100 (string->number "100" 16) 256
       (string->number "1e2") 100.0 (string->number "#xff") 255 (string->number "1/3") third (string->number "-1.5e-3") -0.0015 (string->number "abc") #f
       (string->number "") #f (string->number "-") #f (string->number "+inf.0") (/ 1.0 0.0) (string->number "#e1.5") (/ 3 2) (string->number "#i1/2") 0.5
       (string->number "1/0") #f (string->number ".5") 0.5 (string->number "5.") 5.0 (string->number "#b-101") -5 (string->number "1e400") (/ 1.0 0.0)
       (string->number "4.9e-324") 5e-324 (string->number "2.4e-324") 0.0 (string->number "9007199254740993") 9007199254740993
       (string->number "9007199254740993.0") 9007199254740992.0)
(check (outcome (/ 1 0)) 'error (outcome (quotient 1 0)) 'error (outcome (+ 1 'a)) 'error (outcome (exact (/ 0.0 0.0))) 'error
       (outcome (< 1 'b)) 'error (outcome (sqrt 'x)) 'error (outcome (max 1 'a)) 'error)
(check (boolean=? #t #t #t) #t (boolean=? #f #t) #f (eqv? 100000000000000000000 100000000000000000000) #t (eqv? 0.0 -0.0) #f (eqv? 1.5 1.5) #t (eqv? 1 1.0) #f
       (equal? third (/ 2 6)) #t (eq? '() '()) #t)
(summary)
