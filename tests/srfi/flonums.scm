;;; SRFI 144: every function at points of its domain, within its error in units of the last place; the values were computed with 90 digits.
;;; Then the special values of C99, the parts of numbers, and what is exact.
(import (scheme base) (scheme write) (srfi 144))
(include "../r7rs/check/check.scm")

;; (near function limit point value ...): the points where the function is wrong by more than limit units.
(define (near function limit . points)
  (let loop ((points points) (wrong '()))
    (if (null? points)
        wrong
        (let* ((found (function (car points))) (wanted (cadr points))
               (unit (fl- (fladjacent (flabs wanted) +inf.0) (flabs wanted))))
          (loop (cddr points) (if (fl<=? (fl/ (flabsdiff found wanted) unit) limit) wrong (cons (list (car points) found wanted) wrong)))))))
(check
  (near flexp 1.0 -66.66862508625388 1.1122028636985997e-29 83.6813405126943 2.1996036057129562e36 593.894817633221 8.418643693534713e257 -48.089901860317354 1.3026297327411143e-21 10.977782287179593 58558.54413125766 1.0 2.718281828459045 -1e-05 0.9999900000499998) '()
  (near flexp2 1.0 174.76965769979392 4.082341195822968e52 -630.6793122902468 1.4015524532068072e-190 23.817278083610972 14781384.637264235 259.76544043360377 1.5746694699888666e78 585.9537450399052 2.4527502500283303e176 10.0 1024.0 0.5 1.4142135623730951) '()
  (near flexp-1 1.5 1.060740555642095 1.8885092992602799 70.12241666609341 2.843011495987087e30 -0.0787226276929971 -0.0757037369203313 1e-10 1.00000000005e-10 -1e-05 -9.999950000166666e-06 0.3 0.3498588075760031 0.36 0.43332941456034024 -0.4 -0.32967995396436073 -50.0 -1.0 1e-300 1e-300) '()
  (near flcbrt 0.6 27.0 3.0 -8.0 -2.0 1e-320 2.1544266950262728e-107 1e300 1e100 2.0 1.2599210498948732 -0.3 -0.6694329500821695) '()
  (near fllog 1.0 0.5 -0.6931471805599453 3.0 1.0986122886681098 1e-320 -736.8272408909739 1e300 690.7755278982137 1.0000001 9.999999505838704e-08) '()
  (near fllog1+ 1.5 1e-15 9.999999999999995e-16 -1e-10 -1.00000000005e-10 0.3 0.26236426446749106 0.5 0.4054651081081644 -0.9 -2.302585092994046 10000000000.0 23.025850930040455 1e300 690.7755278982137 1.8143527861352988 1.034732319041545) '()
  (near fllog2 0.6 8.0 3.0 0.125 -3.0 3.0 1.584962500721156 1.1 0.13750352374993502 5e-324 -1074.0 1e300 996.5784284662087 1e22 73.08241808752197) '()
  (near fllog10 0.6 1000.0 3.0 1e22 22.0 1e-05 -5.0 3.0 0.47712125471966244 0.9 -0.045757490560675115 1e300 300.0) '()
  (near flsin 1.0 1.0 0.8414709848078965 1e22 -0.8522008497671888 -0.5 -0.479425538604203 3.0 0.1411200080598672) '()
  (near flcos 1.0 1.0 0.5403023058681398 1e22 0.523214785395139 -0.5 0.8775825618903728 3.0 -0.9899924966004454) '()
  (near fltan 2.0 1.0 1.5574077246549023 1e22 -1.6287782256068988 -0.5 -0.5463024898437905 3.0 -0.1425465430742778) '()
  (near flasin 2.0 1.0 1.5707963267948966 0.3 0.3046926540153975 -0.99 -1.4292568534704693 1e-09 1e-09) '()
  (near flacos 2.0 0.3 1.2661036727794992 -0.99 3.000053180265366 0.9999 0.014142253477512098) '()
  (near flatan 1.0 1.0 0.7853981633974483 -10000000000.0 -1.5707963266948965 0.3 0.2914567944778671 5.0 1.373400766945016) '()
  (near flsinh 2.0 1.0 1.1752011936438014 -1e-05 -1.0000000000166668e-05 0.2313948 0.23346528526516547 30.0 5343237290762.231 710.0 1.1169973830808555e308 -5.0 -74.20321057778875) '()
  (near flcosh 1.5 1.0 1.5430806348152437 -1e-05 1.00000000005 0.3 1.0453385141288605 30.0 5343237290762.231 710.0 1.1169973830808555e308 -5.0 74.20994852478785) '()
  (near fltanh 2.0 1.0 0.7615941559557649 -1e-05 -9.999999999666668e-06 0.2 0.197375320224904 10.0 0.9999999958776927 -30.0 -1.0) '()
  (near flasinh 2.0 1.0 0.881373587019543 -1e-05 -9.999999999833334e-06 0.06 0.05996405819533394 10000000000.0 23.7189981105004 -30.0 -4.09462222433053 1e300 691.4686750787737) '()
  (near flacosh 2.0 1.0000001 0.0004472135919037347 1.5 0.9624236501192069 30.0 4.0940666686320855 1e300 691.4686750787737) '()
  (near flatanh 2.0 0.5 0.5493061443340549 -1e-05 -1.0000000000333334e-05 0.999 3.8002011672501994 -0.3 -0.3095196042031117) '()
  (near flgamma 6.0 0.5 1.772453850905516 1.0 1.0 5.0 24.0 23.0 1.1240007277776077e21 171.0 7.257415615307999e306 1e-05 99999.42279422555 -1e-05 -100000.57722555555 0.1 9.51350769866873 -0.5 -3.544907701811032 -1.5 2.363271801207355 -19.7 3.941385000966108e-18 -30.3 -5.2432160301154316e-33 -170.6 -2.0829008361502995e-308 3.7 4.170651783796604 19.9 9.040614007954752e16 20.1 1.6376232006547363e17 100.3 3.711481867182677e156 171.6 1.5858969096672565e308 1e-300 9.999999999999999e299) '()
  (near flerf 4.0 1e-20 1.1283791670955125e-20 1e-05 1.1283791670579e-05 0.3 0.3286267594591274 1.0 0.8427007929497149 1.9 0.9927904292352575 2.1 0.997020533343667 -3.0 -0.9999779095030014 5.9 0.9999999999999999) '()
  (near flerfc 5.0 -1.0 1.8427007929497148 0.3 0.6713732405408726 0.74 0.2953219221452542 0.76 0.28246324719440913 1.0 0.15729920705028513 2.0 0.004677734981047266 5.0 1.537459794428035e-12 26.0 5.663192408856143e-296) '()
  (near (lambda (x) (let-values (((value sign) (flloggamma x))) value)) 8.0 0.5 0.5723649429247001 1.0000001 -5.772155829918507e-08 1.9999 -4.227520877215346e-05 2.5 0.2846828704729192 10.0 12.801827480081469 19.9 39.043088581236205 20.1 39.637192503636946 10000000000.0 220258509288.81058 1e300 6.897755278982137e302 1e-300 690.7755278982137 -0.5 1.2655121234846454 -1.5 0.860047015376481 -30.3 -74.32837301253049) '()
  (map (lambda (point) (fl<? (flabsdiff (flfirst-bessel 0 (car point)) (cdr point)) 1e-15)) '((0.001 . 0.9999997500000156) (1.0 . 0.7651976865579666) (10.0 . -0.24593576445134835) (24.9 . 0.0832459683530155) (25.1 . 0.10827567149994945) (300.0 . -0.03329855487630567))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flfirst-bessel 1 (car point)) (cdr point)) 1e-15)) '((0.001 . 0.0004999999375000026) (1.0 . 0.4400505857449335) (10.0 . 0.04347274616886144) (24.9 . -0.13485569953140886) (25.1 . -0.11463478413442257) (300.0 . -0.03188743137749995))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flfirst-bessel 2 (car point)) (cdr point)) 1e-15)) '((0.001 . 1.2499998958333365e-07) (1.0 . 0.11490348493190047) (10.0 . 0.2546303136851206) (24.9 . -0.09407775144790777) (25.1 . -0.1174099172477122) (300.0 . 0.03308597200045567))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flfirst-bessel 7 (car point)) (cdr point)) 1e-15)) '((0.001 . 1.5500991579086071e-27) (1.0 . 1.5023258174368083e-06) (10.0 . 0.21671091768505152) (24.9 . 0.005471314245286767) (25.1 . -0.02565175012530083) (300.0 . 0.03444694619617605))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flfirst-bessel -3 (car point)) (cdr point)) 1e-15)) '((1.0 . -0.019563353982668407) (30.0 . -0.129211228759725))) '(#t #t)
  (map (lambda (point) (fl<? (flabsdiff (flfirst-bessel 3 (car point)) (cdr point)) 1e-15)) '((-1.0 . -0.019563353982668407) (-30.0 . -0.129211228759725))) '(#t #t)
  (map (lambda (point) (fl<? (flabsdiff (flsecond-bessel 0 (car point)) (cdr point)) 1e-15)) '((1.0 . 0.08825696421567696) (3.0 . 0.3768500100127904) (10.0 . 0.055671167283599395) (24.9 . -0.13649918399676522) (25.1 . -0.11676770763803694) (300.0 . -0.0318318897300034))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flsecond-bessel 1 (car point)) (cdr point)) 1e-15)) '((1.0 . -0.7812128213002887) (3.0 . 0.3246744247918) (10.0 . 0.24901542420695388) (24.9 . -0.08600255759555425) (25.1 . -0.11062223322783099) (300.0 . 0.03324554812131022))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flsecond-bessel 2 (car point)) (cdr point)) 1e-15)) '((1.0 . -1.6506826068162543) (3.0 . -0.16040039348492374) (10.0 . -0.0058680824422086145) (24.9 . 0.1295913480453151) (25.1 . 0.10795318706211415) (300.0 . 0.0320535267174788))) '(#t #t #t #t #t #t)
  (map (lambda (point) (fl<? (flabsdiff (flsecond-bessel -3 (car point)) (cdr point)) 1e-15)) '((5.0 . -0.14626716269319276) (30.0 . 0.06803569025319872))) '(#t #t)
  )

;; Special values.
(check (flgamma 0.0) +inf.0 (flgamma -0.0) -inf.0 (flgamma -3.0) +nan.0 (flgamma -inf.0) +nan.0 (flgamma 172.0) +inf.0 (flgamma -300.5) -0.0 (flgamma +inf.0) +inf.0 (flerf +inf.0) 1.0 (flerf -inf.0) -1.0 (flerfc -inf.0) 2.0 (flerfc 30.0) 0.0 (flerf -0.0) -0.0 (flerf +nan.0) +nan.0
       (call-with-values (lambda () (flloggamma -2.0)) list) '(+inf.0 1.0) (call-with-values (lambda () (flloggamma -0.0)) list) '(+inf.0 -1.0) (let-values (((value sign) (flloggamma -0.5))) sign) -1.0 (let-values (((value sign) (flloggamma -1.5))) sign) 1.0
       (flfirst-bessel 0 0.0) 1.0 (flfirst-bessel 3 0.0) 0.0 (flsecond-bessel 0 0.0) -inf.0 (flsecond-bessel 1 -1.0) +nan.0 (flfirst-bessel 1000 1.0) 0.0 (flsecond-bessel 1000 1.0) -inf.0 (outcome (flfirst-bessel 1.0 1.0)) 'error
       (flexp-1 -inf.0) -1.0 (flexp-1 +inf.0) +inf.0 (flexp-1 -0.0) -0.0 (fllog1+ -1.0) -inf.0 (fllog1+ -2.0) +nan.0 (fllog1+ -0.0) -0.0 (fllog2 0.0) -inf.0 (fllog10 -1.0) +nan.0 (fllog10 +inf.0) +inf.0 (flcbrt -inf.0) -inf.0 (flcbrt -0.0) -0.0 (flsqrt -0.0) -0.0 (flexpt 0.0 0.0) 1.0
       (flsinh -inf.0) -inf.0 (flcosh -inf.0) +inf.0 (fltanh +inf.0) 1.0 (fltanh -0.0) -0.0 (fltanh +nan.0) +nan.0 (flasinh -inf.0) -inf.0 (flacosh 0.5) +nan.0 (flacosh 1.0) 0.0 (flatanh 1.0) +inf.0 (flatanh -1.0) -inf.0 (flatanh 1.5) +nan.0 (flsinh 1000.0) +inf.0 (fl<? 8e307 (flsinh 709.8) (flsinh 710.47) fl-greatest) #t
       (flhypot 3.0 4.0) 5.0 (flhypot -inf.0 +nan.0) +inf.0 (flhypot 3e-320 4e-320) 5e-320 (flhypot 3e200 4e200) 4.9999999999999995e200 (flhypot 0.0 -2.0) 2.0 (flhypot 1e308 1e308) 1.4142135623730951e308 ((make-fllog-base 3.0) 81.0) 4.0 ((make-fllog-base 10.0) 1e-7) -7.0 (outcome (make-fllog-base 1.0)) 'error (flatan 1.0 -1.0) 2.356194490192345 (flatan -0.0 -1.0) (fl- fl-pi))

;; One rounding: a product and a sum.
(check (fl+* 0.1 10.0 -1.0) 5.551115123125783e-17 (fl+* 3.0 4.0 5.0) 17.0 (fl+* 1e308 10.0 -inf.0) -inf.0 (fl+* 5e-324 0.5 1.0) 1.0 (fl+* 1e308 10.0 -1e308) +inf.0 (fl+* 1e200 1e200 -1.7e308) +inf.0 (fl+* -0.0 1.0 -0.0) -0.0 (fl+* 1e-200 1e-200 5e-324) 5e-324 (fl+* +inf.0 0.0 1.0) +nan.0
       (let ((x 1.0000000000000002)) (fl+* x x (fl- (fl* x x)))) 4.930380657631324e-32 (fl+* 94906267.0 94906267.0 -9007199515875288.0) 1.0 (fl+* 1.0000000000000002 1.0000000000000002 1e-40) 1.0000000000000004 (fl+* 9007199254740993.0 1.0 1.0) 9007199254740993.0)

;; Parts.
(check (fladjacent 1.0 2.0) 1.0000000000000002 (fladjacent 1.0 0.0) 0.9999999999999999 (fladjacent 0.0 -1.0) -5e-324 (fladjacent fl-greatest +inf.0) +inf.0 (fladjacent fl-least 0.0) 0.0 (fladjacent -1.0 0.0) -0.9999999999999999 (fladjacent 4294967296.0 0.0) 4294967295.9999995 (fladjacent 1.0 1.0) 1.0 (fladjacent +nan.0 1.0) +nan.0 (flcopysign 1.0 -0.0) -1.0 (flsgn -3.0) -1.0 (flsgn 0.0) 1.0 (flsign-bit -0.0) 1 (flsign-bit 0.0) 0
       (make-flonum 1.0 -1074) fl-least (make-flonum 0.75 1024) 1.348269851146737e308 (make-flonum 3.0 5000000000000000000000) +inf.0 (make-flonum -3.0 -5000000000000000000000) -0.0 (make-flonum 3.0 -1076) fl-least (make-flonum 5e-324 1074) 1.0 (make-flonum 1.5 0) 1.5 (make-flonum 6755399441055745.0 -1074) 3.3376107877608026e-308
       (call-with-values (lambda () (flinteger-fraction -3.25)) list) '(-3.0 -0.25) (call-with-values (lambda () (flinteger-fraction -inf.0)) list) '(-inf.0 -0.0) (flexponent 10.0) 3.0 (flexponent 0.0) -inf.0 (flexponent -inf.0) +inf.0 (flinteger-exponent 5e-324) -1074 (flinteger-exponent 0.0) fl-integer-exponent-zero (flinteger-exponent +nan.0) fl-integer-exponent-nan (flinteger-exponent -0.75) -1
       (call-with-values (lambda () (flnormalized-fraction-exponent -0.3)) list) '(-0.6 -1) (call-with-values (lambda () (flnormalized-fraction-exponent 5e-324)) list) '(0.5 -1073) (call-with-values (lambda () (flnormalized-fraction-exponent 0.0)) list) '(0.0 0) (flnumerator 0.75) 3.0 (fldenominator 0.75) 4.0 (flnumerator -6.0) -6.0 (fldenominator 6.0) 1.0 (flnumerator -0.0) -0.0 (fldenominator 0.0) 1.0 (fldenominator -inf.0) 1.0 (flnumerator +inf.0) +inf.0 (fldenominator +nan.0) +nan.0
       (flonum 3) 3.0 (flonum 1/3) 0.3333333333333333 (flonum 1.5) 1.5 (outcome (flonum 1+2i)) 'error (outcome (flonum 'a)) 'error)

;; Predicates and comparisons.
(check (fl=? 1.0) #t (fl<? 1.0 2.0 3.0) #t (fl<? 1.0 3.0 2.0) #f (fl=? +nan.0 +nan.0) #f (flunordered? 1.0 +nan.0) #t (flunordered? 1.0 2.0) #f (flinteger? 3.0) #t (flinteger? 3.5) #f (flinteger? +inf.0) #f (flzero? -0.0) #t (flnegative? -0.0) #f (flpositive? +inf.0) #t (flodd? 3.0) #t (flodd? -1.0) #t (fleven? 1e300) #t (flodd? 9007199254740991.0) #t (outcome (flodd? 0.5)) 'error (outcome (fleven? +inf.0)) 'error
       (flfinite? 1e308) #t (flfinite? +nan.0) #f (flinfinite? -inf.0) #t (flnan? +nan.0) #t (flnormalized? 1.0) #t (flnormalized? 1e-310) #f (flnormalized? 0.0) #f (flnormalized? +inf.0) #f (fldenormalized? 1e-310) #t (fldenormalized? 0.0) #f (flonum? 1) #f (flonum? 1.0) #t (outcome (fl<? 2.0 1.0 'a)) 'error (outcome (fl=? 1)) 'error (outcome (flsinh 1)) 'error (outcome (flnan? 'a)) 'error)

;; Arithmetic of any number of flonums.
(check (fl+) 0.0 (fl+ -0.0) -0.0 (fl+ 1.0 2.0 3.0) 6.0 (fl*) 1.0 (fl* 2.0 3.0 4.0) 24.0 (fl- 1.0) -1.0 (fl- 0.0) -0.0 (fl- 5.0 1.0 1.0) 3.0 (fl/ 2.0) 0.5 (fl/ 8.0 2.0 2.0) 2.0 (outcome (fl+ 1)) 'error (outcome (fl+ 1.0 2.0 3)) 'error (flmax) -inf.0 (flmin) +inf.0 (flmax 1.0 3.0 2.0) 3.0 (flmin 1.0 3.0 -2.0) -2.0 (flmax +nan.0 1.0) 1.0 (flmin 1.0 +nan.0) 1.0 (flmax +nan.0) +nan.0 (outcome (flmax 1)) 'error
       (flabsdiff 1.0 3.0) 2.0 (flposdiff 3.0 1.0) 2.0 (flposdiff 1.0 3.0) 0.0 (flposdiff +nan.0 3.0) +nan.0 (flsquare -3.0) 9.0 (flround 2.5) 2.0 (flround -3.5) -4.0 (fltruncate -2.7) -2.0 (flfloor -2.5) -3.0 (flceiling -2.5) -2.0)

;; Integer division is exact.
(check (flquotient 7.0 -2.0) -3.0 (flquotient -1.0 2.0) -0.0 (flremainder 7.0 -2.0) 1.0 (flremainder -7.0 2.0) -1.0 (flremainder 1e300 7.0) 1.0 (flremainder -6.0 3.0) -0.0 (flremainder 5.0 +inf.0) 5.0 (flremainder 1.0 0.0) +nan.0 (flremainder +inf.0 1.0) +nan.0 (flremainder 1e308 5e-324) 0.0 (flremainder 0.7 0.1) 0.09999999999999992 (flquotient 0.7 0.1) 6.0
       (call-with-values (lambda () (flremquo 7.0 2.0)) list) '(-1.0 4) (call-with-values (lambda () (flremquo -7.5 2.0)) list) '(0.5 -4) (call-with-values (lambda () (flremquo 5.0 2.0)) list) '(1.0 2) (call-with-values (lambda () (flremquo 1e20 3.0)) (lambda (rest quotient) rest)) 1.0 (call-with-values (lambda () (flremquo 1.0 +inf.0)) list) '(1.0 0) (call-with-values (lambda () (flremquo 4.0 2.0)) list) '(0.0 2))
(summary)
