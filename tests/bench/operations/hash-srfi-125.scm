;;; Hash tables of SRFI 125 by equal?: symbols, strings and fixnums go in, are looked up and changed.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (only (srfi 125) make-hash-table hash-table-set! hash-table-ref/default hash-table-update!/default hash-table-delete! hash-table-contains?) (only (srfi 128) make-default-comparator))
(include "../measure.scm")
(define keys
  (let loop ((n 1000) (keys '()))
    (if (= n 0) keys (loop (- n 1) (cons (case (remainder n 3) ((0) n) ((1) (number->string n)) (else (string->symbol (string-append "name-" (number->string n))))) keys)))))
(define (fill table)
  (let loop ((keys keys) (n 0))
    (if (null? keys)
        table
        (begin (hash-table-set! table (car keys) n) (loop (cdr keys) (+ n 1))))))
(define (sum table)
  (let loop ((keys keys) (total 0))
    (if (null? keys)
        total
        (begin
          (hash-table-update!/default table (car keys) (lambda (n) (+ n 1)) 0)
          (loop (cdr keys) (+ total (hash-table-ref/default table (car keys) 0) (if (hash-table-contains? table (car keys)) 1 0)))))))
(define (clear table) (let loop ((keys keys)) (if (pair? keys) (begin (hash-table-delete! table (car keys)) (loop (cdr keys))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let* ((table (fill (make-hash-table (make-default-comparator)))) (found (sum table)))
        (clear table)
        (run (- rounds 1) (+ total found)))))
(measure (lambda () (run 1200 0)))
