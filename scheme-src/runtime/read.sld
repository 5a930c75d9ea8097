;;; Read: `read` on ports, by the reader that the compiler uses.
(define-library (runtime read)
  (export read)
  (import (primitives) (core-syntax) (runtime control) (runtime error-objects) (runtime number-input) (runtime number-text)
          (runtime strings) (runtime lists) (runtime ports) (reader parse))
  (begin
    (define read
      (case-lambda
        (() (read-from (optional-input 'read 0 (%default) textual-input)))
        ((port) (read-from (check-input 'read 0 port textual-input)))))

    ;; Told at each reading, so that programs that never read have no reader inside.
    (define (read-from port)
      (number-constructors-set! (number-constructors))
      (read-datum-in-case port (port-folds-case? port) (lambda (fold?) (set-port-folds-case! port fold?)) fail))

    ;; The position counts lines from where this datum began.
    (define (fail position message . hints)
      (raise-read-error
        (if (fixnum? position)
            (string-append message ", at line " (number->string (%fxand (%fxsra position 16) #xffffff))
                           ", column " (number->string (%fxand position #xffff)) " of what was read")
            message)
        '()))))
