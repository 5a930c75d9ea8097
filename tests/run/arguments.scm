;;; Command line, environment, exit code.
;; arguments: first --second 3
;; exit: 7
(import (scheme base) (scheme write) (scheme process-context) (scheme time))
(write (cdr (command-line))) (newline)
(write (string? (car (command-line)))) (newline)
(write (get-environment-variable "NO_SUCH_VARIABLE_HERE")) (newline)
(write (string? (get-environment-variable "PATH"))) (newline)
(write (let ((l (get-environment-variables))) (and (pair? l) (pair? (car l)) (string? (caar l)) (string? (cdar l))))) (newline)
(write (let* ((a (current-jiffy)) (b (current-jiffy))) (<= a b))) (newline)
(write (> (current-second) 1.6e9)) (newline)
(write (exact-integer? (jiffies-per-second))) (newline)
(exit 7)
