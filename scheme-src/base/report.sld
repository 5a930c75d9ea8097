;;; Reports: errors and warnings about source text, collected and then printed together.
;;;
;;; A phase that finds a mistake reports it, substitutes something harmless and goes on, so one run shows several mistakes.
;;; At its end the driver calls `raise-compile-errors!`, which raises one condition object holding all of them when there
;;; was any error. The same place and message is reported once only.
;;;
;;;   (report-error! position message hint …)      (report-warning! position message hint …)       a hint may be #f: none
;;;   (report-fatal! position message hint …)      report and raise at once: nothing after it makes sense
;;;   (report-error-count)                         errors since the last reset
;;;   (take-reports!)                              all reports, oldest first; the collection is empty afterwards
;;;   (raise-compile-errors!)                      raises `compile-errors` when there are errors, else leaves the warnings
;;;   (print-report report port)                   (print-reports reports port)
;;;   (source-line position)                       the text of the line there, or #f
;;;
;;; What is printed, with an empty line between two reports:
;;;
;;;   demo.scm:3:8: error: unbound variable `lenght`
;;;     3 | (print (lenght x))
;;;       |        ^~~~~~
;;;     hint: did you mean `length`?
(define-library (base report)
  (export report-error! report-warning! report-fatal! report-error-count take-reports! raise-compile-errors!
          report? report-kind report-position report-message report-hints
          compile-errors? compile-errors-reports
          print-report print-reports source-line)
  (import (scheme base) (base file) (base position) (base excerpt))
  (begin
    (define-record-type report
      (make-report kind position message hints)
      report?
      (kind report-kind)                ; error or warning
      (position report-position)        ; or #f
      (message report-message)
      (hints report-hints))             ; strings

    ;; The condition object: errors and warnings, in the order of their positions.
    (define-record-type compile-errors
      (make-compile-errors reports)
      compile-errors?
      (reports compile-errors-reports))

    (define collected-reports '())      ; newest first
    (define collected-error-count 0)

    (define (report-error! position message . hints)
      (when (add-report! (make-report 'error position message hints))
        (set! collected-error-count (+ collected-error-count 1))))

    (define (report-warning! position message . hints)
      (add-report! (make-report 'warning position message hints)))

    (define (report-fatal! position message . hints)
      (apply report-error! position message hints)
      (raise-compile-errors!))

    (define (report-error-count) collected-error-count)

    ;; -> #t when it was new.
    (define (add-report! report)
      (let loop ((known collected-reports))
        (cond ((null? known)
               (set! collected-reports (cons report collected-reports))
               #t)
              ((and (eqv? (report-position (car known)) (report-position report))
                    (string=? (report-message (car known)) (report-message report)))
               #f)
              (else (loop (cdr known))))))

    (define (take-reports!)
      (let ((reports (reverse collected-reports)))
        (set! collected-reports '())
        (set! collected-error-count 0)
        reports))

    (define (raise-compile-errors!)
      (when (> collected-error-count 0)
        (raise (make-compile-errors (sorted-reports (take-reports!))))))

    ;; In the order of their positions, those without one first; those at one position keep their order.
    (define (sorted-reports reports)
      (if (or (null? reports) (null? (cdr reports)))
          reports
          (let split ((left '()) (right reports) (remaining (quotient (length reports) 2)))
            (if (= remaining 0)
                (merged-reports (sorted-reports (reverse left)) (sorted-reports right))
                (split (cons (car right) left) (cdr right) (- remaining 1))))))

    (define (merged-reports left right)
      (cond ((null? left) right)
            ((null? right) left)
            ((< (report-order (car right)) (report-order (car left)))
             (cons (car right) (merged-reports left (cdr right))))
            (else (cons (car left) (merged-reports (cdr left) right)))))

    (define (report-order report) (or (report-position report) 0))


    ;;; Printing.

    (define reports-shown-at-most 50)

    (define (print-reports reports port)
      (let loop ((reports reports) (shown 0))
        (cond ((null? reports) #t)
              ((= shown reports-shown-at-most)
               (write-string "\nand " port)
               (write-string (number->string (length reports)) port)
               (write-string " more\n" port))
              (else
               (if (> shown 0) (newline port))
               (print-report (car reports) port)
               (loop (cdr reports) (+ shown 1))))))

    (define (print-report report port)
      (let ((position (report-position report)))
        (when position
          (write-string (position->text position) port)
          (write-string ": " port))
        (write-string (symbol->string (report-kind report)) port)
        (write-string ": " port)
        (write-string (report-message report) port)
        (newline port)
        (when position
          (let ((line (source-line position)))
            (when line (write-excerpt line (position-line position) (position-column position) port))))
        (for-each (lambda (hint)
                    (when hint
                      (write-string "  hint: " port)
                      (write-string hint port)
                      (newline port)))
                  (report-hints report))))

    ;; (source-line position) -> the text of the line, or #f when it cannot be had.
    (define (source-line position)
      (let ((text (remembered-source-text (position-file-index position))))
        (if text
            (nth-line (open-input-string text) (position-line position))
            (guard (condition (#t #f))
              (nth-line (open-input-string (decode-text (read-file-bytes (position-file position))))
                        (position-line position))))))

    (define (nth-line port number)
      (let ((line (read-line port)))
        (cond ((eof-object? line) #f)
              ((= number 1) line)
              (else (nth-line port (- number 1))))))))
