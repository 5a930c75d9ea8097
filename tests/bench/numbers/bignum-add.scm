;;; Sums and differences of integers beyond fixnums.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((one (digits-number digits 1)) (other (digits-number (- digits 1) 2)))
     (row (string-append "add-" (number->string digits)) (lambda () (+ one other)))
     (row (string-append "subtract-" (number->string digits)) (lambda () (- one other)))))
 '(30 100 1000 100000))
