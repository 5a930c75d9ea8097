;;; Hash tables by equal?: 1,000 strings of some hundred characters go in, each is looked up three times, as many others are not there.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (suo hash-table))
(include "../measure.scm")
(define (texts from)
  (let loop ((n 1000) (keys '()))
    (if (= n 0)
        keys
        (loop (- n 1) (cons (string-append (make-string 100 #\x) (number->string (+ from n)) (make-string (modulo (* n 37) 200) #\y)) keys)))))
(define keys (texts 0))
(define others (texts 1000))
(define (fill table)
  (let loop ((keys keys) (n 0))
    (if (null? keys)
        table
        (begin (hash-table-set! table (car keys) n) (loop (cdr keys) (+ n 1))))))
(define (sum table keys)
  (let loop ((keys keys) (total 0))
    (if (null? keys) total (loop (cdr keys) (+ total (hash-table-ref/default table (car keys) 0))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let ((table (fill (make-equal-hash-table))))
        (run (- rounds 1) (+ total (sum table keys) (sum table keys) (sum table keys) (sum table others))))))
(measure (lambda () (run 100 0)))
