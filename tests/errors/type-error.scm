;;; A wrong type: what, where, and on the way from where.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (first-of x)
  (if (null? x) 0 (car x)))
(define (sum-of-firsts l)
  (if (null? l)
      0
      (+ (first-of (car l)) (sum-of-firsts (cdr l)))))
(display "starting")
(newline)
(display (sum-of-firsts '((1) (2) 3)))
