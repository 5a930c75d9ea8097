;;; string-upcase, string-downcase, string-foldcase of Greek text, with a final sigma.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (scheme char))
(include "../measure.scm")
(define (fresh text) (list->string (string->list text)))
(define text (fresh "\x39c;\x3b7;\x3bd;\x3b9;\x3bd; \x3ac;\x3b5;\x3b9;\x3b4;\x3b5; \x3b8;\x3b5;\x3ac; \x3a0;\x3b7;\x3bb;\x3b7;\x3ca;\x3ac;\x3b4;\x3b5;\x3c9; \x391;\x3c7;\x3b9;\x3bb;\x3b7;\x3bf;\x3c2;"))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string-length (string-upcase text))
              (string-length (string-downcase text))
              (string-length (string-foldcase text))))))
(measure (lambda () (run 90000 0)))
