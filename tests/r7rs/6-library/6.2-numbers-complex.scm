;;; R7RS 6.2.6 and (scheme complex): complex numbers, exact, inexact and mixed.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read) (scheme inexact) (scheme complex))
(include "../check/check.scm")
;; As text, so that signs of zeros and exactness are seen.
(define (text number) (number->string number))
(define (near? one other)
  (< (magnitude (- one other)) (* 4e-15 (max 1 (magnitude other)))))
(check (complex? 1+i) #t (real? 1+i) #f (number? +i) #t (rational? 1+i) #f (integer? 1+i) #f (exact? 1+2i) #t (exact? 1.0+2i) #f (inexact? 1+2.0i) #t
       (real? -2.5+0i) #t (real? -2.5+0.0i) #f (integer? 3+0i) #t (complex? 3) #t (real? 1) #t (exact-integer? 1+0i) #t (finite? 1+i) #t (finite? 1.0+inf.0i) #f
       (infinite? 3.0+inf.0i) #t (infinite? +nan.0+i) #f (nan? +nan.0+5.0i) #t (nan? 1+2i) #f (zero? 0.0+0.0i) #t (zero? +i) #f (symbol? '+i) #f (symbol? 'i) #t)
(check (text 1+i) "1+i" (text 1-i) "1-i" (text +i) "+i" (text -i) "-i" (text -2.5i) "-2.5i" (text 1/2-3/4i) "1/2-3/4i" (text 1.5e10+2i) "15000000000.0+2i"
       (text +inf.0i) "+inf.0i" (text -inf.0-nan.0i) "-inf.0+nan.0i" (text #e1.5+.5i) "3/2+1/2i" (text #i1/2-i) "0.5-1.0i" (text #x-a+fi) "-10+15i"
       (text 1@0) "1" (text 0@1) "0" (text +5i) "+5i" (text 1+0i) "1" (text 0.0-0.0i) "0.0-0.0i" (text -0.0+i) "-0.0+i" (number->string 10+15i 16) "a+fi"
       (number->string 1-3i 2) "1-11i" (text +I) "+i" (text 1+2I) "1+2i")
(check (string->number "1+i") 1+i (string->number "+i") +i (string->number "i") #f (string->number "1+") #f (string->number "1i") #f (string->number "+1i") +i
       (string->number "1+2") #f (string->number "1+2i3") #f (string->number "1+2ii") #f (string->number "1@") #f (string->number "@1") #f
       (string->number "a+bi" 16) 10+11i (string->number "#xa-bi") 10-11i (string->number "+inf.0+inf.0i") +inf.0+inf.0i (string->number "1e2+1e-2i") 100.0+0.01i
       (string->number "-1.5-1/2i") -1.5-1/2i (string->number "1+1/0i") #f (near? (string->number "2@1") (make-polar 2 1)) #t
       (string->number "++i") #f (string->number "+-i") #f (read (open-input-string "(1+i -i +i+ 1@0 -1.0i)")) '(1+i -i +i+ 1 -1.0i))
(check (make-rectangular 1 2) 1+2i (make-rectangular 1 0) 1 (make-rectangular 1.5 2) 1.5+2i (text (make-rectangular 1 0.0)) "1+0.0i" (real-part 1+2i) 1
       (imag-part 1+2i) 2 (real-part 1.5) 1.5 (imag-part 1.5) 0 (magnitude 3+4i) 5 (magnitude 3.0-4.0i) 5.0 (magnitude -5) 5 (magnitude 1+i) 1.4142135623730951
       (magnitude 3/5-4/5i) 1 (angle 1) 0 (angle -1) 3.141592653589793 (angle +i) 1.5707963267948966 (angle -1.0-0.0i) -3.141592653589793 (angle +inf.0) 0
       (angle -inf.0) 3.141592653589793 (magnitude 1e300+1e300i) 1.4142135623730952e300 (make-polar 2 0) 2 (make-polar 0 1.5) 0 (magnitude -inf.0+nan.0i) +inf.0
       (near? (make-polar 1 3.141592653589793) -1) #t (near? 1@2 (make-rectangular (cos 2) (sin 2))) #t)
(check (+ 1+2i 3-2i) 4 (+ 1+2i 1) 2+2i (+ 1/2 +i) 1/2+i (text (+ 1+2i 0.5)) "1.5+2i" (- 1+2i 1) +2i (- 1 +i) 1-i (- 1+i) -1-i (- +i +i) 0 (* +i +i) -1
       (* 2 1+i) 2+2i (* 1+i 1-i) 2 (* 1/2 2+4i) 1+2i (text (* 2.0 1+i)) "2.0+2.0i" (/ 1 +i) -i (/ 1+2i 3+4i) 11/25+2/25i (/ 2+4i 2) 1+2i (/ 1+i) 1/2-1/2i
       (/ 1.0+2.0i 3.0+4.0i) 0.44+0.08i (/ 1e200+1e200i 1e200+1e200i) 1.0+0.0i (+ +i) +i (* +i) +i (* 1+i 2 1-i) 4 (square +i) -1 (+ 1+i 1.5 -i) 2.5)
(check (= 1+i 1+i) #t (= 1+i 1+i 1) #f (= 1+i 1.0+1.0i) #t (eqv? 1+i 1+i) #t (eqv? 1+i 1.0+i) #f (equal? '(1+i) (list (+ 1 +i))) #t (= 1+0.0i 1) #t
       (memv +i '(1 +i 2)) '(+i 2) (case +i ((-i) 'no) ((+i) 'yes)) 'yes (outcome (< 1+i 2)) 'error (outcome (> 1 +i)) 'error (outcome (positive? +i)) 'error
       (outcome (max 1+i)) 'error (outcome (floor 1+i)) 'error (outcome (abs +i)) 'error (outcome (+ +i 'a)) 'error (outcome (/ +i 0)) 'error
       (outcome (make-rectangular +i 1)) 'error (outcome (quotient +i 1)) 'error (outcome (even? +i)) 'error (outcome (numerator +i)) 'error)
(check (exact 1.5+2.5i) 3/2+5/2i (text (inexact 1+2i)) "1.0+2.0i" (text (inexact 1/2+i)) "0.5+1.0i" (exact 1+i) 1+i (exact 1.0+0.0i) 1 (outcome (exact +inf.0i)) 'error)
(check (sqrt -1) +i (sqrt -4) +2i (sqrt -1/4) +1/2i (text (sqrt -2.25)) "+1.5i" (text (sqrt -2)) "+1.4142135623730951i" (sqrt -3-4i) 1-2i
       (sqrt +2i) 1+i (sqrt 7/36+2/3i) 2/3+1/2i (near? (square (sqrt 1.5+2.5i)) 1.5+2.5i) #t (text (sqrt -4.0+0.0i)) "0.0+2.0i" (text (sqrt -4.0-0.0i)) "0.0+2.0i"
       (sqrt -0.0) -0.0)
(check (expt 1+i 2) +2i (expt +i 3) -i (expt +i -1) -i (expt +i 0) 1 (expt 1+i 10) +32i (expt -1 1/2) +i (expt -8/27 0) 1 (near? (expt -8 1/3) 1+1.7320508075688772i) #t
       (near? (expt -2.0 0.5) +1.4142135623730951i) #t (near? (expt +i +i) 0.20787957635076193) #t (near? (expt 2 1+i) (* 2 (exp (* +i (log 2))))) #t (expt 0 1+i) 0
       (text (expt 0.0 1+i)) "0.0" (near? (expt 1.5+i 2) 1.25+3i) #t)
(check (near? (exp 1+i) 1.4686939399158851+2.2873552871788423i) #t (near? (exp (* +i 3.141592653589793)) -1) #t (near? (log -1) +3.141592653589793i) #t
       (near? (log +i) +1.5707963267948966i) #t (near? (log 1+i) 0.34657359027997264+0.7853981633974483i) #t (near? (log -1.0) +3.141592653589793i) #t
       (near? (log -8 2) 3+4.532360141827194i) #t (near? (log 3+4i) 1.6094379124341003+0.9272952180016122i) #t
       (near? (sin 1+i) 1.2984575814159773+0.6349639147847361i) #t (near? (cos 1+i) 0.8337300251311491-0.9888977057628651i) #t
       (near? (tan 1+i) 0.2717525853195118+1.0839233273386946i) #t (near? (asin 2) 1.5707963267948966-1.3169578969248166i) #t
       (near? (asin -2) -1.5707963267948966+1.3169578969248166i) #t (near? (acos 2) +1.3169578969248166i) #t (near? (asin 1+i) 0.6662394324925153+1.0612750619050357i) #t
       (near? (acos 1+2i) 1.1437177404024204-1.5285709194809982i) #t (near? (atan 1+2i) 1.3389725222944935+0.40235947810852507i) #t
       (near? (sin (asin 0.5+0.25i)) 0.5+0.25i) #t (near? (cos (acos 3-2i)) 3-2i) #t (near? (tan (atan 0.5-0.25i)) 0.5-0.25i) #t (near? (sin +0.001i) +0.0010000001666666751i) #t
       (outcome (atan +i)) 'error (near? (tan +1000.0i) +i) #t)
;; Parts that are zero have the sign of the limit.
(check (eqv? (imag-part (cos (make-rectangular 0.0 1.0))) -0.0) #t (eqv? (imag-part (cos (make-rectangular 0.0 -1.0))) 0.0) #t (eqv? (imag-part (sin (make-rectangular 0.0 -0.0))) -0.0) #t)
(summary)
