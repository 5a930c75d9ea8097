;;; Run: the command that runs programs and expressions.
;;;
;;;   (run-request request) -> thunk      request of (programs options); FILE ARGUMENT …, or -e EXPRESSION …, or neither: the REPL
;;;
;;; A program sees the command line (FILE ARGUMENT …). The libraries that are not Suo's own are looked for in the folders given and in
;;; the program's.
(define-library (programs run)
  (export run-request)
  (import (scheme base)
          (reader file) (compiler flags)
          (only (runtime process) set-command-line!)
          (programs options) (programs mistakes) (programs compile) (programs evaluate) (programs evaluation) (programs linked) (programs print) (programs uncaught) (programs repl))
  (begin
    (define (run-request request)
      (let ((expressions (request-option request "-e"))
            (words (request-words request)))
        (cond ((pair? expressions)
               (start! request ".")
               (set-command-line! (cons "suo" words))
               (lambda ()
                 (handle-uncaught!)
                 (for-each run-expression expressions)))
              ((pair? words) (run-file (car words) request))
              (else
               ;; People look at variables here.
               (set-system! (make-system (append (request-option request "-L") '("."))
                                         (flag-set (request-flags request) 'keep-variables #t)))
               (set-command-line! '("suo"))
               (lambda () (read-evaluate-print (interaction)))))))

    ;; The compiler becomes ready for programs.
    (define (start! request folder)
      (set-system! (make-system (append (request-option request "-L") (list folder)) (request-flags request))))

    (define (run-file path request)
      (check-source path)
      (start! request (folder-of path))
      (set-command-line! (request-words request))
      (let ((thunk (program-thunk path)))
        (lambda ()
          (handle-uncaught!)
          (if thunk (thunk)))))

    ;; Every form in turn.
    (define (run-expression text)
      (for-each (lambda (syntax)
                  (print-values ((or-exit (lambda () (syntax-thunk syntax (interaction)))))))
                (or-exit (lambda () (read-source-text text "-e")))))))
