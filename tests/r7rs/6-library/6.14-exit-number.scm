;;; R7RS 6.14: the exit value of an exact integer is that integer; exit in an after and in a guard clause.
;; exit: 7
(import (scheme base) (scheme write) (scheme process-context))
(guard (e (#t (display "clause ") (dynamic-wind (lambda () #f) (lambda () (exit 7)) (lambda () (display "after") (newline)))))
  (raise (quote x)))
