;;; write-char to the current port inside of many parameterizations of other parameters.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define depth (make-parameter 0))
(define (nested n thunk)
  (if (= n 0)
      (thunk)
      (parameterize ((depth n)) (nested (- n 1) thunk))))
(define (fill n)
  (if (= n 0)
      (string-length (get-output-string (current-output-port)))
      (begin
        (write-char #\a)
        (fill (- n 1)))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (parameterize ((current-output-port (open-output-string)))
                (nested 10 (lambda () (fill 1000))))))))
(measure (lambda () (run 30000 0)))
