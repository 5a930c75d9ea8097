;;; string-map over one and two strings.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text (make-string 1000 #\b))
(define other (make-string 1000 #\c))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string-length (string-map (lambda (char) (integer->char (+ 1 (char->integer char)))) text))
              (string-length (string-map (lambda (a b) (if (char<? a b) a b)) text other))))))
(measure (lambda () (run 12000 0)))
