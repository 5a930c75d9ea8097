;;; R7RS 6.2.1 to 6.2.5 and the predicates of 6.2.6: types, exactness, special values, comparison.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme inexact) (scheme complex))
(include "../check/check.scm")

;; The tower: a row for each object, and what number? complex? real? rational? integer? exact-integer? say of it.
(define (tower object)
  (map (lambda (predicate) (predicate object)) (list number? complex? real? rational? integer?)))
(define integer-row '(#t #t #t #t #t))
(define rational-row '(#t #t #t #t #f))
(define real-row '(#t #t #t #f #f))
(define complex-row '(#t #t #f #f #f))
(define nothing '(#f #f #f #f #f))
(check (tower 0) integer-row (tower 3) integer-row (tower -3) integer-row (tower (expt 10 50)) integer-row (tower (- (expt 2 60))) integer-row (tower 6/3) integer-row (tower 8/4) integer-row
       (tower 3.0) integer-row (tower -0.0) integer-row (tower 1e300) integer-row (tower 3+0i) integer-row (tower #e1e10) integer-row (tower #e3.0) integer-row
       (tower 6/10) rational-row (tower -1/3) rational-row (tower 3.5) rational-row (tower 1e-300) rational-row (tower #e.5) rational-row (tower -2.5+0i) rational-row
       (tower +inf.0) real-row (tower -inf.0) real-row (tower +nan.0) real-row
       (tower 3+4i) complex-row (tower -2.5+0.0i) complex-row (tower +i) complex-row (tower 1/2+1/3i) complex-row (tower +inf.0i) complex-row (tower 1@1) complex-row
       (tower 'a) nothing (tower "1") nothing (tower #\1) nothing (tower '()) nothing (tower #t) nothing (tower #f) nothing (tower '(1)) nothing (tower #(1)) nothing (tower #u8(1)) nothing
       (tower car) nothing (tower (eof-object)) nothing (tower (current-input-port)) nothing)
(check (exact-integer? 32) #t (exact-integer? 32.0) #f (exact-integer? 32/5) #f (exact-integer? (expt 3 100)) #t (exact-integer? 3+4i) #f (exact-integer? +inf.0) #f (exact-integer? 6/3) #t)

;; Of every number exactly one of exact? and inexact? is true.
(define (exactness number)
  (list (exact? number) (inexact? number)))
(check (exactness 3) '(#t #f) (exactness (expt 10 30)) '(#t #f) (exactness 1/3) '(#t #f) (exactness #e3.0) '(#t #f) (exactness 1+2i) '(#t #f) (exactness 1/2+3i) '(#t #f)
       (exactness 3.) '(#f #t) (exactness 3.0) '(#f #t) (exactness #i3) '(#f #t) (exactness 1e10) '(#f #t) (exactness +inf.0) '(#f #t) (exactness +nan.0) '(#f #t) (exactness -0.0) '(#f #t)
       (exactness 1.0+2i) '(#f #t) (exactness 1+2.0i) '(#f #t) (exactness 1.5@2) '(#f #t)
       (outcome (exact? 'a)) 'error (outcome (inexact? "1")) 'error)

;; real? is true when the imaginary part is an exact zero, as the examples have it.
(check (real? (make-rectangular 3 0)) #t (real? (make-rectangular 3.5 0)) #t (real? (make-rectangular 3.5 0.0)) #f (real? (make-polar 3 0)) #t)

;; finite?, infinite?, nan? on every type and part.
(define (kind number)
  (list (finite? number) (infinite? number) (nan? number)))
(check (kind 3) '(#t #f #f) (kind (expt 10 400)) '(#t #f #f) (kind 1/3) '(#t #f #f) (kind 1e308) '(#t #f #f) (kind -0.0) '(#t #f #f) (kind 5e-324) '(#t #f #f) (kind 1+2i) '(#t #f #f)
       (kind 1.5-2.5i) '(#t #f #f) (kind +inf.0) '(#f #t #f) (kind -inf.0) '(#f #t #f) (kind +nan.0) '(#f #f #t) (kind -nan.0) '(#f #f #t) (kind 3.0+inf.0i) '(#f #t #f)
       (kind -inf.0+1.0i) '(#f #t #f) (kind +nan.0+5.0i) '(#f #f #t) (kind 5.0+nan.0i) '(#f #f #t) (kind +inf.0+nan.0i) '(#f #t #t)
       (outcome (finite? 'a)) 'error (outcome (infinite? "x")) 'error (outcome (nan? '())) 'error)

;; Infinities, NaN and zeros in arithmetic (6.2.4).
(define (not-a-number? number) (and (inexact? number) (nan? number)))
(check (+ +inf.0 1) +inf.0 (+ +inf.0 1/3) +inf.0 (+ -inf.0 1e308) -inf.0 (+ +inf.0 (expt 10 400)) +inf.0 (- +inf.0 +inf.0) +nan.0 (+ +inf.0 -inf.0) +nan.0 (* +inf.0 2) +inf.0 (* +inf.0 -2) -inf.0
       (* -inf.0 -1/2) +inf.0 (* +inf.0 0.0) +nan.0 (/ 1 0.0) +inf.0 (/ 1 -0.0) -inf.0 (/ 1.0 0.0) +inf.0 (/ -1 0.0) -inf.0 (/ 1/2 0.0) +inf.0 (/ 1 +inf.0) 0.0 (/ 1 -inf.0) -0.0
       (/ 0.0 0.0) +nan.0 (/ +inf.0 +inf.0) +nan.0
       (not-a-number? (+ 1 +nan.0)) #t (not-a-number? (* 2 +nan.0)) #t (not-a-number? (- +nan.0)) #t (not-a-number? (/ +nan.0 2)) #t (not-a-number? (sqrt +nan.0)) #t (not-a-number? (max 1 +nan.0)) #t
       (- 0.0) -0.0 (- -0.0) 0.0 (+ -0.0 -0.0) -0.0 (- -0.0 0.0) -0.0 (+ 0.0 -0.0) 0.0 (- 0.0 0.0) 0.0 (* -1 0.0) -0.0 (* 0.0 -5) -0.0 (* -0.0 -0.0) 0.0 (/ 0.0 -3) -0.0
       (= 0.0 -0.0) #t (< -0.0 0.0) #f (>= -0.0 0.0) #t (zero? -0.0) #t (negative? -0.0) #f (positive? 0.0) #f (+ 1e308 1e308) +inf.0 (* -1e200 1e200) -inf.0 (/ 1e-300 1e300) 0.0 (/ -1e-300 1e300) -0.0)

;; Comparison: chains, mixed exactness, NaN, and transitivity where doubles run out of digits.
(define big (expt 2 1000))
(check (= 1 1.0) #t (= 1 1 1) #t (= 1 1 2) #f (= 1 2 1) #f (= 1/2 0.5) #t (= 1/3 .3333333333333333) #f (= 1+2i 1+2i) #t (= 1+2i 1.0+2.0i) #t (= 1+2i 1+3i) #f (= 1 1+0.0i) #t (= 0 0.0 -0.0 0/1) #t
       (= (- big 1) (inexact big)) #f (= (inexact big) (+ big 1)) #f (= (inexact big) big) #t (= 9007199254740993 9007199254740992.0) #f (= (expt 10 22) 1e22) #t (= (expt 10 23) 1e23) #f
       (= 0.1 1/10) #f (= (exact 0.1) 0.1) #t)
(check (< 1 2 3) #t (< 1 2 2) #f (< 1 3 2) #f (<= 1 1 2) #t (<= 1 2 1) #f (> 3 2 1) #t (> 3 2 2) #f (>= 3 3 2) #t (>= 3 2 3) #f (< 1 1.5 2) #t (< 1/3 0.34 1/2) #t (< -1/2 -1/3) #t (> 1/2 1/3) #t
       (< (expt 10 30) (expt 10 31)) #t (< (- (expt 10 31)) (- (expt 10 30))) #t (> (expt 10 30) 5) #t (< (expt 10 30) 1e29) #f (< 9007199254740992.0 9007199254740993) #t (<= 9007199254740993 9007199254740992.0) #f
       (< (expt 10 400) +inf.0) #t (> (expt 10 400) -inf.0) #t (< 1/3 +inf.0) #t (< (/ (expt 10 400) 3) +inf.0) #t (< -inf.0 (- (expt 10 400))) #t (<= +inf.0 +inf.0) #t (< +inf.0 +inf.0) #f
       (< 1e308 (expt 10 309)) #t (> 1/100000000000000000000 0.0) #t (< 0 5e-324) #t (< 5e-324 (/ 1 (expt 10 330))) #f (> 5e-324 (/ 1 (expt 10 330))) #t)
(check (< 1 +nan.0) #f (> 1 +nan.0) #f (= +nan.0 +nan.0) #f (<= +nan.0 1) #f (>= 1/3 +nan.0) #f (< 1 2 +nan.0) #f (< +nan.0 1 2) #f (= 1 1 +nan.0) #f (>= (expt 10 40) +nan.0) #f (= +nan.0 1+i) #f)
(check (outcome (< 1 'a)) 'error (outcome (= 1 "1")) 'error (outcome (> '() 1)) 'error (outcome (< 1+i 2)) 'error (outcome (>= 1 2+i)) 'error)

;; zero? positive? negative? odd? even?, inexact integers too.
(check (zero? 0) #t (zero? 0.0) #t (zero? -0.0) #t (zero? 0+0.0i) #t (zero? 1) #f (zero? 1/3) #f (zero? 5e-324) #f (zero? +nan.0) #f (zero? 1+i) #f (positive? 1) #t (positive? 0) #f (positive? 1/3) #t
       (positive? +inf.0) #t (positive? -1/3) #f (positive? (expt 10 30)) #t (positive? +nan.0) #f (negative? -1) #t (negative? 0) #f (negative? -1/3) #t (negative? -inf.0) #t (negative? (- (expt 10 30))) #t
       (negative? +nan.0) #f (odd? 1) #t (odd? -1) #t (odd? 2) #f (odd? 0) #f (odd? 3.0) #t (odd? -3.0) #t (odd? 2.0) #f (odd? (+ (expt 10 30) 1)) #t (even? 0) #t (even? -2) #t (even? 3) #f (even? 0.0) #t (even? -0.0) #t
       (even? (expt 10 30)) #t (even? 1e300) #t (odd? 9007199254740991.0) #t (outcome (odd? 1.5)) 'error (outcome (even? 1/2)) 'error (outcome (even? +inf.0)) 'error (outcome (odd? +nan.0)) 'error
       (outcome (positive? 'a)) 'error (outcome (negative? 1+i)) 'error (outcome (zero? "0")) 'error (outcome (even? "2")) 'error)

;; max and min: inexact contagion, also when the inexact argument is not the result.
(check (max 3 4) 4 (max 3.9 4) 4.0 (max 5) 5 (max 1 2.0 3) 3.0 (max 1.0 2) 2.0 (min 1 2.0) 1.0 (min 1 2 -3) -3 (min 1/3 1/2) 1/3 (max 1/3 0.25) (inexact 1/3) (min 1/2 0.75) 0.5 (max -inf.0 (expt 10 20)) 1e20
       (min +inf.0 5) 5.0 (max (expt 10 30) (expt 10 29)) (expt 10 30) (min -1 (- (expt 10 30))) (- (expt 10 30)) (max 1/2 1/3 3/4) 3/4 (min 0 -0.0) -0.0 (exact? (max 1 2 3)) #t (inexact? (max 1 2 3.0)) #t
       (outcome (max 'a)) 'error (outcome (max 1 'a)) 'error (outcome (min 1 2+i)) 'error (outcome (min "1" 2)) 'error)
(summary)
