;;; string->number of integers in several radices.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((number (digits-number digits 1)))
     (for-each
      (lambda (radix)
        (let ((text (number->string number radix)))
          (row (string-append (number->string digits) "-radix-" (number->string radix))
               (lambda () (string->number text radix)))))
      '(10 16 2 7))))
 '(1 5 15 25 100 1000 10000 100000))
(row "ratio" (lambda () (string->number "123456789/987654323")))
