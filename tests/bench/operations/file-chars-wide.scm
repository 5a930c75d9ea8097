;;; File ports: text of one to four bytes a character is written and read, character by character.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define sample "d\xe9;j\xe0; \x3b1;\x3b2;\x3b3; \x65e5;\x672c;\x8a9e; \x1f600; plain words and more of them\n")
(define (fill port n)
  (if (> n 0)
      (begin
        (let loop ((index 0))
          (if (< index (string-length sample))
              (begin
                (write-char (string-ref sample index) port)
                (loop (+ index 1)))))
        (fill port (- n 1)))))
(define (count port n)
  (let ((next (peek-char port)))
    (if (eof-object? next)
        n
        (begin
          (read-char port)
          (count port (if (char=? next #\x3b2) (+ n 1) n))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (begin
        (if (file-exists? "bench-wide.tmp") (delete-file "bench-wide.tmp"))
        (call-with-output-file "bench-wide.tmp" (lambda (port) (fill port 5000)))
        (run (- rounds 1) (+ total (call-with-input-file "bench-wide.tmp" (lambda (port) (count port 0))))))))
(measure (lambda () (run 30 0)))
