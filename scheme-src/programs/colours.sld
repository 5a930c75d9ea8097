;;; Colours: a report with colours for a terminal, from its text: the kind in its first line, underlines, hints.
;;;
;;;   (report-in-colours write-report)     (write-report port) is what it says; its text goes to the error port, with colours when
;;;                                        that is a terminal that has them and NO_COLOR is not set
(define-library (programs colours)
  (export report-in-colours)
  (import (scheme base) (base text) (programs terminal))
  (begin
    (define (report-in-colours write-report)
      (if (colourful?)
          (let ((port (open-output-string)))
            (write-report port)
            (write-coloured (get-output-string port) (current-error-port)))
          (write-report (current-error-port))))

    (define (write-coloured text port)
      (let ((lines (open-input-string text)))
        (let loop ()
          (let ((line (read-line lines)))
            (unless (eof-object? line)
              (write-coloured-line line port)
              (newline port)
              (loop))))))

    (define red "\x1b;[1;31m")
    (define magenta "\x1b;[1;35m")
    (define cyan "\x1b;[36m")
    (define faint "\x1b;[2m")
    (define plain "\x1b;[0m")

    (define (write-coloured-line line port)
      (cond ((index-of line "error: ") => (lambda (index) (write-painted line index (+ index 6) red port)))
            ((index-of line "warning: ") => (lambda (index) (write-painted line index (+ index 8) magenta port)))
            ((text-prefix? "  hint: " line) (write-painted line 2 7 cyan port))
            ((text-prefix? "  in " line) (write-painted line 0 (string-length line) faint port))
            ((underline-start line) => (lambda (index) (write-painted line index (string-length line) red port)))
            (else (write-string line port))))

    (define (write-painted line start end colour port)
      (write-string (substring line 0 start) port)
      (write-string colour port)
      (write-string (substring line start end) port)
      (write-string plain port)
      (write-string (substring line end (string-length line)) port))

    ;; Only in lines that are not source: those have a margin.
    (define (index-of line part)
      (and (not (text-prefix? "  " line))
           (let ((last (- (string-length line) (string-length part))))
             (let loop ((index 0))
               (cond ((> index last) #f)
                     ((string=? part (substring line index (+ index (string-length part)))) index)
                     (else (loop (+ index 1))))))))

    ;; Behind a margin without a number.
    (define (underline-start line)
      (let ((bar (text-index line #\|)))
        (and bar
             (blank? line 0 bar)
             (text-index line #\^))))

    (define (blank? line index end)
      (or (= index end)
          (and (char=? (string-ref line index) #\space)
               (blank? line (+ index 1) end))))))
