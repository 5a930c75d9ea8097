;;; File ports: a file is written and copied, character by character.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (fill port n)
  (if (> n 0)
      (begin
        (write-char (if (= 0 (remainder n 60)) #\newline #\x) port)
        (fill port (- n 1)))))
(define (copy in out n)
  (let ((char (read-char in)))
    (if (eof-object? char)
        n
        (begin (write-char char out) (copy in out (+ n 1))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (call-with-input-file "bench-in.tmp"
                (lambda (in)
                  (if (file-exists? "bench-out.tmp") (delete-file "bench-out.tmp"))
                  (call-with-output-file "bench-out.tmp" (lambda (out) (copy in out 0)))))))))
(if (file-exists? "bench-in.tmp") (delete-file "bench-in.tmp"))
(call-with-output-file "bench-in.tmp" (lambda (port) (fill port 500000)))
(measure (lambda () (run 50 0)))
