;;; The REPL's commands: what a person asks of the system itself. Each is a row of the table.
;;;
;;;   (run-command name read-argument interaction print-backtrace print-variables) -> #f when the session is to end, else #t
;;;
;;; read-argument: procedure that gives the next form of the input as syntax. The others print what is known of the last error.
(define-library (programs repl-commands)
  (export run-command)
  (import (primitives) (scheme base) (scheme time)
          (base text) (base list)
          (reader syntax) (expander interaction)
          (compiler ir printer) (compiler ir grammar) (compiler ir text) (compiler back x86-64 disassembler)
          (programs evaluate) (programs live) (programs print))
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

    (define (argument request) ((request-read-argument request)))

    (define (help request)
      (for-each (lambda (row)
                  (write-string (text "  ," (pad-right (text (car row) " " (cadr row)) 20) (list-ref row 2) "\n")))
                command-table))

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

    ;;; Machine code: read from the code object of the procedure.

    (define (disassemble request)
      (let* ((name (syntax->datum (argument request)))
             (missing (list #f))
             (value (if (symbol? name)
                        (meaning-value (interaction-meaning name (request-interaction request)) missing)
                        missing)))
        (if (procedure? value)
            (for-each print-instruction (disassemble-bytes (instructions (%procedure-code value))))
            (write-string (text "no procedure has the name " name "\n")))))

    ;; Words of a code object: see code-object in (machine layout). Code stays in its place.
    (define (instructions code)
      (let* ((start (* 8 (%object-address code)))
             (first (+ start (%load-u32 (+ start 32))))
             (bytes (make-bytevector (%load-u32 (+ start 36)) 0)))
        (do ((index 0 (+ index 1)))
            ((= index (bytevector-length bytes)) bytes)
          (bytevector-u8-set! bytes index (%load-u8 (+ first index))))))

    ;; line: (offset bytes text)
    (define (print-instruction line)
      (write-string (text (pad-left (number->string (car line) 16) 6) "  " (list-ref line 2) "\n")))

    ;; Name, argument, what it does, procedure of a request or #f: ends the session.
    (define command-table
      (list (list 'help "" "print this" help)
            (list 'time "EXPRESSION" "evaluate, and tell how long it took" time-expression)
            (list 'expand "EXPRESSION" "print it after macro expansion" expand-expression)
            (list 'disassemble "NAME" "print the machine code of a procedure" disassemble)
            (list 'bt "" "print all frames of the last error" (lambda (request) ((request-print-backtrace request))))
            (list 'locals "" "print the variables of its innermost frame" (lambda (request) ((request-print-variables request))))
            (list 'quit "" "end" #f)))))
