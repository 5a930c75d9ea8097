;;; stage0-run FILE ARGUMENT …: run any R7RS program on stage0.
;;;
;;; stage0 itself knows core forms only. It loads the reader and the expander of the compiler, flattened, then this program,
;;; which expands FILE and the libraries it imports to core forms and hands them back for evaluation. The libraries
;;; (scheme …) are stage0's own globals. Options before FILE: -L FOLDER, where libraries are looked for (scheme-src when none is given).
;;;
;;; What it needs of stage0 beyond R7RS: %eval-core (evaluate one form), %declare-core (note the globals that forms assign),
;;; %source-file (tell what a file index in positions means), %command-line! (what the program is to see).
(import (scheme base) (scheme write) (scheme process-context)
        (base position) (base report) (reader parse) (expander exporters) (expander program) (expander core-forms) (expander host))

;; stage0 has no `read` of its own; programs get this one.
(define read
  (case-lambda
    (() (read (current-input-port)))
    ((port)
     (read-datum port (lambda (position message . hints) (%raise-failure 'read (%place) message '()))))))

(suggest-libraries! (map car r7rs-host-libraries))

(define (run-arguments arguments roots)
  (cond ((null? arguments)
         (write-string "usage: stage0-run [-L FOLDER] FILE [ARGUMENT ...]\n" (current-error-port))
         (exit 64))
        ((and (string=? (car arguments) "-L") (pair? (cdr arguments)))
         (run-arguments (cddr arguments) (cons (cadr arguments) roots)))
        (else
         (%command-line! arguments)
         (evaluate-items (expand-file (car arguments) (if (null? roots) '("scheme-src") (reverse roots)))))))

(define (expand-file path roots)
  (let ((items (guard (condition
                       ((compile-errors? condition)
                        (print-reports (compile-errors-reports condition) (current-error-port))
                        (exit 65)))
                 (expand-program path roots (make-core-forms-builder) r7rs-host-libraries host-features))))
    (print-reports (take-reports!) (current-error-port))
    items))

(define (evaluate-items items)
  (let ((names (all-file-names)))
    (let loop ((index 0))
      (when (< index (vector-length names))
        (%source-file index (vector-ref names index))
        (loop (+ index 1)))))
  (%declare-core items)
  (for-each %eval-core items))

(run-arguments (cdr (command-line)) '())
