;;; differential FILE: what a program prints must be the same after every pass. Runs under Guile.
;;;
;;; The program is expanded over the host's R7RS libraries; those of their procedures that are primitives of ours become
;;; primitives. Then each pass runs, checked by the verifier, and after the chosen passes it is evaluated as Scheme. The
;;; program is evaluated before the first pass, too, and that is what it must print. FILE.in is its input, if there is one.
;;; Prints nothing and exits with 0 when all agree; otherwise says after which pass it goes wrong, exit 1.
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme cxr) (scheme lazy) (scheme inexact)
        (scheme case-lambda) (scheme process-context) (scheme time) (scheme eval)
        (only (guile) make-weak-key-hash-table hashq-ref hashq-set! primitive-eval module-define! current-module catch)
        (base report) (expander program) (expander host)
        (compiler ir core-builder) (compiler ir core) (compiler ir closed) (compiler ir grammar) (compiler ir checker)
        (compiler flags) (compiler pipeline) (passes guile scheme-text))

(define %free-table (make-weak-key-hash-table))
(define (%remember-closure! self captured) (hashq-set! %free-table self captured))
(define (%free-values closure) (hashq-ref %free-table closure))
(for-each primitive-eval prelude)

(define (run-text forms input)
  (let ((port (open-output-string)))
    (guard (condition
            (#t (write-string "ERROR: " port)
                (if (error-object? condition)
                    (begin (display (error-object-message condition) port) (write (error-object-irritants condition) port))
                    (write condition port))))
      (parameterize ((current-output-port port) (current-input-port (open-input-string input)))
        (for-each primitive-eval forms)))
    (get-output-string port)))

(define (file-text path)
  (if (file-exists? path)
      (call-with-input-file path
        (lambda (port)
          (let loop ((parts '()))
            (let ((part (read-string 65536 port)))
              (if (eof-object? part) (apply string-append (reverse parts)) (loop (cons part parts)))))))
      ""))

(define wrong? #f)

(define (without-extension path) (substring path 0 (- (string-length path) 4)))

;; From the line on where they differ.
(define (display-difference expected text)
  (let loop ((index 0) (line 0))
    (if (and (< index (string-length expected)) (< index (string-length text))
             (char=? (string-ref expected index) (string-ref text index)))
        (loop (+ index 1) (if (char=? (string-ref text index) #\newline) (+ index 1) line))
        (for-each (lambda (which string)
                    (display which)
                    (display (substring string line (min (string-length string) (+ line 200))))
                    (newline))
                  '("expected: " "     got: ") (list expected text)))))

(define (check-file path stages)
  (let* ((input (file-text (string-append (without-extension path) ".in")))
         (items (guard (condition
                        ((compile-errors? condition)
                         (print-reports (compile-errors-reports condition) (current-error-port))
                         '()))
                  (expand-program path '() (make-core-builder) r7rs-host-libraries host-features)))
         (start (host-calls->primcalls (make-program #f items '())))
         (expected (run-text (core->scheme start) input)))
    (for-each
     (lambda (stage)
       (let* ((flags (flag-set (flag-set default-flags 'verify #t) 'stop-after (if (string=? stage "all") '() (list stage))))
              (result (parameterize ((current-error-port (open-output-string)))
                        (compile-items (program-items start) '() flags)))
              (text (run-text (if (program? result) (core->scheme result) (closed->scheme result)) input)))
         (if (not (string=? text expected))
             (begin
               (set! wrong? #t)
               (display path) (display ": wrong after ") (display stage) (newline)
               (display-difference expected text)))))
     stages)))

(define arguments (cdr (command-line)))
(check-file (car arguments)
            (if (null? (cdr arguments))
                '("order-letrec" "inline-procedures" "unswitch-loops" "contify" "convert-assignments" "recover-types" "close-procedures")
                (cdr arguments)))
(if wrong? (exit 1))
