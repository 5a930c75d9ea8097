;;; read-string: pieces of 80 characters from a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text (make-string 100000 #\a))
(define (count port n)
  (let ((piece (read-string 80 port)))
    (if (eof-object? piece) n (count port (+ n (string-length piece))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count (open-input-string text) 0)))))
(measure (lambda () (run 2000 0)))
