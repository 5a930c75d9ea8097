;;; File ports: lines with characters of one to four bytes are read and written.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (fill port n)
  (if (> n 0)
      (begin
        (write-string "plain words of a text\n" port)
        (write-string "\x3b1;\x3b2;\x3b3; and \x65e5;\x672c;\x8a9e;, na\xef;ve\n" port)
        (if (= 0 (remainder n 16)) (write-string "a face \x1f600;\n" port))
        (fill port (- n 1)))))
(define (copy in out n)
  (let ((line (read-line in)))
    (if (eof-object? line)
        n
        (begin (write-string line out) (newline out) (copy in out (+ n (string-length line)))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (call-with-input-file "bench-wide-in.tmp"
                (lambda (in)
                  (if (file-exists? "bench-wide-out.tmp") (delete-file "bench-wide-out.tmp"))
                  (call-with-output-file "bench-wide-out.tmp" (lambda (out) (copy in out 0)))))))))
(if (file-exists? "bench-wide-in.tmp") (delete-file "bench-wide-in.tmp"))
(call-with-output-file "bench-wide-in.tmp" (lambda (port) (fill port 10000)))
(measure (lambda () (run 30 0)))
