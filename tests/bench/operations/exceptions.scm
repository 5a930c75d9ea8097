;;; with-exception-handler, raise-continuable, and raise with an escape.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (with-exception-handler (lambda (x) 5) (lambda () (+ 1 (raise-continuable 'c))))
              (with-exception-handler (lambda (x) 5) (lambda () 2))
              (call-with-current-continuation
                (lambda (return)
                  (with-exception-handler (lambda (x) (return 3)) (lambda () (+ 1 (raise 'oops))))))))))
(measure (lambda () (run 1800000 0)))
