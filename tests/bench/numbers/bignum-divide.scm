;;; Quotients and remainders of bignums.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((one (digits-number digits 1)) (half (digits-number (quotient digits 2) 2)) (near (digits-number (- digits 9) 3)))
     (row (string-append "half-size-" (number->string digits)) (lambda () (quotient one half)))
     (row (string-append "remainder-" (number->string digits)) (lambda () (remainder one half)))
     (row (string-append "near-size-" (number->string digits)) (lambda () (modulo one near)))
     (row (string-append "small-" (number->string digits)) (lambda () (quotient one 987654321)))))
 '(40 100 300 1000 3000 10000 100000))
