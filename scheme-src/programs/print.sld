;;; Print: the values of an expression as the REPL and `suo -e` show them: one a line, nothing for the unspecified value.
(define-library (programs print)
  (export print-values)
  (import (scheme base) (scheme write))
  (begin
    (define unspecified (if #f #f))

    (define (print-values values)
      (for-each (lambda (value)
                  (unless (and (eq? value unspecified) (null? (cdr values)))
                    (write value)
                    (newline)))
                values))))
