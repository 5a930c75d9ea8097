;;; Command: what `suo` does with its command line, and how it fails.
;;;
;;; A command prepares what it has to do and gives it back as a thunk, so that a program runs with nothing of suo around it.
;;;
;;; Exit codes: 64 wrong usage, 65 ill-formed source, 66 no such file, 70 an error at run time, 73 a file cannot be written,
;;; 130 Ctrl-C.
(define-library (programs command)
  (export main)
  (import (scheme base) (scheme write) (scheme process-context)
          (base file)
          (programs options) (programs mistakes) (programs colours) (programs live)
          (programs compile) (programs run) (programs expand) (programs disassemble) (programs resume)
          (programs version))
  (begin
    ;; Afterwards the process ends as after every program.
    (define (main)
      (inside-files-set! (live-sources))
      (report-through-with! report-in-colours)
      ((or-exit (lambda () (prepare (parse-arguments (cdr (command-line))))))))

    ;; -> thunk
    (define (prepare request)
      (cond ((pair? (request-option request "--help")) (lambda () (write-string (help-text))))
            ((pair? (request-option request "--version")) (lambda () (write-string (version-text))))
            (else
             (case (request-command request)
               ((compile) (let ((code (compile-request request))) (lambda () (exit code))))
               ((expand) (expand-request request))
               ((resume) (resume-request request))
               ((disassemble) (disassemble-request request))
               (else (run-request request))))))))
