;;; A trace shows the procedures that were inlined, loops, and what the frames still hold.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (part v i) (vector-ref v i))
(define (sum-parts v n)
  (let loop ((i 0) (sum 0))
    (if (= i n)
        sum
        (loop (+ i 1) (+ sum (part v i))))))
(define (report name v)
  (let ((sum (sum-parts v 4)))
    (list name sum)))
(define (main all)
  (for-each (lambda (v) (write (report (car all) v))) (cdr all))
  (write all))
(main (list "here" (vector 1 2 3 4) (vector 1 2 3)))
