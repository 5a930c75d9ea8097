;;; Deep recursion within every engine's reach: a hundred thousand frames, again and again, with allocation.
(import (scheme base) (scheme write))
(define (depth n) (if (= n 0) 0 (+ 1 (depth (- n 1)))))
(define (copy list) (if (null? list) '() (cons (car list) (copy (cdr list)))))
(define (iota n) (let loop ((i n) (list '())) (if (= i 0) list (loop (- i 1) (cons i list)))))
(do ((i 0 (+ i 1))) ((= i 10)) (display (depth 100000)) (newline))
(define list (iota 100000))
(do ((i 0 (+ i 1)) (l list (copy l))) ((= i 10) (display (apply + l)) (newline)))
(display (apply max (map (lambda (x) (* x 2)) list))) (newline)
