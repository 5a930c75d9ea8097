;;; Reports: what a person is told about an object that nobody handled.
;;;
;;;   program.scm:12:7: error: car: argument 1 is not a pair: 5
;;;     12 | (define (first x) (car x))
;;;        |                   ^~~~~~~
;;;     in (first x: 5), program.scm:12:19
;;;     in (main list: (5 7 …)), program.scm:20:3
;;;
;;; The position is that of the innermost frame that is not in a library of the system; the source line is shown when the
;;; file can be read. Frames show the arguments that are still there.
(define-library (runtime reports)
  (export report-object report-frames report-variables)
  (import (primitives) (core-syntax) (runtime registers) (runtime traces) (runtime frames) (runtime conditions) (runtime control)
          (runtime lists) (runtime strings) (runtime ports) (runtime input) (runtime output) (runtime number-text)
          (runtime printer) (runtime abbreviations) (runtime hints) (runtime system) (base excerpt))
  (begin
    (define frames-shown 8)
    (define value-room 24)              ; characters for each argument of a frame
    (define variable-room 120)          ; characters for each variable in a list of them

    ;; Print the report on `port`. The trace of objects that carry none is given by the caller.
    (define (report-object object trace port)
      (let* ((raw (raw-frames object trace))
             (frames (user-frames raw))
             (position (telling-position frames))
             (line (if position (position-text position) #f)))
        (if position
            (begin
              (write-position position port)
              (put ": " port)))
        (if (not (and (condition? object) (eq? (condition-kind object) 'interrupt))) (put "error: " port))
        (write-object-text object
                           (and line (operator-text line (position-column position)))
                           (and (pair? raw) (not (and (pair? frames) (eq? (%car raw) (%car frames)))))
                           port)
        (newline port)
        (if (string? line) (write-excerpt line (position-line position) (position-column position) port))
        (write-hint object port)
        (write-frames frames frames-shown port)
        (if (trace-full? (if (condition? object) (condition-trace object) trace)) (put "  and further frames\n" port))))

    (define (write-hint object port)
      (let ((hint (or (and (hint-finder) ((hint-finder) object)) (condition-hint object))))
        (if hint
            (begin
              (put "  hint: " port)
              (put hint port)
              (newline port)))))

    ;; All frames of an error that was reported.
    (define (report-frames object trace port)
      (let ((frames (error-frames object trace)))
        (write-frames frames (length frames) port)))

    ;; The variables of the innermost frame on the stack, of all procedures that it stands for, a line each; when no value is left
    ;; there, because nothing needed it any more, of the next frame too, and so on.
    (define (report-variables object trace port)
      (let loop ((frames (error-frames object trace)))
        (if (pair? frames)
            (let ((frame (%car frames)))
              (put "in " port)
              (put (frame-title frame) port)
              (write-frame-place frame port)
              (newline port)
              (write-variables (frame-arguments frame) port)
              (write-variables (frame-locals frame) port)
              (if (or (frame-inlined? frame)
                      (and (null? (frame-arguments frame)) (null? (frame-locals frame)))
                      (continues? frame (%cdr frames)))
                  (loop (%cdr frames)))))))

    ;; The body of a `guard` or `parameterize` is a frame of its own, with the name of the procedure around it.
    (define (continues? frame outer)
      (and (pair? outer)
           (null? (frame-arguments frame))
           (symbol? (frame-name frame))
           (eq? (frame-name frame) (frame-name (%car outer)))))

    (define (write-variables variables port)
      (if (pair? variables)
          (begin
            (put "  " port)
            (put (%symbol-name (%car (%car variables))) port)
            (put " = " port)
            (write-abbreviated (%cdr (%car variables)) variable-room port)
            (newline port)
            (write-variables (%cdr variables) port))))

    ;; (error-frames object trace) -> list of the frames of (runtime frames) that belong to the user's program, innermost
    ;; first: those that the object carries, or of the given trace when it carries none.
    (define (error-frames object trace) (user-frames (raw-frames object trace)))

    (define (raw-frames object trace)
      (if (condition? object)
          (trace-frames (condition-trace object) (condition-index object) (condition-irritants object))
          (trace-frames trace #f '())))

    (define (user-frames frames)
      (let loop ((frames frames))
        (if (null? frames)
            '()
            (let ((frame (%car frames)) (rest (loop (%cdr frames))))
              (if (or (frame-of-system? frame)
                      (and (%fx= (frame-position frame) 0) (not (frame-name frame)))
                      (part-of-call? frame rest))
                  rest
                  (cons frame rest))))))

    ;; A procedure of the system that was moved to its call has the call's position: the caller's frame says it all.
    (define (part-of-call? frame outer)
      (and (pair? outer)
           (%fx= (frame-position frame) (frame-position (%car outer)))
           (not (eq? (frame-name frame) (frame-name (%car outer))))))

    (define (put text port) (write-string text port))

    ;;; The text of an object

    ;; operator: what the user's text calls at the place, or #f; inside?: is the failure inside of what it calls? It is also when the
    ;; procedure that complains has another name: what was called has been copied to its call, or is a macro.
    (define (write-object-text object operator inside? port)
      (cond ((not (condition? object))
             (put "uncaught object: " port)
             (write-irritant object port))
            ((and operator (not inside?) (eq? (condition-kind object) 'arity) (nameless? (condition-who object)))
             (put operator port)
             (put ": " port)
             (write-arity-text object port))
            ((and operator
                  (or inside? (symbol? (condition-who object)) (string=? operator ",@"))
                  (tells-operator? object)
                  (not (equal-names? operator (condition-who object))))
             (put operator port)
             (put (if (symbol? (condition-who object)) ": in " ": ") port)
             (write-condition-text object port write-irritant))
            (else (write-condition-text object port write-irritant))))

    (define (tells-operator? condition)
      (memq (condition-kind condition) '(type range index bound operator arity divide file read unsupported)))

    (define (nameless? who)
      (and (procedure? who)
           (let ((name (%code-name (%procedure-code who))))
             (not (or (symbol? name) (string? name))))))

    (define (equal-names? operator who)
      (let ((name (cond ((symbol? who) (%symbol-name who))
                        ((procedure? who) (%code-name (%procedure-code who)))
                        (else #f))))
        (cond ((symbol? name) (string=? operator (%symbol-name name)))
              ((string? name) (string=? operator name))
              (else #f))))

    ;; The operator of the form that begins at the column, when it is a name; `,@` and the like too. Or #f.
    (define (operator-text line column)
      (let* ((length (string-length line))
             (char-at (lambda (index) (if (%fx< index length) (string-ref line index) #\space)))
             (start (%fx- column 1)))
        (cond ((char=? (char-at start) #\() (name-text line (%fx+ start 1) length))
              ((and (char=? (char-at start) #\,) (char=? (char-at (%fx+ start 1)) #\@)) ",@")
              (else #f))))

    (define (name-text line start length)
      (let loop ((end start))
        (if (and (%fx< end length) (name-char? (string-ref line end)))
            (loop (%fx+ end 1))
            (and (%fx> end start) (substring line start end)))))

    (define (name-char? char)
      (let ((code (char->integer char)))
        (not (or (%fx<= code 32) (memv code '(34 39 40 41 44 59 91 93 96 123 124 125))))))

    (define irritant-room 200)          ; characters for an object in a message

    (define (write-irritant object port) (write-abbreviated object irritant-room port))

    ;;; Positions

    (define (telling-position frames)
      (cond ((null? frames) #f)
            ((%fx> (frame-position (%car frames)) 0) (frame-position (%car frames)))
            (else (telling-position (%cdr frames)))))

    (define (write-position position port)
      (put (position-file position) port)
      (put ":" port)
      (put (number->string (position-line position)) port)
      (put ":" port)
      (put (number->string (position-column position)) port))

    ;; The text of the line there, or #f.
    (define (position-text position)
      (if (source-finder)
          ((source-finder) position)
          (source-line (position-file position) (position-line position))))

    ;; That line of the file, or #f.
    (define (source-line name number)
      (let ((file (system-open-input name)))
        (and (%fx>= file 0)
             (let ((port (make-file-input-port file #f name)))
               (let loop ((left number))
                 (let ((line (if (%fx= (system-read file (%make-bytevector 0) 0) 0) (read-line port) (eof-object))))
                   (cond ((eof-object? line) (close-port port) #f)
                         ((%fx<= left 1) (close-port port) line)
                         (else (loop (%fx- left 1))))))))))

    ;;; The frames

    ;; Frames that follow each other and are the same are counted; the first one's values are shown.
    (define (write-frames frames left port)
      (cond ((null? frames) #t)
            ((%fx= left 0)
             (put "  and " port)
             (put (number->string (%length frames)) port)
             (put " more\n" port))
            (else
             (let* ((frame (%car frames))
                    (rest (skip-same frame (%cdr frames))))
               (if (and (null? (%cdr frames)) (eq? (frame-name frame) 'program))
                   (put "  at top level" port)
                   (begin
                     (put "  in " port)
                     (write-frame-call frame port)))
               (write-frame-place frame port)
               (if (not (eq? rest (%cdr frames)))
                   (begin
                     (put ", and " port)
                     (put (number->string (%fx- (%length (%cdr frames)) (%length rest))) port)
                     (put " times more" port)))
               (newline port)
               (write-frames rest (%fx- left 1) port)))))

    (define (frame-title frame)
      (cond ((symbol? (frame-name frame)) (%symbol-name (frame-name frame)))
            ((string? (frame-name frame)) (frame-name frame))
            (else "lambda")))

    (define (write-frame-place frame port)
      (if (%fx> (frame-position frame) 0)
          (begin
            (put ", " port)
            (write-position (frame-position frame) port))))

    ;; name, or (name argument: value …)
    (define (write-frame-call frame port)
      (let ((arguments (frame-arguments frame)))
        (if (null? arguments)
            (put (frame-title frame) port)
            (begin
              (put "(" port)
              (put (frame-title frame) port)
              (write-arguments arguments port)
              (put ")" port)))))

    (define (write-arguments arguments port)
      (if (pair? arguments)
          (begin
            (put " " port)
            (put (%symbol-name (%car (%car arguments))) port)
            (put ": " port)
            (write-abbreviated (%cdr (%car arguments)) value-room port)
            (write-arguments (%cdr arguments) port))))

    (define (skip-same frame frames)
      (if (and (pair? frames) (same-frame? frame (%car frames)))
          (skip-same frame (%cdr frames))
          frames))))
