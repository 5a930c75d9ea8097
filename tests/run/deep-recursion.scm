;;; Recursion ten million frames deep, in three shapes; the stack is bounded by memory alone.
;; engines: native executable stress
(import (scheme base) (scheme write))
(define (depth n) (if (= n 0) 0 (+ 1 (depth (- n 1)))))
(define (iota n) (let loop ((i n) (list '())) (if (= i 0) list (loop (- i 1) (cons i list)))))
(define (map-not-tail f list) (if (null? list) '() (let ((first (f (car list)))) (cons first (map-not-tail f (cdr list))))))
(define (even-depth n) (if (= n 0) #t (not (odd-depth (- n 1)))))
(define (odd-depth n) (if (= n 0) #t (not (even-depth (- n 1)))))
(display (depth 10000000)) (newline)
(display (length (map-not-tail (lambda (x) (+ x 1)) (iota 1000000)))) (newline)
(display (even-depth 10000000)) (newline)
(display (depth 10000000)) (newline)
