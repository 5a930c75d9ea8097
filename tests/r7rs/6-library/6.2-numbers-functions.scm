;;; R7RS 6.2.6: exp, log, the circular functions, sqrt and expt on reals and complex numbers; branch cuts, signed zeros, infinities.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme inexact) (scheme complex))
(include "../check/check.scm")
(define pi 3.141592653589793)
;; Equal up to a few units in the last place of the larger part; infinities and signs of zeros exactly.
(define (close? one other)
  (and (part-close? (real-part one) (real-part other) (magnitude other)) (part-close? (imag-part one) (imag-part other) (magnitude other))))
(define (part-close? one other size)
  (cond ((or (nan? one) (nan? other)) (and (nan? one) (nan? other)))
        ((or (infinite? one) (infinite? other)) (= one other))
        ((and (zero? one) (zero? other)) (eqv? (inexact one) (inexact other)))
        (else (<= (abs (- one other)) (* 1e-14 (max size 1e-300))))))
(define-syntax near
  (syntax-rules ()
    ((_ (expression expected) ...)
     (begin (check (let ((value expression)) (if (close? value expected) #t value)) #t) ...))))

;; Exact results of exact arguments, and the examples.
(check (exp 0) 1 (log 1) 0 (sin 0) 0 (cos 0) 1 (tan 0) 0 (asin 0) 0 (acos 1) 0 (atan 0) 0 (sqrt 16) 4 (sqrt 9) 3 (sqrt -1) +i (sqrt -4) +2i (sqrt 1/4) 1/2 (sqrt -9/4) +3/2i (sqrt 0) 0 (sqrt (expt 10 60)) (expt 10 30)
       (sqrt (square 12345678901234567890)) 12345678901234567890 (sqrt +2i) 1+i (sqrt -2i) 1-i (sqrt 3+4i) 2+i (sqrt -3-4i) 1-2i (exact? (sqrt 16)) #t (exact? (sqrt 2)) #f (sqrt 16.0) 4.0 (sqrt -1.0) +1.0i)
(near ((exp 1) 2.718281828459045) ((exp 0.0) 1.0) ((exp -1) 0.36787944117144233) ((exp 1/2) 1.6487212707001282) ((exp 700) 1.0142320547350045e304) ((exp -745.0) 5e-324) ((exp 1000) +inf.0) ((exp -1000) 0.0) ((exp +inf.0) +inf.0)
      ((exp -inf.0) 0.0) ((exp +nan.0) +nan.0) ((log 2) 0.6931471805599453) ((log 2.718281828459045) 1.0) ((log 0.5) -0.6931471805599453) ((log 0.0) -inf.0) ((log +inf.0) +inf.0) ((log +nan.0) +nan.0)
      ((log (expt 10 400)) 921.0340371976183) ((log (/ 1 (expt 10 400))) -921.0340371976183) ((log 100 10) 2.0) ((log 8 2) 3.0) ((log 1024 2) 10.0) ((log 2 8) 0.3333333333333333) ((log 1/8 2) -3.0) ((log 10.0 10.0) 1.0)
      ((log -1) (make-rectangular 0.0 pi)) ((log -1.0) (make-rectangular 0 pi)) ((log -2 2) (make-rectangular 1.0 4.532360141827194)) ((log +i) (make-rectangular 0.0 (/ pi 2))) ((log -inf.0) (make-rectangular +inf.0 pi)))
;; The sides of the cut of log: the sign of the imaginary zero decides; (log -0.0).
(check (imag-part (log -1.0-0.0i)) (- pi) (imag-part (log -1.0+0.0i)) pi (imag-part (log -2.0-0.0i)) (- pi) (real-part (log -0.0)) -inf.0 (imag-part (log -0.0)) pi (imag-part (log 1.0-0.0i)) -0.0 (imag-part (log 1.0+0.0i)) 0.0
       (outcome (log 0)) 'error (outcome (log 'a)) 'error (outcome (exp "1")) 'error (outcome (log 2 'a)) 'error)

(near ((sin 1) 0.8414709848078965) ((cos 1) 0.5403023058681398) ((tan 1) 1.5574077246549023) ((sin (/ pi 6)) 0.5) ((cos pi) -1.0) ((sin -1) -0.8414709848078965) ((sin 1e22) -0.8522008497671888) ((cos 1e22) 0.5232147853951389) ((tan (/ pi 4)) 1.0)
      ((sin 1/2) 0.479425538604203) ((sin 1e-300) 1e-300) ((sin +inf.0) +nan.0) ((cos -inf.0) +nan.0) ((tan +inf.0) +nan.0) ((sin 100000) 0.035748797972016506)
      ((asin 1) (/ pi 2)) ((asin -1) (/ pi -2)) ((asin 0.5) 0.5235987755982989) ((acos 0.5) 1.0471975511965979) ((acos -1) pi) ((acos 0) (/ pi 2)) ((atan 1) (/ pi 4)) ((atan -1) (/ pi -4)) ((atan +inf.0) (/ pi 2)) ((atan -inf.0) (/ pi -2))
      ((atan 1e-20) 1e-20) ((atan 1/2) 0.4636476090008061))
;; Odd functions keep the sign of zero.
(check (sin -0.0) -0.0 (tan -0.0) -0.0 (asin -0.0) -0.0 (atan -0.0) -0.0 (sin 0.0) 0.0 (cos -0.0) 1.0 (sqrt -0.0) -0.0 (sqrt 0.0) 0.0 (exp -0.0) 1.0 (sqrt +inf.0) +inf.0 (sqrt -inf.0) +inf.0i
       (acos 1.0) 0.0 (atan 0.0) 0.0)
;; atan of y and x: the table, row by row, and exact arguments.
(check (atan 0.0 1.0) 0.0 (atan -0.0 1.0) -0.0 (atan 1.0 0.0) (/ pi 2) (atan 1.0 -0.0) (/ pi 2) (atan 0.0 -1.0) pi (atan -0.0 -1.0) (- pi) (atan -1.0 0.0) (/ pi -2) (atan 0.0 0.0) 0.0 (atan -0.0 0.0) -0.0 (atan 0.0 -0.0) pi
       (atan -0.0 -0.0) (- pi) (atan 0.0 0) (/ pi 2) (atan -0.0 0) (/ pi -2))
(near ((atan 1 1) (/ pi 4)) ((atan 1 -1) (* 3/4 pi)) ((atan -1 -1) (* -3/4 pi)) ((atan -1 1) (/ pi -4)) ((atan 1 0) (/ pi 2)) ((atan -1 0) (/ pi -2)) ((atan 0 -1) pi) ((atan 1/2 1/3) 0.982793723247329) ((atan +inf.0 1) (/ pi 2))
      ((atan +inf.0 +inf.0) (/ pi 4)) ((atan +inf.0 -inf.0) (* 3/4 pi)) ((atan 1 +inf.0) 0.0) ((atan 1 -inf.0) pi) ((atan -1.0 -inf.0) (- pi)) ((atan (expt 10 400) (expt 10 400)) (/ pi 4)) ((atan 1 (expt 10 20)) 1e-20))
(check (eqv? 0 (atan 0 1)) #t (outcome (atan 0 0)) 'error (outcome (atan 'a 1)) 'error (outcome (atan 1 +i)) 'error (outcome (sin 'a)) 'error (outcome (acos "1")) 'error)

;; asin and acos beyond [-1, 1], and complex arguments: the formulas of the report.
(near ((asin 2) (make-rectangular (/ pi 2) -1.3169578969248166)) ((asin -2) (make-rectangular (/ pi -2) 1.3169578969248166)) ((acos 2) +1.3169578969248166i) ((acos -2) (make-rectangular pi -1.3169578969248166))
      ((exp +i) 0.5403023058681398+0.8414709848078965i) ((exp 1+i) 1.4686939399158851+2.2873552871788423i) ((log 3+4i) 1.6094379124341003+0.9272952180016122i) ((log 1-i) 0.3465735902799727-0.7853981633974483i)
      ((sin 1+i) 1.2984575814159773+0.6349639147847361i) ((cos 1+i) 0.8337300251311491-0.9888977057628651i) ((tan 1+i) 0.2717525853195117+1.0839233273386946i) ((sin +i) +1.1752011936438014i) ((cos +i) 1.5430806348152437-0.0i)
      ((asin 1+i) 0.6662394324925153+1.0612750619050355i) ((acos 1+i) 0.9045568943023814-1.0612750619050355i) ((atan 1+i) 1.0172219678978514+0.4023594781085251i) ((asin +i) +0.881373587019543i)
      ((asin 0.5+0.5i) 0.45227844715119064+0.5306375309525179i) ((atan +1/2i) +0.5493061443340548i) ((acos -0.5i) 1.5707963267948966+0.48121182505960347i) ((tan 0.5+30.0i) 7.36e-27+1.0i))
(check (outcome (atan +i)) 'error (outcome (atan -i)) 'error)
;; Each inverse undoes its function, in all quadrants.
(define quadrants '(1.5+0.5i -1.5+0.5i -1.5-0.5i 1.5-0.5i 0.25+2i -0.25-2i 3 -3 0.5 -0.5 1/3 -2+i))
(define (worst inverse function)
  (let loop ((rest quadrants) (bad '()))
    (cond ((null? rest) bad)
          ((< (magnitude (- (function (inverse (car rest))) (car rest))) 1e-13) (loop (cdr rest) bad))
          (else (loop (cdr rest) (cons (car rest) bad))))))
(check (worst log exp) '() (worst asin sin) '() (worst acos cos) '() (worst atan tan) '() (worst sqrt square) '() (worst (lambda (z) (expt z 1/3)) (lambda (z) (* z z z))) '() (worst (lambda (z) (expt z +i)) (lambda (z) (expt z -i))) '()
       (worst (lambda (z) (make-polar (magnitude z) (angle z))) (lambda (z) z)) '() (worst (lambda (z) (make-rectangular (real-part z) (imag-part z))) (lambda (z) z)) '())

;; sqrt: a positive real part, or none and no negative imaginary part.
(define (root-fault z)
  (let ((root (sqrt z)))
    (if (or (positive? (real-part root)) (and (zero? (real-part root)) (not (negative? (imag-part root))))) #f (list z root))))
(check (map root-fault quadrants) (map (lambda (z) #f) quadrants) (root-fault -1.0-0.0i) #f (root-fault -1.0+0.0i) #f (root-fault -4) #f (root-fault -2.0) #f (root-fault -5/3) #f (root-fault -2i) #f (root-fault -1e300-1e-300i) #f
       (sqrt -1.0-0.0i) 0.0+1.0i (sqrt -1.0+0.0i) 0.0+1.0i (sqrt 1.0-0.0i) 1.0-0.0i)
(near ((sqrt 2) 1.4142135623730951) ((sqrt 1/3) 0.5773502691896257) ((sqrt 1e300) 1e150) ((sqrt (expt 10 401)) 3.1622776601683794e200) ((sqrt (* 2 (expt 10 800))) 1.4142135623730951e400) ((sqrt (/ 1 (expt 10 401))) 3.162277660168379e-201) ((sqrt -2.0) +1.4142135623730951i) ((sqrt +i) 0.7071067811865476+0.7071067811865476i)
      ((sqrt 5e-324) 2.2227587494850775e-162) ((sqrt 1.0e200+1.0e200i) 1.09868411346781e100+4.550898605622274e99i) ((sqrt +inf.0+1.0i) +inf.0+0.0i))
;; expt of what is not exact: e^(z2 log z1).
(near ((expt 2 0.5) 1.4142135623730951) ((expt 2.5 3.5) 24.705294220065465) ((expt -1 1/2) +i) ((expt -8 1/3) 1.0000000000000002+1.7320508075688772i) ((expt -1.0 0.5) 6.123233995736766e-17+1.0i) ((expt +i +i) 0.20787957635076193)
      ((expt 1+i 1+i) 0.27395725383012107+0.5837007587586147i) ((expt 2 1+i) 1.5384778027279442+1.2779225526272695i) ((expt 1.1 1000) 2.469932918006026e41) ((expt 0.5 1074) 5e-324) ((expt 1/2 0.5) 0.7071067811865476) ((expt 1.0000001 10000000) 2.7182816941320818))
(check (expt 0 1+i) 0 (expt 0.0 1+i) 0.0 (outcome (expt 0 -1+i)) 'error (expt 0 0+0.0i) 1.0 (expt 0.0 2.5) 0.0 (expt -0.0 3) -0.0 (expt -2.0 3) -8.0 (expt 10.0 -2) 0.01)

;; make-rectangular, make-polar and the parts.
(check (make-rectangular 1 2) 1+2i (make-rectangular 1.5 0) 1.5 (make-rectangular 0 -1) -i (real-part 3+4i) 3 (imag-part 3+4i) 4 (real-part 5) 5 (imag-part 5) 0 (imag-part 5.5) 0 (magnitude 3+4i) 5 (magnitude -5) 5 (magnitude -1/2) 1/2 (magnitude -2.5) 2.5
       (magnitude 3.0+4.0i) 5.0 (magnitude -i) 1 (magnitude 1e300+1e300i) 1.4142135623730952e300 (magnitude +inf.0+nan.0i) +inf.0 (angle 5) 0 (angle -5) pi (angle -1.5) pi (angle +i) (/ pi 2) (angle -i) (/ pi -2) (angle -1.0-0.0i) (- pi) (angle -1.0+0.0i) pi
       (make-polar 2 0) 2 (make-polar 0 1) 0 (make-polar 2.0 0) 2.0 (angle 1+i) (/ pi 4) (angle -1-i) (* -3/4 pi)
       (outcome (make-rectangular 1+i 2)) 'error (outcome (make-polar 'a 1)) 'error (outcome (real-part 'a)) 'error (outcome (imag-part "1")) 'error (outcome (magnitude 'a)) 'error (outcome (angle '())) 'error)
(near ((make-polar 2 1) 1.0806046117362795+1.682941969615793i) ((make-polar 1 pi) (make-rectangular -1.0 1.2246467991473532e-16)) (1@2 -0.4161468365471424+0.9092974268256817i) ((magnitude (make-polar 3 2)) 3.0) ((angle (make-polar 3 2)) 2.0)
      ((angle (make-polar 3 7)) 0.7168146928204138))
(check (outcome (log 1 "2")) (quote error) (outcome (log "1" 2)) (quote error) (log 1 2) 0)
;; A negative base has a negative power also when the odd exponent is no flonum.
(check (expt -1.0 (+ (expt 10 40) 1)) -1.0 (expt -1.0 (expt 10 40)) 1.0 (expt -2.0 (+ (expt 2 53) 1)) -inf.0 (expt -2.0 (+ (expt 2 60) 1)) -inf.0 (eqv? (expt -0.5 (+ (expt 2 60) 1)) -0.0) #t (eqv? (expt -0.0 (+ (expt 2 100) 1)) -0.0) #t (eqv? (expt -0.0 (expt 2 100)) 0.0) #t (expt -1.0 (- (+ (expt 10 40) 1))) -1.0 (expt -1 (+ (expt 10 40) 1)) -1 (expt -0.0 (- -1 (expt 2 100))) -inf.0)
(summary)
