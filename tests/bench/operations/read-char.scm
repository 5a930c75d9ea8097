;;; read-char: the characters of a string port, one by one.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text (make-string 100000 #\a))
(define (count port)
  (let loop ((n 0))
    (if (eof-object? (read-char port)) n (loop (+ n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count (open-input-string text))))))
(measure (lambda () (run 900 0)))
