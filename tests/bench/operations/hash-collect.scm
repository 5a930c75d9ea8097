;;; Hash tables by eq? with addresses for keys, in a program that allocates much: the collector moves the keys.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (suo hash-table))
(include "../measure.scm")
(define (fill table n keys)
  (if (= n 0)
      keys
      (let ((key (list n)))
        (hash-table-set! table key n)
        (fill table (- n 1) (cons key keys)))))
(define (sum table keys total)
  (if (null? keys) total (sum table (cdr keys) (+ total (hash-table-ref/default table (car keys) 0)))))
(define (garbage n list) (if (= n 0) (length list) (garbage (- n 1) (if (= 0 (remainder n 50)) '() (cons n list)))))
(define (run rounds table keys total)
  (if (= rounds 0)
      total
      (run (- rounds 1) table keys (+ total (sum table keys 0) (garbage 200000 '())))))
(measure (lambda () (let ((table (make-eq-hash-table))) (run 300 table (fill table 3000 '()) 0))))
