;;; Flonums to text and back.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (entry)
   (let* ((flonum (cdr entry)) (text (number->string flonum)))
     (row (string-append "print-" (car entry)) (lambda () (number->string flonum)))
     (row (string-append "read-" (car entry)) (lambda () (string->number text)))))
 (list (cons "1.5" 1.5) (cons "100.0" 100.0) (cons "0.1" 0.1) (cons "pi" 3.141592653589793) (cons "third" (/ 1.0 3.0)) (cons "1e21" 1e21) (cons "1e100" 1e100)
       (cons "large" 1.7976931348623157e308) (cons "small" 2.2250738585072014e-308) (cons "least" 5e-324) (cons "123456.789" 123456.789)
       (cons "sixteen-digits" 8.41470984807896e-5)))
