;;; number->string of fixnums in radix 10 and 16.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string-length (number->string rounds))
              (string-length (number->string (- 7 rounds)))
              (string-length (number->string (* rounds 123456789)))
              (string-length (number->string rounds 16))))))
(measure (lambda () (run 900000 0)))
