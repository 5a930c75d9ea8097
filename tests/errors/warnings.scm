;;; What will fail when it runs is warned of when it is compiled, also where nothing calls it.
;; engines: native
(import (scheme base) (scheme write))
(define (constant x) (+ 1 (car 5)))
(define (index x) (vector-ref '#(1 2 3) 3))
(define (text x) (+ x "a"))
(define (zero x) (quotient x 0))
(define (library x) (substring "abc"))
(define (operator x) ("abc" 1))
(define (list-index x) (list-ref '(1 2) 1 2))
(display (list 'ok (procedure? constant)))
