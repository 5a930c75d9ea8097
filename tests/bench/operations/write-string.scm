;;; write-string: short strings to a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (fill port n)
  (if (= n 0)
      (string-length (get-output-string port))
      (begin
        (write-string "a few words, " port)
        (fill port (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (fill (open-output-string) 10000)))))
(measure (lambda () (run 600 0)))
