;;; Expand: the command that prints a program, and its own libraries, after macro expansion.
(define-library (programs expand)
  (export expand-request)
  (import (scheme base)
          (expander program) (expander core-forms) (compiler ir text)
          (programs options) (programs mistakes) (runtime features) (programs compile) (programs live))
  (begin
    ;; (expand-request request) -> thunk
    (define (expand-request request)
      (let ((path (source-word request)))
        (remember-file-names!)
        (let* ((folders (append (request-option request "-L") (list (folder-of path))))
               (items (expand-program-in path (live-registry folders) (make-core-forms-builder) target-features)))
          (print-warnings!)
          (lambda ()
            (for-each (lambda (item) (write-indented (without-positions item) (current-output-port))) items)))))

    ;; (%at position call) is shown as the call.
    (define (without-positions form)
      (cond ((not (pair? form)) form)
            ((eq? (car form) 'quote) form)
            ((eq? (car form) '%at) (without-positions (car (cddr form))))
            (else (cons (without-positions (car form)) (without-positions (cdr form))))))))
