;;; Powers and integer square roots.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (power)
   (row (string-append "7^" (number->string power)) (lambda () (expt 7 power)))
   (row (string-append "2^" (number->string power)) (lambda () (expt 2 power))))
 '(10 100 1000 100000))
(for-each
 (lambda (digits)
   (let ((number (digits-number digits 1)))
     (row (string-append "root-" (number->string digits))
          (lambda () (call-with-values (lambda () (exact-integer-sqrt number)) (lambda (root rest) root))))))
 '(9 17 30 100 1000 10000 100000))
