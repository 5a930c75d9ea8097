;;; Greatest common divisors, of fixnums and of bignums.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let* ((common (digits-number (quotient digits 3) 5)) (rest (- digits (quotient digits 3)))
          (one (* common (digits-number rest 1))) (other (* common (digits-number rest 2))))
     (row (string-append "gcd-" (number->string digits)) (lambda () (gcd one other)))))
 '(9 18 30 100 1000 10000))
