;;; guard: bodies that return and bodies that raise.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (guard (x (#t 100)) 1)
              (guard (x ((symbol? x) 2) ((string? x) 3)) (raise 'oops))
              (guard (x ((string? x) 4)) (+ 1 (raise "oops")))))))
(measure (lambda () (run 1200000 0)))
