;;; Hash tables: keys come and go, and update!.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (suo hash-table))
(include "../measure.scm")
(define (run rounds table total)
  (if (= rounds 0)
      (+ total (hash-table-count table))
      (begin
        (hash-table-set! table rounds rounds)
        (if (> (hash-table-count table) 1000) (hash-table-delete! table (+ rounds 1000)))
        (hash-table-update!/default table (remainder rounds 7) (lambda (n) (+ n 1)) 0)
        (run (- rounds 1) table (if (hash-table-contains? table (+ rounds 500)) (+ total 1) total)))))
(measure (lambda () (run 3200000 (make-eqv-hash-table) 0)))
