;;; Sums, products, quotients and comparisons of exact rationals.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(include "rows.scm")
(for-each
 (lambda (digits)
   (let ((one (/ (digits-number digits 1) (digits-number digits 2))) (other (/ (digits-number digits 3) (digits-number digits 4))))
     (row (string-append "add-" (number->string digits)) (lambda () (+ one other)))
     (row (string-append "multiply-" (number->string digits)) (lambda () (* one other)))
     (row (string-append "divide-" (number->string digits)) (lambda () (/ one other)))
     (row (string-append "less-" (number->string digits)) (lambda () (< one other)))
     (row (string-append "round-" (number->string digits)) (lambda () (round one)))))
 '(3 8 30 300))
(row "harmonic-300" (lambda () (let loop ((n 1) (sum 0)) (if (> n 300) sum (loop (+ n 1) (+ sum (/ 1 n)))))))
