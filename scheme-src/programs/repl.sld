;;; The REPL: read a form, evaluate it, print its values, again and again.
;;;
;;; Input is read line by line, because a form may end anywhere: when what has been read is no complete form yet, another line is
;;; asked for, and the form is read again from its beginning. The lines of a session make one source named `input`, so every report
;;; can quote the line it is about.
;;;
;;; Prompts appear only where a person types; on a terminal that can move its cursor the line editor takes whole forms. An error is
;;; reported as it is for programs, and the session goes on; Ctrl-C stops what runs; the end of the input ends the session.
;;; Commands begin with a comma: see (programs repl-commands).
(define-library (programs repl)
  (export read-evaluate-print)
  (import (only (primitives) %stack-pointer) (scheme base) (scheme process-context)
          (base position) (base report) (base text) (base list)
          (reader source) (reader parse)
          (only (runtime registers) set-interrupt-procedure!) (only (runtime traces) capture-trace)
          (only (runtime reports) report-object report-frames report-variables) (only (runtime system) system-terminal?)
          (reader syntax)
          (programs mistakes) (programs evaluate) (programs evaluation) (programs print) (programs uncaught) (programs completion)
          (programs terminal) (programs line-editor) (programs history) (programs colours) (programs repl-commands))
  (begin
    ;; (read-evaluate-print interaction): to the end of the input. Where no person types, the exit code tells of errors.
    (define (read-evaluate-print interaction)
      (let* ((terminal? (and (system-terminal? 0) (system-terminal? 1)))
             (session (make-session terminal? (and terminal? (editable-terminal?)) (file-name-index "input") '() 0 #f #f 0
                                    '() #f #f)))
        (when terminal? (write-string "Suo. Ctrl-C stops a computation, Ctrl-D ends, ,help tells more.\n"))
        (when (session-editing? session) (session-history-set! session (load-history)))
        (let loop ()
          (when (attempt session (lambda () (step session interaction)))
            (loop)))
        (if terminal?
            (newline)
            (exit (session-code session)))))

    (define-record-type session
      (make-session terminal? editing? file lines line-count source give-up code history error trace)
      session?
      (terminal? session-terminal?)
      (editing? session-editing?)                                 ; by the line editor
      (file session-file)                                         ; index of the source's name
      (lines session-lines session-lines-set!)                    ; last one first, each with its newline
      (line-count session-line-count session-line-count-set!)
      (source session-source session-source-set!)                 ; the last lines, as far as they are not read yet; or #f
      (give-up session-give-up session-give-up-set!)              ; thunk: the form is not complete; or #f
      (code session-code session-code-set!)                       ; exit code of the last error
      (history session-history session-history-set!)              ; what was entered, last one first
      (error session-error session-error-set!)                    ; the object of the last error at run time, or #f
      (trace session-trace session-trace-set!))

    ;; Read and evaluate one form. #f at the end of the input.
    (define (step session interaction)
      (let ((syntax (read-form session)))
        (and (not (eof-object? syntax))
             (let ((command (command-name syntax)))
               (when command (remember-lines! session))
               (if command
                   (run-command command
                                (lambda () (read-form session))
                                interaction
                                (lambda () (print-error-frames session report-frames))
                                (lambda () (print-error-frames session report-variables)))
                   (begin
                     (print-values ((syntax-thunk syntax interaction)))
                     #t))))))

    ;; The name behind a comma, or #f.
    (define (command-name syntax)
      (let ((datum (syntax->datum syntax)))
        (and (pair? datum)
             (eq? (car datum) 'unquote)
             (pair? (cdr datum))
             (symbol? (cadr datum))
             (cadr datum))))

    (define (print-error-frames session print)
      (if (session-error session)
          (print (session-error session) (session-trace session) (current-output-port))
          (write-string "no error yet\n")))

    ;;; Errors and interrupts end a step, not the session.

    ;; -> the thunk's value, or #t when it was left.
    (define (attempt session thunk)
      (call-with-current-continuation
       (lambda (leave)
         (define (leave-after thunk)
           (thunk)
           (session-source-set! session #f)
           (abandon-compilation!)
           (leave #t))
         (when (session-terminal? session)
           (set-interrupt-procedure!
            (lambda ()
              (let ((trace (capture-trace (%stack-pointer))))
                (leave-after (lambda () (report-interrupt session trace)))))))
         (with-exception-handler
          (lambda (object)
            (let ((trace (capture-trace (%stack-pointer))))
              (leave-after (lambda () (report session object trace)))))
          thunk))))

    (define (report session object trace)
      (flush-output-port (current-output-port))
      (remember-lines! session)
      (if (mistake? object)
          (session-code-set! session (report-mistake object))
          (begin
            (report-in-colours (lambda (port) (write-uncaught object trace port)))
            (session-error-set! session object)
            (session-trace-set! session trace)
            (session-code-set! session 70))))

    ;; Where the computation was, as far as it was the user's: for the commands it is the last error.
    (define (report-interrupt session trace)
      (flush-output-port (current-output-port))
      (remember-lines! session)
      (session-error-set! session 'interrupted)
      (session-trace-set! session trace)
      (write-string "\ninterrupted\n" (current-error-port))
      (report-in-colours (lambda (port) (report-frames 'interrupted trace port))))

    ;; Reports find the lines under the session's name.
    (define (remember-lines! session)
      (remember-source-text! (session-file session) (text-join (reverse (session-lines session)) "")))

    ;;; Reading.

    ;; The next form of the session, or an eof object.
    (define (read-form session)
      (let ((source (session-source session)))
        (if (and source (not (eof-object? (next-visible source))))
            (let ((syntax (read-complete session 1)))
              (if (eof-object? syntax) (read-form session) syntax)) ; it was a comment
            (let ((lines (ask-lines session 1 "> ")))
              (if (string=? lines "")
                  (eof-object)
                  (let ((first (+ 1 (session-line-count session))))
                    (enter-lines! session lines)
                    (set-source! session lines first)
                    (read-form session)))))))

    (define (set-source! session text line)
      (session-source-set! session (open-text-source-at text (session-file session) line (make-fail session))))

    ;; What the reader calls for each mistake. At the end of the text it means that the form goes on.
    (define (make-fail session)
      (lambda (position message . hints)
        (if (and (session-give-up session) (eof-object? (peek (session-source session))))
            ((session-give-up session)))
        (apply report-error! position message hints)))

    ;; The form that begins in the source. When it is not complete, at least one more line is read, and up to `limit` of those that
    ;; are there already: twice as many each time, so that reading a long form again and again stays cheap.
    (define (read-complete session limit)
      (let* ((source (session-source session))
             (position (here source))
             (column (position-column position))
             (line-start (- (source-index source) (- column 1)))
             (syntax (try-reading session)))
        (if (eq? syntax incomplete)
            (let ((lines (ask-lines session limit "  "))
                  (text (substring (source-text source) line-start (source-end source))))
              (take-reports!)
              (enter-lines! session lines)
              (set-source! session (string-append text lines) (position-line position))
              (source-index-set! (session-source session) (- column 1))
              (if (string=? lines "")
                  (finish-reading (read-syntax (session-source session)))
                  (read-complete session (* 2 limit))))
            (finish-reading syntax))))

    (define (finish-reading syntax)
      (raise-compile-errors!)
      syntax)

    (define incomplete (list 'incomplete))

    (define (try-reading session)
      (let ((syntax (call-with-current-continuation
                     (lambda (return)
                       (session-give-up-set! session (lambda () (return incomplete)))
                       (read-syntax (session-source session))))))
        (session-give-up-set! session #f)
        syntax))

    ;;; Lines.

    ;; At least one line, and up to `limit` when they are there; "" at the end of the input.
    (define (ask-lines session limit prompt)
      (if (session-editing? session) (edit-lines session prompt) (read-lines session limit prompt)))

    (define (read-lines session limit prompt)
      (when (session-terminal? session)
        (write-string prompt)
        (flush-output-port (current-output-port)))
      (let loop ((lines '()) (left limit))
        (if (or (= left 0) (and (pair? lines) (not (char-ready?))))
            (text-join (reverse lines) "")
            (let ((line (read-input-line)))
              (if (eof-object? line)
                  (loop lines 0)
                  (loop (cons (string-append line "\n") lines) (- left 1)))))))

    ;; An input that cannot be read will not become readable: the session ends.
    (define (read-input-line)
      (guard (condition
              ((file-error? condition)
               (report-object condition '() (current-error-port))
               (exit 70)))
        (read-line)))

    ;; By the line editor. Ctrl-C there begins again.
    (define (edit-lines session prompt)
      (flush-output-port (current-output-port))
      (let ((text (edit-input prompt (lambda (text) (complete-input? session text)) names-at (session-history session))))
        (cond ((eof-object? text) "")
              ((eq? text 'interrupted) (edit-lines session prompt))
              (else
               (unless (text-blank? text)
                 (session-history-set! session (cons text (session-history session)))
                 (remember-input! text))
               (string-append text "\n")))))

    ;; For completion: commands behind the comma that begins an input, else names.
    (define (names-at text start prefix)
      (if (and (= start 1) (char=? (string-ref text 0) #\,))
          (command-completions prefix)
          (completions prefix)))

    (define (text-blank? text)
      (eof-object? (next-visible (open-text-source-at text 0 1 (lambda ignored #f)))))

    ;; Does no form of the text go on behind its end?
    (define (complete-input? session text)
      (let ((complete? (call-with-current-continuation
                        (lambda (return)
                          (letrec ((source (open-text-source-at text (session-file session) 1
                                                                (lambda ignored (return (not (eof-object? (peek source))))))))
                            (let loop ()
                              (or (eof-object? (read-syntax source)) (loop))))))))
        (take-reports!)
        complete?))

    (define (enter-lines! session lines)
      (let ((port (open-input-string lines)))
        (let loop ()
          (let ((line (read-line port)))
            (unless (eof-object? line)
              (session-lines-set! session (cons (string-append line "\n") (session-lines session)))
              (session-line-count-set! session (+ 1 (session-line-count session)))
              (loop))))))))
