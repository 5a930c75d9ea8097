;;; expand FILE [FOLDER …]: print the core forms of a program, one a line, libraries first.
;;;
;;; The libraries of R7RS are the host's; the others are looked for in the folders. Mistakes go to standard error, exit 65.
(import (scheme base) (scheme write) (scheme process-context)
        (base report) (expander program) (expander core-forms) (expander host))

(define (main arguments)
  (guard (condition
          ((compile-errors? condition)
           (print-reports (compile-errors-reports condition) (current-error-port))
           (exit 65)))
    (for-each (lambda (item) (write item) (newline))
              (expand-program (car arguments) (cdr arguments) (make-core-forms-builder)
                              r7rs-host-libraries host-features))
    (print-reports (take-reports!) (current-error-port))))

(main (cdr (command-line)))
