;;; R7RS 6.14: (exit) tells of success, after all outstanding afters, the inner first; nothing behind it runs, and output is flushed.
(import (scheme base) (scheme write) (scheme process-context))
(display "begin ")
(dynamic-wind
  (lambda () (display "in1 "))
  (lambda () (dynamic-wind (lambda () (display "in2 ")) (lambda () (exit) (display "never ")) (lambda () (display "out2 "))))
  (lambda () (display "out1")(newline)))
(display "never")
