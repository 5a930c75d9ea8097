;;; write-char: characters of one and of two bytes to a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (fill port n)
  (if (= n 0)
      (string-length (get-output-string port))
      (begin
        (write-char #\a port)
        (write-char (if (= 0 (remainder n 4)) #\x3bb #\newline) port)
        (fill port (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (fill (open-output-string) 50000)))))
(measure (lambda () (run 400 0)))
