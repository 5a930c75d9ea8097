;;; write-char: characters of every width to a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (fill port n)
  (if (= n 0)
      (string-length (get-output-string port))
      (begin
        (write-char #\a port)
        (write-char #\x3bb port)
        (write-char #\x65e5 port)
        (if (= 0 (remainder n 4)) (write-char #\x1f600 port))
        (fill port (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (fill (open-output-string) 20000)))))
(measure (lambda () (run 400 0)))
