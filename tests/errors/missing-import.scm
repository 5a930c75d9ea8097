;;; A name that some library exports: the hint names the library, also of those that are not loaded, and a form whose keyword is
;;; missing is one mistake, whatever stands in it.
;; exit: 65
;; engines: native executable
(import (scheme base))
(define (f x) (cadar x))
(define (g x) (fold + 0 x))
(define h (case-lambda ((x) x) ((x y) y)))
(define (k x) (and-let* ((y x)) (string-index y #\a)))
(set! iota 5)
