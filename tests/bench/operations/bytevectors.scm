;;; Bytevectors: copying, UTF-8 in both directions, bytes.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text "plain text, and some that is not: \x3b1;\x3b2;\x3b3;")
(define bytes (string->utf8 text))
(define (sum bytes i total) (if (= i (bytevector-length bytes)) total (sum bytes (+ i 1) (+ total (bytevector-u8-ref bytes i)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string-length (utf8->string bytes))
              (bytevector-length (string->utf8 text))
              (sum (bytevector-copy bytes) 0 0)))))
(measure (lambda () (run 800000 0)))
