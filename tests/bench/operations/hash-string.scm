;;; Hash tables of strings: 5,000 go in, each is looked up three times.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (suo hash-table))
(include "../measure.scm")
(define keys (let loop ((n 5000) (keys '())) (if (= n 0) keys (loop (- n 1) (cons (string-append "name-" (number->string n)) keys)))))
(define (fill table)
  (let loop ((keys keys) (n 0))
    (if (null? keys)
        table
        (begin (hash-table-set! table (car keys) n) (loop (cdr keys) (+ n 1))))))
(define (sum table)
  (let loop ((keys keys) (total 0))
    (if (null? keys) total (loop (cdr keys) (+ total (hash-table-ref/default table (car keys) 0))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let ((table (fill (make-string-hash-table))))
        (run (- rounds 1) (+ total (sum table) (sum table) (sum table) (hash-table-count table))))))
(measure (lambda () (run 160 0)))
