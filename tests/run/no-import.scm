;;; A program without an import declaration, as they were written before R7RS, sees all libraries of the report.
;; engines: native
(define (count n) (if (= n 0) '() (cons n (count (- n 1)))))
(write (list (count 3) (caddr '(1 2 3)) (char-upcase #\a) (exact->inexact 1/2) (call-with-values (lambda () (values 1 2)) +)))
(newline)
(write (eval '(* 6 7) (interaction-environment)))
(newline)
