;;; SRFI 125: hash-table-pop!.
(import (scheme base) (scheme write) (srfi 125) (srfi 128))
(include "../r7rs/check/check.scm")
;; The newest entry is popped in constant time, also where keys are hashed by their address and new keys take the places of popped ones.
(define (popping table make-key)
  (let loop ((round 0) (kept '()))
    (if (= round 300)
        (let ((found (map (lambda (key) (hash-table-ref/default table key #f)) kept))) (list (length kept) (hash-table-size table) (memv #f found)))
        (let* ((one (make-key round)) (other (make-key (+ 1000 round))))
          (hash-table-set! table one round)
          (hash-table-set! table other (- round))
          (let-values (((key value) (hash-table-pop! table)))
            (unless (and (eq? key other) (= value (- round))) (error "not the newest" key)))
          (when (= 0 (modulo round 3)) (hash-table-delete! table one))
          (loop (+ round 1) (if (= 0 (modulo round 3)) kept (cons one kept)))))))
(check (popping (make-hash-table eq?) list) '(200 200 #f) (popping (make-hash-table (make-eqv-comparator)) (lambda (n) (+ n 0.5))) '(200 200 #f) (popping (make-hash-table equal?) (lambda (n) (list n (vector n)))) '(200 200 #f) (popping (make-hash-table (make-default-comparator)) number->string) '(200 200 #f) (outcome (hash-table-pop! (make-hash-table eq?))) 'error
       (let ((table (make-hash-table eq?))) (let loop ((n 0)) (when (< n 20000) (hash-table-set! table n n) (loop (+ n 1)))) (let loop ((sum 0)) (if (hash-table-empty? table) sum (let-values (((key value) (hash-table-pop! table))) (loop (+ sum value)))))) 199990000)
(summary)
