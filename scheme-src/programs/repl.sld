;;; The REPL: read a form, evaluate it, print its values, again and again.
;;;
;;; Input is read line by line, because a form may end anywhere: when what has been read is no complete form yet, another line is
;;; asked for, and the form is read again from its beginning. The lines of a session make one source named `input`, so every report
;;; can quote the line it is about.
;;;
;;; Prompts appear only where a person types. An error is reported as it is for programs, and the session goes on; Ctrl-C stops
;;; what runs; the end of the input ends the session.
(define-library (programs repl)
  (export read-evaluate-print)
  (import (only (primitives) %stack-pointer) (scheme base) (scheme process-context)
          (base position) (base report) (base text)
          (reader source) (reader parse)
          (only (runtime registers) set-interrupt-procedure!) (only (runtime traces) capture-trace)
          (only (runtime reports) report-object) (only (runtime system) system-terminal?)
          (programs mistakes) (programs evaluate) (programs print))
  (begin
    ;; (read-evaluate-print interaction): to the end of the input. Where no person types, the exit code tells of errors.
    (define (read-evaluate-print interaction)
      (let* ((terminal? (and (system-terminal? 0) (system-terminal? 1)))
             (session (make-session terminal? (file-name-index "input") '() 0 #f #f 0)))
        (when terminal? (write-string "Suo. Ctrl-C stops a computation, Ctrl-D ends.\n"))
        (let loop ()
          (when (attempt session (lambda () (step session interaction)))
            (loop)))
        (if terminal?
            (newline)
            (exit (session-code session)))))

    (define-record-type session
      (make-session terminal? file lines line-count source give-up code)
      session?
      (terminal? session-terminal?)
      (file session-file)                                         ; index of the source's name
      (lines session-lines session-lines-set!)                    ; last one first, each with its newline
      (line-count session-line-count session-line-count-set!)
      (source session-source session-source-set!)                 ; the last lines, as far as they are not read yet; or #f
      (give-up session-give-up session-give-up-set!)              ; thunk: the form is not complete; or #f
      (code session-code session-code-set!))                      ; exit code of the last error

    ;; Read and evaluate one form. #f at the end of the input.
    (define (step session interaction)
      (let ((syntax (read-form session)))
        (and (not (eof-object? syntax))
             (begin
               (print-values ((syntax-thunk syntax interaction)))
               #t))))

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
            (lambda () (leave-after (lambda () (write-string "\ninterrupted\n" (current-error-port)))))))
         (with-exception-handler
          (lambda (object)
            (let ((trace (capture-trace (%stack-pointer))))
              (leave-after (lambda () (report session object trace)))))
          thunk))))

    (define (report session object trace)
      (flush-output-port (current-output-port))
      (remember-lines! session)
      (session-code-set! session
                         (if (mistake? object)
                             (report-mistake object)
                             (begin
                               (report-object object trace (current-error-port))
                               70))))

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
      (when (session-terminal? session)
        (write-string prompt)
        (flush-output-port (current-output-port)))
      (let loop ((lines '()) (left limit))
        (if (or (= left 0) (and (pair? lines) (not (char-ready?))))
            (text-join (reverse lines) "")
            (let ((line (read-line)))
              (if (eof-object? line)
                  (loop lines 0)
                  (loop (cons (string-append line "\n") lines) (- left 1)))))))

    (define (enter-lines! session lines)
      (let ((port (open-input-string lines)))
        (let loop ()
          (let ((line (read-line port)))
            (unless (eof-object? line)
              (session-lines-set! session (cons (string-append line "\n") (session-lines session)))
              (session-line-count-set! session (+ 1 (session-line-count session)))
              (loop))))))))
