;;; Error objects: conditions as R7RS programs see them.
(define-library (runtime error-objects)
  (export error-object? error-object-message error-object-irritants read-error? file-error? raise-read-error)
  (import (primitives) (core-syntax) (runtime traces) (runtime conditions) (runtime control) (runtime errors)
          (runtime printer))
  (begin
    (define (error-object? object) (condition? object))
    (define (error-object-message object)
      (if (not (condition? object)) (wrong-type 'error-object-message 0 'condition object))
      (condition-text object))
    (define (error-object-irritants object)
      (if (not (condition? object)) (wrong-type 'error-object-irritants 0 'condition object))
      (condition-irritants object))
    (define (read-error? object) (and (condition? object) (eq? (condition-kind object) 'read)))
    (define (file-error? object) (and (condition? object) (eq? (condition-kind object) 'file)))

    (define (raise-read-error message irritants)
      (raise (make-condition 'read #f #f message irritants (capture-trace (%stack-pointer)))))))
