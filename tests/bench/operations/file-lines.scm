;;; File ports: the lines of a file are read and written.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (fill port n)
  (if (> n 0)
      (begin
        (write-string "a line of text, not very long, as in a program\n" port)
        (fill port (- n 1)))))
(define (copy in out n)
  (let ((line (read-line in)))
    (if (eof-object? line)
        n
        (begin (write-string line out) (newline out) (copy in out (+ n 1))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (call-with-input-file "bench-lines-in.tmp"
                (lambda (in)
                  (if (file-exists? "bench-lines-out.tmp") (delete-file "bench-lines-out.tmp"))
                  (call-with-output-file "bench-lines-out.tmp" (lambda (out) (copy in out 0)))))))))
(if (file-exists? "bench-lines-in.tmp") (delete-file "bench-lines-in.tmp"))
(call-with-output-file "bench-lines-in.tmp" (lambda (port) (fill port 20000)))
(measure (lambda () (run 30 0)))
