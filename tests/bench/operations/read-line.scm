;;; read-line: the lines of a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text
  (apply string-append (let loop ((n 3000) (list '())) (if (= n 0) list (loop (- n 1) (cons "a line of text, not very long, as in a program\n" list))))))
(define (count port n)
  (let ((line (read-line port)))
    (if (eof-object? line) n (count port (+ n (string-length line))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count (open-input-string text) 0)))))
(measure (lambda () (run 400 0)))
