;;; string->number of fixnums and flonums.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string->number "7")
              (string->number "123456")
              (string->number "-98765432109")
              (string->number "ff" 16)
              (if (< (string->number "3.14159") (string->number "6.02e23")) 1 0)
              (if (string->number "word") 1 0)))))
(measure (lambda () (run 300000 0)))
