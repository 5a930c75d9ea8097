;;; Objects of any size and shape in messages and traces take little room and no time.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define circular (list 1 2 3))
(set-cdr! (cddr circular) circular)
(define (look-up table long deep)
  (let ((found (vector-ref table 0)))
    (list found long deep)))
(define (nested depth object)
  (if (= depth 0) object (nested (- depth 1) (list object))))
(define (main tables)
  (let ((found (look-up (cdr tables) (make-vector 1000000 'x) (nested 100000 '()))))
    (list tables found)))
(write (list (main (cons 0 circular)) (main (cons 1 circular))))
