;;; R7RS 6.2.6: + * - / abs square expt exact inexact on every pair of types: exactness, signs, values.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme inexact) (scheme complex))
(include "../check/check.scm")

(check (+) 0 (+ 3) 3 (+ 3 4) 7 (+ 1 2 3 4 5) 15 (*) 1 (* 4) 4 (* 2 3 4) 24 (- 3) -3 (- 3 4) -1 (- 3 4 5) -6 (/ 3) 1/3 (/ 3 4 5) 3/20 (/ 0 5) 0 (/ -3) -1/3 (/ 1/3) 3 (/ 0.5) 2.0 (/ 3 4) 3/4 (/ 8 4) 2 (/ -9 6) -3/2 (/ 9 -6) -3/2
       (- 0) 0 (- 1/3) -1/3 (- 2.5) -2.5 (- 1+2i) -1-2i (/ +i) -i (/ 1+i) 1/2-1/2i)
;; A row a type: what + - * / with 2 on the left and on the right give.
(define (with-two x) (list (+ 2 x) (+ x 2) (- 2 x) (- x 2) (* 2 x) (* x 2) (/ 2 x) (/ x 2)))
(check (with-two 3) '(5 5 -1 1 6 6 2/3 3/2) (with-two 1/2) '(5/2 5/2 3/2 -3/2 1 1 4 1/4) (with-two 0.5) '(2.5 2.5 1.5 -1.5 1.0 1.0 4.0 0.25) (with-two 1+i) '(3+i 3+i 1-i -1+i 2+2i 2+2i 1-i 1/2+1/2i)
       (with-two 1.0+1.0i) '(3.0+1.0i 3.0+1.0i 1.0-1.0i -1.0+1.0i 2.0+2.0i 2.0+2.0i 1.0-1.0i 0.5+0.5i)
       (with-two 100000000000000000000) '(100000000000000000002 100000000000000000002 -99999999999999999998 99999999999999999998 200000000000000000000 200000000000000000000 1/50000000000000000000 50000000000000000000))
(define (with-half x) (list (+ 1/2 x) (- x 1/2) (- 1/2 x) (* x 1/2) (/ x 1/2) (/ 1/2 x)))
(check (with-half 1/3) '(5/6 -1/6 1/6 1/6 2/3 3/2) (with-half 0.25) '(0.75 -0.25 0.25 0.125 0.5 2.0) (with-half 1+i) '(3/2+i 1/2+i -1/2-i 1/2+1/2i 2+2i 1/4-1/4i) (with-half -4) '(-7/2 -9/2 9/2 -2 -8 -1/8))
(define (with-flonum x) (list (+ 0.5 x) (- x 0.5) (* x 0.5) (/ x 0.5)))
(check (with-flonum 3) '(3.5 2.5 1.5 6.0) (with-flonum 1/4) '(0.75 -0.25 0.125 0.5) (with-flonum (expt 2 70)) (list (inexact (expt 2 70)) (inexact (expt 2 70)) (inexact (expt 2 69)) (inexact (expt 2 71))) (map inexact (with-flonum 1+2i)) '(1.5+2.0i 0.5+2.0i 0.5+1.0i 2.0+4.0i))
;; Contagion: the result is inexact as soon as one argument is; exact arguments give exact results.
(define (exact-results procedure arguments) (map (lambda (x) (exact? (procedure x 3))) arguments))
(check (exact-results + '(1 1/2 100000000000000000000 1+i)) '(#t #t #t #t) (exact-results + '(1.0 +inf.0 1.5+i)) '(#f #f #f) (exact-results * '(1 1/2 1+i)) '(#t #t #t) (exact-results / '(1 1/2 1+i)) '(#t #t #t)
       (exact-results - '(1.0 -0.0)) '(#f #f) (exact-results expt '(2 1/2 1+i -3)) '(#t #t #t #t) (exact-results expt '(2.0 0.5)) '(#f #f))
;; Across the bounds of fixnums and 64-bit words, both ways.
(define edges (list (expt 2 59) (expt 2 60) (expt 2 61) (expt 2 62) (expt 2 63) (expt 2 64) (expt 2 128)))
(check (map (lambda (e) (- (+ e 1) e)) edges) '(1 1 1 1 1 1 1) (map (lambda (e) (+ (- -1 e) e)) edges) '(-1 -1 -1 -1 -1 -1 -1) (map (lambda (e) (- (* (- e 1) (+ e 1)) (* e e))) edges) '(-1 -1 -1 -1 -1 -1 -1)
       (map (lambda (e) (/ (* e 6) (* e 4))) edges) '(3/2 3/2 3/2 3/2 3/2 3/2 3/2) (map (lambda (e) (- (- e) (- e))) edges) '(0 0 0 0 0 0 0) (+ (expt 2 60) (- (expt 2 60))) 0 (* 99999999999 99999999999) 9999999999800000000001
       (* -4611686018427387904 2) -9223372036854775808 (- -9223372036854775808) 9223372036854775808 (abs (- (expt 2 60))) 1152921504606846976 (* (expt 10 20) (expt 10 20)) (expt 10 40) (- (expt 10 40) (- (expt 10 40) 1)) 1)
;; Large ratios, and reduction to lowest terms.
(check (+ 1/3 2/3) 1 (* 2/3 3/2) 1 (- 1/2 1/2) 0 (/ 1/2 1/2) 1 (/ (expt 10 40) (expt 10 38)) 100 (+ (/ 1 (expt 10 20)) (/ 1 (expt 10 20))) 1/50000000000000000000 (exact? (+ 1/3 2/3)) #t
       (inexact (/ (+ (expt 10 400) 1) (expt 10 400))) 1.0 (inexact (/ (expt 10 400) (+ (expt 10 399) 1))) 10.0 (* 1.0 1/3) .3333333333333333)
(check (outcome (/ 1 0)) 'error (outcome (/ 0)) 'error (outcome (/ 1.5 0)) 'error (outcome (/ 1/2 0)) 'error (outcome (/ 1+i 0)) 'error (outcome (+ 1 'a)) 'error (outcome (+ 'a)) 'error (outcome (* "2" 3)) 'error
       (outcome (- '())) 'error (outcome (- 1 #\a)) 'error (outcome (/ 'a)) 'error (outcome (* 2 #f)) 'error (outcome (+ 1 2 3 'a)) 'error)

(check (abs -7) 7 (abs 7) 7 (abs 0) 0 (abs -1/2) 1/2 (abs -0.5) 0.5 (abs -0.0) 0.0 (abs -inf.0) +inf.0 (abs (- (expt 10 30))) (expt 10 30) (outcome (abs 'a)) 'error (outcome (abs 1+i)) 'error
       (square 42) 1764 (square 2.0) 4.0 (square -1/2) 1/4 (square +i) -1 (square 1+i) +2i (square (expt 10 20)) (expt 10 40) (outcome (square 'a)) 'error
       (exact-integer? (square 4294967296)) #t (square 4294967296) 18446744073709551616)

;; expt: exact powers of exact bases, zero powers, inexact ones, roots.
(check (expt 2 0) 1 (expt 2 10) 1024 (expt 2 100) 1267650600228229401496703205376 (expt -2 3) -8 (expt -2 4) 16 (expt 2 -2) 1/4 (expt 2/3 3) 8/27 (expt 2/3 -3) 27/8 (expt 0 0) 1 (expt 0 5) 0 (expt 0 1/2) 0 (expt 1 1000000) 1
       (expt -1 1000001) -1 (= (expt 0.0 0) 1) #t (expt 0. 0.0) 1.0 (expt 0 0.0) 1.0 (expt 0 2.5) 0.0 (expt 0.0 3) 0.0 (expt -0.0 3) -0.0 (expt -0.0 2) 0.0 (expt 2.0 3) 8.0 (expt 2 3.0) 8.0 (expt 2.0 -1) 0.5 (expt 2 0.5) 1.4142135623730951
       (= (expt 4 1/2) 2) #t (= (expt 9/4 1/2) 3/2) #t (expt 10 -3) 1/1000 (expt 10. 3) 1000.0 (expt +i 2) -1 (expt 1+i 2) +2i (expt 1+i -1) 1/2-1/2i (expt +i 100) 1 (expt +inf.0 2) +inf.0 (expt +inf.0 -1) 0.0 (expt 2 +inf.0) +inf.0 (expt 2 -inf.0) 0.0
       (expt 1.5 10) 57.6650390625 (expt 7 30) 22539340290692258087863249 (expt -8.0 3) -512.0 (expt 1.0 +inf.0) 1.0)
(check (outcome (expt 0 -1)) 'error (outcome (expt 'a 2)) 'error (outcome (expt 2 'a)) 'error (exact? (expt 2 3)) #t (inexact? (expt 2.0 3)) #t)

;; exact and inexact: nearest, part by part, the same for what is so already.
(check (inexact 3) 3.0 (inexact 1/3) .3333333333333333 (inexact 2.5) 2.5 (inexact 1+2i) 1.0+2.0i (inexact 1/2-1/4i) 0.5-0.25i (inexact 9007199254740993) 9007199254740992.0 (inexact 9007199254740995) 9007199254740996.0 (inexact (expt 10 23)) 1e23
       (inexact (expt 10 400)) +inf.0 (inexact (- (expt 10 400))) -inf.0 (inexact (/ 1 (expt 10 400))) 0.0 (inexact (/ 1 (expt 2 1074))) 5e-324 (inexact (/ 3 (expt 2 1075))) 1e-323 (inexact (/ 1 (expt 2 1075))) 0.0
       (inexact (+ (expt 2 1024) -1)) +inf.0 (inexact (- (expt 2 1024) (expt 2 970))) +inf.0 (inexact (- (expt 2 1024) (expt 2 970) 1)) 1.7976931348623157e308
       (exact 3) 3 (exact 3.0) 3 (exact 2.5) 5/2 (exact -0.0) 0 (exact 1/3) 1/3 (exact 1e20) 100000000000000000000 (exact 0.1) 3602879701896397/36028797018963968 (exact 5e-324) (/ 1 (expt 2 1074)) (exact 1.5+2.0i) 3/2+2i (exact 1.0+0.0i) 1
       (exact 1.7976931348623157e308) (- (expt 2 1024) (expt 2 971)))
(check (outcome (exact +inf.0)) 'error (outcome (exact +nan.0)) 'error (outcome (exact 'a)) 'error (outcome (inexact "1")) 'error (outcome (exact +inf.0i)) 'error)
;; The correspondence between exact and inexact integers.
(check (let loop ((power 0)) (or (= power 53) (let ((n (expt 2 power))) (and (= n (exact (inexact n))) (= (- n) (exact (inexact (- n)))) (eqv? (inexact n) (inexact (exact (inexact n)))) (loop (+ power 1)))))) #t)
(summary)
