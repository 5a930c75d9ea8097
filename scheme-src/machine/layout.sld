;;; The layout table as a library, with look-ups that fail loudly.
(define-library (machine layout)
  (export layout-table layout-section layout-value layout-number)
  (import (scheme base))
  (include "layout.scm")
  (begin
    ;; (layout-section name) -> the list after the name. Error: no such section.
    (define (layout-section name)
      (let ((row (assq name layout-table)))
        (if row (cdr row) (error "layout: no such section" name))))
    ;; (layout-value name) -> the single value of a one-value section.
    (define (layout-value name) (car (layout-section name)))
    ;; (layout-number section name) -> the number of a named row: tag, offset, index, payload.
    (define (layout-number section name)
      (let ((row (assq name (layout-section section))))
        (if row (cadr row) (error "layout: no such row" section name))))))
