;;; Mistakes: what a person wrote and the compiler cannot use, reported on the error port; the exit code says which kind.
(define-library (programs mistakes)
  (export or-exit mistake? report-mistake raise-missing-file report-through-with! print-warnings!)
  (import (scheme base) (scheme process-context) (base report) (base text) (programs options) (programs output))
  (begin
    ;; (or-exit thunk) -> its value; ends the process when it raises a mistake.
    (define (or-exit thunk)
      (guard (condition ((mistake? condition) (exit (report-mistake condition))))
        (thunk)))

    (define (mistake? object)
      (or (compile-errors? object) (usage-error? object) (output-error? object) (missing-file? object)))

    (define-record-type missing-file
      (make-missing-file message)
      missing-file?
      (message missing-file-message))

    (define (raise-missing-file message) (raise (make-missing-file message)))

    ;; Calls its argument, (write-report port), with the error port; suo itself gives reports colours there.
    (define (report-through write-report) (write-report (current-error-port)))
    (define (report-through-with! procedure) (set! report-through procedure))

    ;; What the compiler has to say, when it is no mistake.
    (define (print-warnings!)
      (let ((reports (take-reports!)))
        (when (pair? reports)
          (report-through (lambda (port) (print-reports reports port))))))

    ;; -> exit code
    (define (report-mistake mistake)
      (cond ((compile-errors? mistake)
             (report-through (lambda (port) (print-reports (compile-errors-reports mistake) port)))
             65)
            ((usage-error? mistake)
             (complain 64 (usage-error-message mistake)))
            ((missing-file? mistake) (complain 66 (missing-file-message mistake)))
            (else (complain 73 (output-error-message mistake)))))

    ;; -> the code
    (define (complain code message)
      (write-string (text "suo: " message "\n") (current-error-port))
      code)))
