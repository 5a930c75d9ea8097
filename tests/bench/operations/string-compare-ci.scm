;;; string-ci=? and string-ci<? of ASCII text.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (scheme char))
(include "../measure.scm")
(define one "A Common Beginning and then something else")
(define two (string-copy "a common beginning AND THEN something different"))
(define three (string-copy one))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total (if (string-ci=? one three) 1 0) (if (string-ci<? one two) 2 0)))))
(measure (lambda () (run 400000 0)))
