;;; Run: the command that runs programs and expressions.
;;;
;;;   (run-request request) -> thunk      request of (programs options); FILE ARGUMENT …, or -e EXPRESSION …, or neither: the REPL
;;;
;;; A program sees the command line (FILE ARGUMENT …). The libraries that are not Suo's own are looked for in the folders given and in
;;; the program's. A file that begins with no declaration and loads others is what was written for a REPL: it is loaded there, form by form,
;;; because what it loads defines what it mentions.
(define-library (programs run)
  (export run-request)
  (import (scheme base) (scheme file) (scheme read)
          (base list) (reader file) (reader syntax) (compiler flags)
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
      (let ((thunk (if (script? path) (lambda () (load-file path (interaction))) (program-thunk path))))
        (lambda ()
          (handle-uncaught!)
          (if thunk (thunk)))))

    ;; Does it load files, without a declaration before? What cannot be read is a program's mistake.
    (define (script? path)
      (guard (condition (#t #f))
        (let ((first (call-with-input-file path read)))
          (and (pair? first)
               (not (memq (car first) '(import define-library cond-expand)))
               (any loads? (read-source-file path #f))))))

    (define (loads? syntax)
      (and (pair? (car syntax)) (eq? 'load (car (car (car syntax))))))

    ;; Every form in turn.
    (define (run-expression text)
      (for-each (lambda (syntax)
                  (print-values ((or-exit (lambda () (syntax-thunk syntax (interaction)))))))
                (or-exit (lambda () (read-source-text text "-e")))))))
