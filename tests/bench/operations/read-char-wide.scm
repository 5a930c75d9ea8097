;;; read-char: text of every width, characters beyond the first plane too.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text
  (apply string-append (let loop ((n 4000) (list '())) (if (= n 0) list (loop (- n 1) (cons "ab \x3bb;\x65e5; \x1f600;\x10ffff; z" list))))))
(define (sum port n)
  (let ((char (read-char port)))
    (if (eof-object? char)
        n
        (sum port (+ n (remainder (char->integer char) 7))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (sum (open-input-string text) 0)))))
(measure (lambda () (run 800 0)))
