;;; Conversions between exact numbers and flonums.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((number (digits-number digits 1)) (other (digits-number digits 2)))
     (row (string-append "inexact-integer-" (number->string digits)) (lambda () (inexact number)))
     (row (string-append "inexact-ratio-" (number->string digits))
          (let ((ratio (/ number (+ other (if (= (gcd number other) 1) 0 1))))) (lambda () (inexact ratio))))))
 '(9 25 100 300 10000))
(for-each
 (lambda (entry)
   (let ((flonum (cdr entry)))
     (row (string-append "exact-" (car entry)) (lambda () (exact flonum)))))
 '(("small-integer" . 12345.0) ("integer-1e18" . 1e18) ("integer-1e100" . 1e100) ("half" . 2.5) ("tenth" . 0.1) ("1e-300" . 1e-300)))
