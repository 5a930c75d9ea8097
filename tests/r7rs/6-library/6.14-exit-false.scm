;;; R7RS 6.14: (exit #f) tells of failure; afters run also when exit is called in a handler.
;; exit: 1
(import (scheme base) (scheme write) (scheme process-context))
(with-exception-handler
  (lambda (e) (display "handler ") (exit #f))
  (lambda () (dynamic-wind (lambda () #f) (lambda () (raise (quote oops))) (lambda () (display "after") (newline)))))
