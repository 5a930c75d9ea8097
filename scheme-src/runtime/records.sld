;;; Records: descriptors that are made while the program runs. Those of library bodies are constants of the image.
(define-library (runtime records)
  (export make-descriptor)
  (import (primitives) (core-syntax) (runtime lists))
  (begin
    ;; The hook of %make-descriptor: all fields are values. Slots as in machine/layout.scm: name, size, raw-mask, fields,
    ;; parent, uid.
    (define (make-descriptor name fields)
      (%record (%built-in-descriptor 'descriptor) name (%length fields) 0 fields #f #f))))
