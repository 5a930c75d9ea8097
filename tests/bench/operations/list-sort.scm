;;; list-sort and vector-sort of 10,000 fixnums.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (only (srfi 132) list-sort vector-sort))
(include "../measure.scm")
(define numbers
  (let loop ((n 10000) (seed 7) (list '()))
    (if (= n 0) list (loop (- n 1) (modulo (+ (* seed 1103515245) 12345) 2147483648) (cons seed list)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total (car (list-sort < numbers)) (vector-ref (vector-sort (lambda (a b) (> a b)) (list->vector numbers)) 0)))))
(measure (lambda () (run 120 0)))
