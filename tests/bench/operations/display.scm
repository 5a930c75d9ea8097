;;; display: lists, symbols, strings and numbers to a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define example '(define (f x) (let loop ((i 0)) (if (< i 10) (vector-set! v i #(1 2.5 "string" #\c)) (loop (+ i 1)))) "a \"longer\" string" 1234567 (a . b)))
(define (fill port n)
  (if (= n 0)
      (string-length (get-output-string port))
      (begin (display example port) (fill port (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (fill (open-output-string) 500)))))
(measure (lambda () (run 320 0)))
