;;; Uncaught: reports of what nothing handles, where the compiler is there: in `suo FILE`, `suo -e` and the REPL.
;;;
;;;   (write-uncaught object trace port)    what the compiler found wrong in the text that eval or load was given is told as for a
;;;                                         program, with the frames that asked for it; everything else as (runtime reports) does
;;;   (handle-uncaught!)                    from now on, with colours where there are any
(define-library (programs uncaught)
  (export write-uncaught handle-uncaught!)
  (import (only (primitives) %stack-pointer) (scheme base) (base report)
          (only (runtime ports) flush-all-ports) (only (runtime process) leave)
          (only (runtime registers) top-handler set-top-handler!) (only (runtime traces) capture-trace)
          (only (runtime reports) report-object report-frames) (only (runtime conditions) condition? condition-kind)
          (programs evaluation) (programs colours))
  (begin
    (define (write-uncaught object trace port)
      (let ((reports (failed-reports object)))
        (if reports
            (begin
              (print-reports reports port)
              (report-frames object trace port))
            (report-object object trace port))))

    ;; When memory is exhausted nothing more than the plain report is risked. Earlier output that cannot be
    ;; written any more does not hide the error.
    (define (handle-uncaught!)
      (let ((plain (top-handler)))
        (set-top-handler!
         (lambda (object)
           (let ((trace (capture-trace (%stack-pointer))))
             (set-top-handler! plain)
             (if (and (condition? object) (eq? (condition-kind object) 'memory)) (plain object))
             (guard (condition (#t #f)) (flush-all-ports))
             (report-in-colours (lambda (port) (write-uncaught object trace port)))
             (leave 70))))))))
