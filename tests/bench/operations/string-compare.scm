;;; string=?, string<?, string-ci=? and string-hash-like loops over equal and unequal strings.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define one "a common beginning and then something else")
(define two (string-copy "a common beginning and then something different"))
(define three (string-copy one))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (if (string=? one three) 1 0)
              (if (string=? one two) 2 0)
              (if (string<? one two) 4 0)
              (if (string>? two one) 8 0)
              (if (string<=? one three two) 16 0)))))
(measure (lambda () (run 1000000 0)))
