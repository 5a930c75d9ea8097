;;; make-string, string-fill! and string-copy! of short strings and long ones, and sorting of strings.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time) (suo sort))
(include "../measure.scm")
(define words (let loop ((n 500) (seed 1) (words '())) (if (= n 0) words (loop (- n 1) (modulo (+ (* seed 1103515245) 12345) 2147483648) (cons (number->string seed) words)))))
(define target (make-string 5000 #\space))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let ((long (make-string 4000 #\a)) (short (make-string (+ 1 (modulo rounds 20)) #\b)))
        (string-fill! target #\c)
        (string-copy! target 100 long 0 4000)
        (run (- rounds 1)
             (+ total
                (string-length short)
                (char->integer (string-ref target (modulo (* rounds 31) 5000)))
                (string-length (car (list-sort string<? words))))))))
(measure (lambda () (run 1500 0)))
