;;; read-char: text of Latin letters with accents, and a test of every character.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text
  (apply string-append (let loop ((n 4000) (list '())) (if (= n 0) list (loop (- n 1) (cons "d\xe9;j\xe0; vu, na\xef;ve fa\xe7;ade\n" list))))))
(define (count port n)
  (let ((char (read-char port)))
    (cond ((eof-object? char) n)
          ((char=? char #\newline) (count port (+ n 1)))
          ((char=? char #\xe9) (count port (+ n 2)))
          (else (count port n)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count (open-input-string text) 0)))))
(measure (lambda () (run 800 0)))
