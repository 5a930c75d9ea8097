;;; The REPL's commands: what a person asks of the system itself. Each is a row of the table.
;;;
;;;   (command-completions prefix)         -> names of commands that begin so, sorted
;;;   (run-command name read-argument interaction print-backtrace print-variables) -> #f when the session is to end, else #t
;;;
;;; read-argument: procedure that gives the next form of the input as syntax. The others print what is known of the last error.
(define-library (programs repl-commands)
  (export run-command command-completions)
  (import (scheme base) (scheme time) (scheme write)
          (base position) (base text) (base list)
          (reader syntax)
          (compiler ir printer) (compiler ir grammar) (compiler ir text)
          (programs evaluate) (programs evaluation) (programs live-code) (programs definitions) (programs geiser) (programs completion) (programs print))
  (begin
    (define-record-type request
      (make-request read-argument interaction print-backtrace print-variables)
      request?
      (read-argument request-read-argument)
      (interaction request-interaction)
      (print-backtrace request-print-backtrace)
      (print-variables request-print-variables))

    (define (run-command name read-argument interaction print-backtrace print-variables)
      (let ((row (assq name command-table)))
        (cond ((not row)
               (write-string (text "there is no command ," name "; ,help tells more\n"))
               #t)
              ((list-ref row 3)
               ((list-ref row 3) (make-request read-argument interaction print-backtrace print-variables))
               #t)
              (else #f))))

    (define (command-completions prefix)
      (filter (lambda (name) (text-prefix? prefix name))
              (sorted-texts (map (lambda (row) (symbol->string (car row))) command-table))))

    (define (argument request)
      (let ((syntax ((request-read-argument request))))
        (if (eof-object? syntax) (error "this command wants more than its name"))
        syntax))

    (define (help request)
      (for-each (lambda (row)
                  (unless (for-emacs? row)
                    (write-string (text "  ," (pad-right (text (car row) " " (cadr row)) 20) (list-ref row 2) "\n"))))
                command-table))

    (define (for-emacs? row) (text-prefix? "geiser-" (symbol->string (car row))))

    (define (time-expression request)
      (let* ((thunk (syntax-thunk (argument request) (request-interaction request)))
             (start (current-jiffy))
             (values (thunk))
             (microseconds (quotient (* 1000000 (- (current-jiffy) start)) (jiffies-per-second))))
        (print-values values)
        (write-string (text (quotient microseconds 1000) "."
                            (pad-zeros (number->string (remainder microseconds 1000))) " ms\n"))))

    (define (pad-zeros digits)
      (string-append (make-string (- 3 (string-length digits)) #\0) digits))

    (define (expand-expression request)
      (for-each (lambda (item) (write-indented (node->plain-datum item core-language) (current-output-port)))
                (syntax-items (argument request) (request-interaction request))))

    (define (disassemble request)
      (call-with-procedure request (lambda (name procedure) (print-live-code procedure))))

    ;; How it is called, where it was defined, what the comment there says.
    (define (document request)
      (call-with-procedure request
        (lambda (name procedure)
          (for-each (lambda (formals) (write (cons name formals)) (newline))
                    (procedure-formals name procedure))
          (let ((position (procedure-position procedure))
                (comment (procedure-comment procedure)))
            (if position (write-string (text "  " (position->text position) "\n")))
            (if (not (string=? comment "")) (write-string (text comment "\n")))))))

    (define (call-with-procedure request use)
      (let* ((name (syntax->datum (argument request)))
             (found (and (symbol? name) (named-value name (request-interaction request)))))
        (if (and found (procedure? (car found)))
            (use name (car found))
            (write-string (text "no procedure has the name " name "\n")))))

    ;; Emacs: see (programs geiser).
    (define (answer-evaluation request)
      (let* ((module (syntax->datum (argument request))) (form (argument request)))
        (geiser-evaluate module form (request-interaction request))))

    (define (answer-load-file request)
      (geiser-load-file (syntax->datum (argument request)) (request-interaction request)))

    ;; Name, argument, what it does, procedure of a request or #f: ends the session.
    (define command-table
      (list (list 'help "" "print this" help)
            (list 'time "EXPRESSION" "evaluate, and tell how long it took" time-expression)
            (list 'expand "EXPRESSION" "print it after macro expansion" expand-expression)
            (list 'disassemble "NAME" "print the machine code of a procedure" disassemble)
            (list 'doc "NAME" "print the parameters of a procedure, its place, its comment" document)
            (list 'bt "" "print all frames of the last error" (lambda (request) ((request-print-backtrace request))))
            (list 'locals "" "print the variables of its innermost frame" (lambda (request) ((request-print-variables request))))
            (list 'geiser-eval "MODULE FORM" "answer Emacs" answer-evaluation)
            (list 'geiser-load-file "FILE" "answer Emacs" answer-load-file)
            (list 'geiser-no-values "" "nothing" (lambda (request) #t))
            (list 'quit "" "end" #f)))))
