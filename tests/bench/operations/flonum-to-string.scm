;;; number->string of flonums, short and long.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (if (> (string-length (number->string (/ rounds 8.))) 2) 1 0)
              (if (> (string-length (number->string (/ 1. rounds))) 2) 1 0)
              (if (> (string-length (number->string (* rounds 1.1e50))) 2) 1 0)))))
(measure (lambda () (run 40000 0)))
