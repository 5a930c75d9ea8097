;;; string-upcase, string-downcase, string-foldcase of ASCII text.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (scheme char))
(include "../measure.scm")
(define (fresh text) (list->string (string->list text)))
(define text (fresh "The Quick Brown Fox Jumps Over The Lazy Dog, And Comes Back"))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string-length (string-upcase text))
              (string-length (string-downcase text))
              (string-length (string-foldcase text))))))
(measure (lambda () (run 240000 0)))
