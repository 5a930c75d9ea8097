;;; Hash tables: all keys, all values, an association list, a walk.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (suo hash-table))
(include "../measure.scm")
(define table (make-eqv-hash-table))
(define (fill n) (if (> n 0) (begin (hash-table-set! table n (* n n)) (fill (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let ((n 0))
        (hash-table-walk table (lambda (key value) (set! n (+ n value))))
        (run (- rounds 1)
             (+ total n (apply max (hash-table-keys table)) (length (hash-table-values table)) (length (hash-table->alist table)))))))
(fill 5000)
(measure (lambda () (run 2000 0)))
