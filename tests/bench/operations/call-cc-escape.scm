;;; call/cc: leaving a loop early.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (find-in list wanted)
  (call-with-current-continuation
    (lambda (return)
      (for-each (lambda (element) (if (eq? element wanted) (return element))) list)
      #f)))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (if (find-in '(a b c d e f) 'd) 1 0)))))
(measure (lambda () (run 8000000 0)))
