;;; Print: the values of an expression as the REPL and `suo -e` show them: one a line, nothing for the unspecified value.
(define-library (programs print)
  (export print-values values-to-show)
  (import (scheme base) (scheme write))
  (begin
    (define unspecified (if #f #f))

    (define (print-values values)
      (for-each (lambda (value)
                  (write value)
                  (newline))
                (values-to-show values)))

    ;; A single unspecified value is none.
    (define (values-to-show values)
      (if (and (pair? values) (null? (cdr values)) (eq? (car values) unspecified)) '() values))))
