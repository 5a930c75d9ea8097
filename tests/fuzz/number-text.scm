;;; Random texts for string->number and number->string: `number-text.scm SEED COUNT`.
;;;
;;; Half of the texts are numerals of the report's grammar (R7RS 7.1.1), half are spoilt ones. string->number gives a number
;;; or #f for each, raising nothing; a number's text gives it back, in each radix the report knows; and a decimal fraction is
;;; rounded as the exact number that it means.
(import (scheme base) (scheme complex) (scheme inexact) (random) (trial))

(define all-digits "0123456789abcdef")

(define (digits radix most)
  (let ((text (make-string (+ 1 (random most)))))
    (do ((i 0 (+ i 1))) ((= i (string-length text)) text)
      (string-set! text i (string-ref all-digits (if (chance 20) (choose (list 0 (- radix 1))) (random radix)))))))

(define (exponent)
  (string-append (choose '("e" "E")) (choose '("" "+" "-")) (number->string (random (choose '(5 30 330 400))))))

;; A decimal fraction without sign.
(define (decimal)
  (string-append
   (case (random 4)
     ((0) (string-append "." (digits 10 (choose '(3 18 40)))))
     ((1) (string-append (digits 10 20) "."))
     (else (string-append (digits 10 (choose '(3 18 40))) "." (digits 10 (choose '(3 18 40))))))
   (if (chance 60) (exponent) "")))

(define (unsigned radix)
  (case (random (if (= radix 10) 6 3))
    ((0 1) (digits radix (choose '(2 18 60))))
    ((2) (string-append (digits radix 12) "/" (digits radix 12)))
    ((3) (string-append (digits 10 20) (exponent)))
    (else (decimal))))

(define (signed radix sign)
  (if (chance 8)
      (choose '("+inf.0" "-inf.0" "+nan.0" "-nan.0"))
      (string-append sign (unsigned radix))))

(define (numeral radix)
  (case (random 6)
    ((0) (string-append (signed radix (choose '("" "+" "-"))) (signed radix (choose '("+" "-"))) "i"))
    ((1) (if (chance 30)
             (choose '("+i" "-i" "1+i" "-0.0-i" "+inf.0i" "+nan.0-inf.0i"))
             (string-append (signed radix "") "@" (signed radix (choose '("" "-"))))))
    (else (signed radix (choose '("" "" "+" "-"))))))

(define radix-prefixes '((2 "#b" "#B") (8 "#o" "#O") (10 "#d" "#D" "" "" "") (16 "#x" "#X")))

;; Exactness only where the exact number is of a size to be written down.
(define (prefixed)
  (let* ((row (choose radix-prefixes)) (text (numeral (car row))) (radix-prefix (choose (cdr row))))
    (case (random 6)
      ((0) (string-append radix-prefix "#i" text))
      ((1) (string-append "#e" radix-prefix text))
      (else (string-append radix-prefix text)))))

(define pieces
  '("+" "-" "." "/" "@" "i" "e" "e+" "e-" "#" "#x" "#b" "#e" "#i" "inf.0" "+inf.0" "nan.0" "0" "1" "9" "a" "f" "00000000" "|" " " "\x0;" "é" "𝟘" "٣" "I" "E5" "1/0" "0/0" "#d"))

(define (same? a b)
  (and (same-real? (real-part a) (real-part b)) (same-real? (imag-part a) (imag-part b))))
(define (same-real? a b)
  (or (eqv? a b) (and (nan? a) (nan? b))))

(define (check-round-trip number radix)
  (let* ((text (number->string number radix)) (again (string->number text radix)))
    (if (not (and again (same? number again)))
        (wrong! "does not come back:" number radix text again))))

(define (exact-parts? number) (and (exact? (real-part number)) (exact? (imag-part number))))

(define (check-text text)
  (let ((result (outcome (lambda () (string->number text)))))
    (cond ((not (car result)) (wrong! "string->number raised:" text))
          ((not (cdr result)))
          ((not (number? (cdr result))) (wrong! "neither number nor #f:" text (cdr result)))
          (else
           (check-round-trip (cdr result) 10)
           (check-round-trip (cdr result) (if (exact-parts? (cdr result)) (choose '(2 8 16)) 10))))))

(define (check-rounding)
  (let* ((text (decimal)) (number (string->number text)) (exactly (string->number (string-append "#e" text))))
    (if (not (eqv? number (inexact exactly)))
        (wrong! "not rounded to the nearest:" text number exactly))))

(define (check-flonum)
  (let ((number (* (choose '(1.0 -1.0)) (+ 1.0 (/ (random 2147483648) 2147483648.0) (/ (random 4194304) 9007199254740992.0))
                   (expt 2.0 (- (random 2097) 1074)))))
    (check-round-trip number 10)
    (if (not (or (infinite? number) (eqv? number (inexact (exact number)))))
        (wrong! "exact and inexact are no inverses:" number))))

(run-trials
 (lambda ()
   (case (random 6)
     ((0 1) (check-text (prefixed)))
     ((2 3) (check-text (mutated (prefixed) pieces)))
     ((4) (check-rounding))
     (else (check-flonum)))))
