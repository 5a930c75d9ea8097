;;; peek-char: words are found by looking one character ahead, in text of one, two and three bytes a character.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text
  (apply string-append (let loop ((n 5000) (list '())) (if (= n 0) list (loop (- n 1) (cons "word \x3b1;\x3b2;\x3b3; \x65e5;\x672c; z " list))))))
(define (skip port)
  (let ((char (peek-char port)))
    (if (or (eof-object? char) (char=? char #\space))
        #t
        (begin (read-char port) (skip port)))))
(define (count-words port n)
  (let ((char (peek-char port)))
    (cond ((eof-object? char) n)
          ((char=? char #\space) (read-char port) (count-words port n))
          (else (skip port) (count-words port (+ n 1))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count-words (open-input-string text) 0)))))
(measure (lambda () (run 800 0)))
