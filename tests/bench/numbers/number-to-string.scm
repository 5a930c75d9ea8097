;;; number->string of integers in several radices.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((number (digits-number digits 1)))
     (for-each
      (lambda (radix)
        (row (string-append (number->string digits) "-radix-" (number->string radix))
             (lambda () (number->string number radix))))
      '(10 16 2 7))))
 '(1 5 15 25 100 1000 10000 100000))
