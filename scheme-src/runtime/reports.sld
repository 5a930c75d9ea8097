;;; Reports: what a person is told about an object that nobody handled.
;;;
;;;   program.scm:12:7: error: car: argument 1 is not a pair: 5
;;;     12 | (define (first x) (car x))
;;;        |                   ^~~~~~~
;;;     in first, program.scm:12:7
;;;     in main, program.scm:20:3
;;;
;;; The position is that of the innermost frame that is not in a library of the system; the source line is shown when the
;;; file can be read.
(define-library (runtime reports)
  (export report-object report-frames)
  (import (primitives) (core-syntax) (runtime registers) (runtime traces) (runtime conditions) (runtime control) (runtime lists)
          (runtime strings) (runtime ports) (runtime input) (runtime output) (runtime number-text) (runtime printer)
          (runtime system) (base excerpt))
  (begin
    (define frames-shown 8)

    ;; Print the report on `port`. The trace of objects that carry none is given by the caller.
    (define (report-object object trace port)
      (let* ((trace (if (condition? object) (condition-trace object) trace))
             (frame (telling-frame trace)))
        (if frame
            (begin
              (write-position (cdr frame) port)
              (put ": " port)))
        (put "error: " port)
        (write-object-text object port)
        (newline port)
        (if frame (write-source-line (cdr frame) port))
        (write-hint object port)
        (write-frames trace frames-shown port)))

    (define (write-hint object port)
      (let ((hint (and (hint-finder) ((hint-finder) object))))
        (if hint
            (begin
              (put "  hint: " port)
              (put hint port)
              (newline port)))))

    ;; All frames of an error that was reported.
    (define (report-frames object trace port)
      (let ((trace (if (condition? object) (condition-trace object) trace)))
        (write-frames trace (length trace) port)))

    (define (put text port) (write-string text port))

    ;;; The text of an object

    (define (write-object-text object port)
      (if (condition? object)
          (write-condition-text object port)
          (begin
            (put "uncaught object: " port)
            (print-object object port #t))))

    ;;; Positions

    (define (telling-frame trace)
      (cond ((null? trace) #f)
            ((and (%fx> (cdr (car trace)) 0) (not (library-file? (position-file (cdr (car trace)))))) (car trace))
            (else (telling-frame (cdr trace)))))

    ;; The system's own files begin so: those of its image, and those that a host compiles from.
    (define (library-file? name) (or (begins? name "suo:") (begins? name "scheme-src/")))

    (define (begins? string part)
      (and (%fx>= (string-length string) (string-length part))
           (string=? (substring string 0 (string-length part)) part)))

    (define (write-position position port)
      (put (position-file position) port)
      (put ":" port)
      (put (number->string (position-line position)) port)
      (put ":" port)
      (put (number->string (position-column position)) port))

    (define (write-source-line position port)
      (let ((line (if (source-finder)
                      ((source-finder) position)
                      (source-line (position-file position) (position-line position)))))
        (if (string? line)
            (write-excerpt line (position-line position) (position-column position) port))))

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

    ;; Frames that follow each other and are the same are counted.
    (define (write-frames trace left port)
      (if (and (pair? trace) (%fx> left 0))
          (let ((frame (car trace)))
            (if (and (symbol? (car frame)) (not (library-file? (position-file (cdr frame)))))
                (let ((rest (skip-same frame (cdr trace))))
                  (put "  in " port)
                  (put (%symbol-name (car frame)) port)
                  (if (%fx> (cdr frame) 0)
                      (begin
                        (put ", " port)
                        (write-position (cdr frame) port)))
                  (if (not (eq? rest (cdr trace)))
                      (begin
                        (put ", and " port)
                        (put (number->string (%fx- (%length (cdr trace)) (%length rest))) port)
                        (put " times more" port)))
                  (newline port)
                  (write-frames rest (%fx- left 1) port))
                (write-frames (cdr trace) left port)))))

    (define (skip-same frame trace)
      (if (and (pair? trace)
               (eq? (car (car trace)) (car frame))
               (eqv? (cdr (car trace)) (cdr frame)))
          (skip-same frame (cdr trace))
          trace))))
