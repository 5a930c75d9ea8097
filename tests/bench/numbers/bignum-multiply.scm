;;; Products of integers of one size, of different sizes, with themselves, and of a bignum and a small number.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((one (digits-number digits 1)) (other (digits-number digits 2)))
     (row (string-append "same-size-" (number->string digits)) (lambda () (* one other)))
     (row (string-append "square-" (number->string digits)) (lambda () (* one one)))
     (row (string-append "half-size-" (number->string digits))
          (let ((other (digits-number (quotient digits 2) 3))) (lambda () (* one other))))
     (row (string-append "small-" (number->string digits)) (lambda () (* one 987654321)))))
 '(20 40 100 300 1000 3000 10000 100000))
