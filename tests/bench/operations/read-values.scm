;;; read: strings, numbers of every kind, vectors, characters and quotations from a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text
  (let ((port (open-output-string)))
    (let loop ((n 400))
      (if (> n 0)
          (begin
            (write (list "a string" "with \"marks\" in it" 3.25 -1.5e10 0.1 12345 -7 123456789012345678901234567890 22/7) port)
            (write (vector #\a #\space #t #f 'symbol '(quoted (nested . pair)) (vector 1 2 3)) port)
            (write-string " #\\x 'a `(b ,c) ; a comment\n" port)
            (loop (- n 1)))))
    (get-output-string port)))
(define (count port n)
  (let ((datum (read port)))
    (cond ((eof-object? datum) n)
          ((pair? datum) (count port (+ n (length datum))))
          ((vector? datum) (count port (+ n (vector-length datum))))
          (else (count port (+ n 100))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count (open-input-string text) 0)))))
(measure (lambda () (run 100 0)))
