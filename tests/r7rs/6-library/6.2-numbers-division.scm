;;; R7RS 6.2.6: the division operators, gcd, lcm, numerator, denominator, rounding, rationalize, exact-integer-sqrt.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme inexact))
(include "../check/check.scm")
(define-syntax both
  (syntax-rules () ((_ expression) (call-with-values (lambda () expression) list))))

;; The examples.
(check (both (floor/ 5 2)) '(2 1) (both (floor/ -5 2)) '(-3 1) (both (floor/ 5 -2)) '(-3 -1) (both (floor/ -5 -2)) '(2 -1)
       (both (truncate/ 5 2)) '(2 1) (both (truncate/ -5 2)) '(-2 -1) (both (truncate/ 5 -2)) '(-2 1) (both (truncate/ -5 -2)) '(2 -1) (both (truncate/ -5.0 -2)) '(2.0 -1.0))
;; Inexact integers: any of the two makes the results inexact.
(check (both (floor/ 5.0 2)) '(2.0 1.0) (both (floor/ -5 2.0)) '(-3.0 1.0) (both (floor/ 5.0 -2.0)) '(-3.0 -1.0) (both (truncate/ 5 -2.0)) '(-2.0 1.0) (floor-quotient -7.0 2) -4.0 (floor-remainder -7 2.0) 1.0
       (truncate-quotient -7 2.0) -3.0 (truncate-remainder -7.0 2) -1.0 (quotient 7.0 2.0) 3.0 (remainder -13 4.0) -1.0 (modulo -13 4.0) 3.0 (modulo 13.0 -4) -3.0 (exact? (quotient 7 2)) #t)
;; quotient, remainder and modulo are other names.
(check (quotient 13 4) 3 (quotient -13 4) -3 (quotient 13 -4) -3 (quotient -13 -4) 3 (remainder 13 4) 1 (remainder -13 4) -1 (remainder 13 -4) 1 (remainder -13 -4) -1 (modulo 13 4) 1 (modulo -13 4) 3
       (modulo 13 -4) -3 (modulo -13 -4) -1 (modulo 0 5) 0 (modulo 5 5) 0 (modulo -5 5) 0 (quotient 0 7) 0)
;; n = d q + r, |r| < |d|, and the signs: around the bounds of fixnums and words, and with bignums.
(define numbers
  (let ((a (expt 2 60)) (b (expt 2 64)) (c (expt 10 40)))
    (list 1 2 3 7 10 255 (- a 1) a (+ a 1) (- b 1) b (+ b 1) c (+ (* c c) 1) (* a b) (- (expt 2 61) 1) (expt 2 62) (- (expt 2 128) 1))))
(define signed (append numbers (map - numbers)))
(define (division-faults divide quotient remainder fits?)
  (let ((faults '()))
    (for-each (lambda (n)
                (for-each (lambda (d)
                            (let-values (((q r) (divide n d)))
                              (unless (and (= n (+ (* d q) r)) (< (abs r) (abs d)) (fits? n d r) (eqv? q (quotient n d)) (eqv? r (remainder n d)))
                                (set! faults (cons (list n d q r) faults)))))
                          signed))
              (cons 0 signed))
    faults))
(define (same-sign? a b) (or (zero? a) (eq? (negative? a) (negative? b))))
(check (division-faults floor/ floor-quotient floor-remainder (lambda (n d r) (same-sign? r d))) '()
       (division-faults truncate/ truncate-quotient truncate-remainder (lambda (n d r) (same-sign? r n))) '()
       (division-faults floor/ (lambda (n d) (floor (/ n d))) modulo (lambda (n d r) #t)) '()
       (division-faults truncate/ (lambda (n d) (truncate (/ n d))) remainder (lambda (n d r) #t)) '()
       (division-faults truncate/ quotient remainder (lambda (n d r) #t)) '())
(check (outcome (quotient 1 0)) 'error (outcome (remainder 1 0)) 'error (outcome (modulo 1 0)) 'error (outcome (floor/ 1 0)) 'error (outcome (truncate/ 1 0)) 'error (outcome (floor-quotient (expt 10 30) 0)) 'error
       (outcome (floor-remainder 1 0)) 'error (outcome (truncate-quotient 1 0)) 'error (outcome (truncate-remainder 1 0)) 'error (outcome (quotient 1.5 1)) 'error (outcome (modulo 1 1/2)) 'error
       (outcome (remainder 'a 1)) 'error (outcome (modulo 5 0.0)) 'error (outcome (quotient +inf.0 2)) 'error (outcome (floor/ 5 2.5)) 'error (outcome (quotient 1+i 2)) 'error)

;; gcd and lcm: any number of arguments, never negative, inexact contagion.
(check (gcd 32 -36) 4 (gcd) 0 (gcd 5) 5 (gcd -5) 5 (gcd 0 5) 5 (gcd 0 0) 0 (gcd 12 18 27) 3 (gcd 32.0 -36) 4.0 (gcd (expt 6 50) (expt 10 50)) (expt 2 50) (gcd (- (expt 2 100)) (expt 2 70)) (expt 2 70)
       (lcm 32 -36) 288 (lcm) 1 (lcm 5) 5 (lcm -5) 5 (lcm 0 5) 0 (lcm 32.0 -36) 288.0 (lcm 2 3 4) 12 (lcm (expt 2 70) (expt 3 40)) (* (expt 2 70) (expt 3 40)) (exact? (gcd 4 6)) #t
       (outcome (gcd 1.5 2)) 'error (outcome (lcm 'a)) 'error (outcome (gcd 1/2)) 'error)

;; numerator and denominator, as if in lowest terms; exactness is kept.
(check (numerator (/ 6 4)) 3 (denominator (/ 6 4)) 2 (numerator -6/4) -3 (denominator -6/4) 2 (denominator 0) 1 (numerator 0) 0 (numerator 5) 5 (denominator 5) 1 (denominator (inexact (/ 6 4))) 2.0 (numerator 1.5) 3.0
       (numerator -0.75) -3.0 (denominator 0.0) 1.0 (denominator 3.0) 1.0 (numerator 1e300) 1e300 (denominator 0.1) 36028797018963968.0 (numerator 0.1) 3602879701896397.0 (outcome (numerator 'a)) 'error
       (outcome (denominator +inf.0)) 'error (outcome (numerator +nan.0)) 'error (outcome (denominator 1+i)) 'error)

;; Rounding: floor, ceiling, truncate, round of one number.
(define (roundings number)
  (map (lambda (procedure) (procedure number)) (list floor ceiling truncate round)))
(check (roundings -4.3) '(-5.0 -4.0 -4.0 -4.0) (roundings 3.5) '(3.0 4.0 3.0 4.0) (roundings 2.5) '(2.0 3.0 2.0 2.0) (roundings -2.5) '(-3.0 -2.0 -2.0 -2.0) (roundings -3.5) '(-4.0 -3.0 -3.0 -4.0)
       (roundings 0.5) '(0.0 1.0 0.0 0.0) (roundings -0.5) '(-1.0 -0.0 -0.0 -0.0) (roundings 1.5) '(1.0 2.0 1.0 2.0) (roundings 0.0) '(0.0 0.0 0.0 0.0) (roundings -0.0) '(-0.0 -0.0 -0.0 -0.0)
       (roundings 7) '(7 7 7 7) (roundings (expt 10 30)) (list (expt 10 30) (expt 10 30) (expt 10 30) (expt 10 30)) (roundings 7/2) '(3 4 3 4) (roundings 5/2) '(2 3 2 2) (roundings -7/2) '(-4 -3 -3 -4)
       (roundings -5/2) '(-3 -2 -2 -2) (roundings 1/3) '(0 1 0 0) (roundings 2/3) '(0 1 0 1) (roundings -2/3) '(-1 0 0 -1) (roundings 1e300) '(1e300 1e300 1e300 1e300)
       (roundings 2251799813685249.5) '(2251799813685249.0 2251799813685250.0 2251799813685249.0 2251799813685250.0) (roundings 2251799813685248.5) '(2251799813685248.0 2251799813685249.0 2251799813685248.0 2251799813685248.0)
       (roundings 0.49999999999999994) '(0.0 1.0 0.0 0.0) (roundings +inf.0) '(+inf.0 +inf.0 +inf.0 +inf.0) (roundings -inf.0) '(-inf.0 -inf.0 -inf.0 -inf.0) (nan? (round +nan.0)) #t (nan? (floor +nan.0)) #t
       (roundings (/ (+ (expt 10 30) 1) 2)) (list 500000000000000000000000000000 500000000000000000000000000001 500000000000000000000000000000 500000000000000000000000000000)
       (outcome (floor 'a)) 'error (outcome (round 1+i)) 'error (outcome (truncate "1")) 'error (outcome (ceiling '())) 'error)
(check (exact (floor 2.5)) 2 (exact (round 1e18)) 1000000000000000000 (exact? (round 7/2)) #t (inexact? (round 3.7)) #t (floor 1.0e15) 1.0e15)

;; rationalize: the simplest rational within the tolerance.
(check (rationalize (exact .3) 1/10) 1/3 (rationalize .3 1/10) #i1/3 (rationalize 3/10 1/10) 1/3 (rationalize -3/10 1/10) -1/3 (rationalize 5 1/2) 5 (rationalize 1/2 1) 0 (rationalize 7/2 1/3) 7/2
       (rationalize 22/7 1/100) 22/7 (rationalize 314159/100000 1/1000) 201/64 (rationalize 1/3 0) 1/3 (rationalize 0.3 0) 0.3 (rationalize 10 3) 7 (rationalize -10 3) -7 (rationalize 4/7 2/7) 1/2 (rationalize 1/10 -1/10) 0
       (exact? (rationalize 3/10 1/10)) #t (inexact? (rationalize 3/10 0.1)) #t (rationalize +inf.0 1) +inf.0 (rationalize 3 +inf.0) 0.0 (nan? (rationalize +inf.0 +inf.0)) #t (outcome (rationalize 'a 1)) 'error)

;; exact-integer-sqrt: k = s s + r, k < (s+1)(s+1).
(define (root-fault k)
  (let-values (((s r) (exact-integer-sqrt k)))
    (not (and (exact-integer? s) (exact-integer? r) (>= s 0) (>= r 0) (= k (+ (* s s) r)) (< k (* (+ s 1) (+ s 1)))))))
(define (some predicate list) (and (pair? list) (or (predicate (car list)) (some predicate (cdr list)))))
(check (both (exact-integer-sqrt 4)) '(2 0) (both (exact-integer-sqrt 5)) '(2 1) (both (exact-integer-sqrt 0)) '(0 0) (both (exact-integer-sqrt 1)) '(1 0) (both (exact-integer-sqrt 3)) '(1 2)
       (both (exact-integer-sqrt (expt 10 60))) (list (expt 10 30) 0) (both (exact-integer-sqrt (- (expt 10 60) 1))) (list (- (expt 10 30) 1) (* 2 (- (expt 10 30) 1)))
       (some root-fault numbers) #f (some root-fault (map square numbers)) #f (some root-fault (map (lambda (n) (- (* n n) 1)) numbers)) #f (some root-fault (map (lambda (n) (+ (* n n) n n)) numbers)) #f
       (outcome (exact-integer-sqrt -1)) 'error (outcome (exact-integer-sqrt 4.0)) 'error (outcome (exact-integer-sqrt 1/4)) 'error (outcome (exact-integer-sqrt 'a)) 'error)
(summary)
