;;; map, for-each, append, reverse, list-copy, apply, assq of lists.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define numbers (let loop ((n 100) (list '())) (if (= n 0) list (loop (- n 1) (cons n list)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let ((n 0))
        (for-each (lambda (x) (set! n (+ n x))) numbers)
        (run (- rounds 1)
             (+ total n
                (length (append numbers numbers '(1)))
                (car (reverse numbers))
                (apply + (map + numbers numbers))
                (list-ref numbers 50)
                (length (list-copy numbers))
                (vector-length (vector-map (lambda (x) (+ x 1)) (list->vector numbers))))))))
(measure (lambda () (run 50000 0)))
