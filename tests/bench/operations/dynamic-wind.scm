;;; dynamic-wind, entered and left normally and by a continuation.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define entered 0)
(define (enter!) (set! entered (+ entered 1)))
(define (leave!) (set! entered (- entered 1)))
(define (run rounds total)
  (if (= rounds 0)
      (+ total entered)
      (run (- rounds 1)
           (+ total
              (dynamic-wind enter! (lambda () 1) leave!)
              (call-with-current-continuation
                (lambda (return) (dynamic-wind enter! (lambda () (return 2)) leave!)))))))
(measure (lambda () (run 4500000 0)))
