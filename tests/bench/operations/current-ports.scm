;;; write-char, write-string, newline and display to the current output port, read-char and peek-char from the current input port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text (make-string 2000 #\a))
(define (count n)
  (peek-char)
  (if (eof-object? (read-char)) n (count (+ n 1))))
(define (fill n)
  (if (= n 0)
      (string-length (get-output-string (current-output-port)))
      (begin
        (write-char #\a)
        (write-string "bc")
        (display "text")
        (newline)
        (fill (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (parameterize ((current-output-port (open-output-string))) (fill 1000))
              (parameterize ((current-input-port (open-input-string text))) (count 0))))))
(measure (lambda () (run 4000 0)))
