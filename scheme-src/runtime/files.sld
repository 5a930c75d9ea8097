;;; Files: opening them as ports, and what R7RS wants to know of them.
(define-library (runtime files)
  (export open-input-file open-binary-input-file open-output-file open-binary-output-file
          call-with-port call-with-input-file call-with-output-file with-input-from-file with-output-to-file
          file-exists? delete-file)
  (import (primitives) (core-syntax) (runtime errors) (runtime control) (runtime system) (runtime ports))
  (begin
    (define (check-path who path)
      (if (not (string? path)) (wrong-type who 0 'string path)))

    (define (open-input who path binary?)
      (check-path who path)
      (let ((file (system-open-input path)))
        (if (%fx< file 0) (complain who file path))
        ;; A directory can be opened but not read; see now rather than later.
        (let ((result (system-read file (%make-bytevector 0) 0)))
          (if (%fx< result 0)
              (begin
                (system-close file)
                (complain who result path))))
        (make-file-input-port file binary? path)))

    (define (open-output who path binary?)
      (check-path who path)
      (let ((file (system-open-output path #f)))
        (if (%fx< file 0) (complain who file path))
        (make-file-output-port file binary? path)))

    (define (complain who result path)
      (file-error who (or (system-error-text result) "cannot open") path))

    (define (open-input-file path) (open-input 'open-input-file path #f))
    (define (open-binary-input-file path) (open-input 'open-binary-input-file path #t))
    (define (open-output-file path) (open-output 'open-output-file path #f))
    (define (open-binary-output-file path) (open-output 'open-binary-output-file path #t))

    (define (call-with-port port procedure)
      (call-with-values
        (lambda () (procedure port))
        (case-lambda
          ((value) (close-port port) value)
          (objects (close-port port) (apply values-n objects)))))

    (define (call-with-input-file path procedure) (call-with-port (open-input-file path) procedure))
    (define (call-with-output-file path procedure) (call-with-port (open-output-file path) procedure))

    (define (with-port parameter port thunk)
      (call-with-port port
        (lambda (port) (dynamic-parameterize (cons parameter '()) (cons port '()) thunk))))
    (define (with-input-from-file path thunk) (with-port current-input-port (open-input-file path) thunk))
    (define (with-output-to-file path thunk) (with-port current-output-port (open-output-file path) thunk))

    (define (file-exists? path)
      (check-path 'file-exists? path)
      (system-exists? path))

    (define (delete-file path)
      (check-path 'delete-file path)
      (let ((result (system-delete path)))
        (if (%fx< result 0) (complain 'delete-file result path))))))
