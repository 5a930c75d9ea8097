;;; R7RS 7.1.1: each production of the lexical grammar: numbers in every radix and form, and what is no number.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read))
(include "../check/check.scm")
(define (datum text) (outcome (read (open-input-string text))))
(define (kind text) (let ((x (datum text))) (cond ((symbol? x) 'symbol) ((number? x) 'number) (else x))))
;; <num 10>: integers, ratios, decimals, with signs and prefixes in any order and case.
(check (datum "0") 0 (datum "007") 7 (datum "-0") 0 (datum "+12") 12 (datum "-12") -12 (datum "1/2") (/ 1 2) (datum "-6/4") (/ -3 2) (datum "+0/5") 0 (datum "10/5") 2 (datum "123456789012345678901234567890") (+ (* 123456789012345 1000000000000000) 678901234567890)
       (datum "1.5") 1.5 (datum ".5") .5 (datum "5.") 5.0 (datum "-.5") -.5 (datum "+5.") 5.0 (datum "1e3") 1000.0 (datum "1E3") 1000.0 (datum "1e+3") 1000.0 (datum "1e-3") .001 (datum "1.5e2") 150.0 (datum ".5e1") 5.0 (datum "5.e1") 50.0 (datum "0.0") 0.0 (datum "00.10") .1
       (datum "#d10") 10 (datum "#e1.5") (/ 3 2) (datum "#i1/2") .5 (datum "#e1e3") 1000 (datum "#i10") 10.0 (datum "#e.25") (/ 1 4) (datum "#d#e1.0") 1 (datum "#e#d1.0") 1 (datum "#D#I1") 1.0 (datum "#i#d-3") -3.0)
;; Other radices, prefixes in both orders, digits in both cases.
(check (datum "#b101") 5 (datum "#b-11") -3 (datum "#B1/10") (/ 1 2) (datum "#o17") 15 (datum "#O-7") -7 (datum "#xff") 255 (datum "#xFf") 255 (datum "#X-aB/c") (/ -171 12) (datum "#x1e3") 483 (datum "#e#xff") 255 (datum "#x#eff") 255 (datum "#i#b101") 5.0 (datum "#b#i101") 5.0 (datum "#x#i10") 16.0 (datum "#o1/4") (/ 1 4) (datum "#d1.5") 1.5)
;; Infinities, not-a-number, complex numbers.
(check (datum "+inf.0") +inf.0 (datum "-inf.0") -inf.0 (datum "+nan.0") +nan.0 (datum "-nan.0") +nan.0 (datum "+INF.0") +inf.0 (datum "+NaN.0") +nan.0 (kind "+i") 'number (kind "-i") 'number (kind "+I") 'number (kind "1+i") 'number (kind "1-2i") 'number (kind "+2i") 'number (kind "-1/2i") 'number (kind "1.5e1+2.5i") 'number
       (kind "1@2") 'number (kind "-1@-2") 'number (kind "1+inf.0i") 'number (kind "+inf.0i") 'number (kind "-nan.0i") 'number (kind "+inf.0-inf.0i") 'number (kind "#x1+ai") 'number (kind "#b1@10") 'number (kind "1e2@3e4") 'number (kind "#e1+2i") 'number (kind "1/2+3/4i") 'number (kind "0+0i") 'number (datum "5+0i") 5 (datum "1@0") 1)
;; Exact decimals and ratios that need care.
(check (datum "#e1.2e-3") (/ 12 10000) (datum "#e1e-2") (/ 1 100) (datum "#i1/3") (/ 1.0 3) (datum "1e400") +inf.0 (datum "-1e400") -inf.0 (datum "1e-400") 0.0 (eqv? (datum "-0.0") -0.0) #t (eqv? (datum "-1e-400") -0.0) #t (datum "#e123.456") (/ 123456 1000))
;; What begins like a number and is none is an identifier only where identifiers may begin so.
(check (kind "+") 'symbol (kind "-") 'symbol (kind "...") 'symbol (kind "+a") 'symbol (kind "-a") 'symbol (kind "+.a") 'symbol (kind "-..") 'symbol (kind "+@") 'symbol (kind "--1") 'symbol (kind "+-1") 'symbol (kind "i") 'symbol (kind "e1") 'symbol (kind "inf.0") 'symbol (kind "nan.0") 'symbol (kind "a/2") 'symbol)
;; Neither.
(check (datum "#b2") 'read-error (datum "#b12") 'read-error (datum "#o8") 'read-error (datum "#xg") 'read-error (datum "#b1e1") 'read-error (datum "#e") 'read-error (datum "#i") 'read-error (datum "#x") 'read-error (datum "#d") 'read-error (datum "#e#e1") 'read-error (datum "#x#b1") 'read-error (datum "#e#i1") 'read-error
       (datum "#xa/") 'read-error (datum "#x/a") 'read-error (datum "#e+inf.0") 'read-error (datum "#e+nan.0") 'read-error (datum "#i1.") 1.0 (datum "#d.") 'read-error (datum "#d+") 'read-error (datum "#e1x") 'read-error (datum "#d1e") 'read-error (datum "#d1.2.3") 'read-error (datum "#d1/2.5") 'read-error (datum "#d1//2") 'read-error)
(check (datum "#d1/0") 'read-error (datum "#x1/0") 'read-error)
;; string->number knows the same grammar.
(check (string->number "1e3") 1000.0 (string->number "#xff") 255 (string->number "ff" 16) 255 (string->number "#b101" 16) 5 (string->number "abc") #f (string->number "") #f (string->number ".") #f (string->number "+") #f (string->number "1 ") #f (string->number " 1") #f (string->number "1/") #f (string->number "1e") #f (string->number "--1") #f
       (string->number "1/0") #f (string->number "#e") #f (string->number "-") #f (string->number "1.2.3") #f (string->number "12" 2) #f (string->number "1e2" 16) 482 (string->number "#d1.5" 16) 1.5 (string->number "+i") (string->number "0+1i"))
(summary)
