;;; Compile: the words of the compile command, for the program on any host and for `suo compile`.
(define-library (programs compile)
  (export compile-command)
  (import (scheme base) (scheme write) (scheme process-context)
          (base report) (base file) (compiler flags) (compiler image writer) (compiler image executable)
          (programs build) (programs standard-libraries))
  (begin
    (define usage
      "usage: compile [--image | --kernel FILE] [--keep-libraries] [-L FOLDER]… [FLAG…] -o OUTPUT SOURCE\n")

    (define-record-type request
      (make-request image? kernel kept roots output source)
      request?
      (image? request-image?)
      (kernel request-kernel)
      (kept request-kept)                 ; names of libraries
      (roots request-roots)
      (output request-output)
      (source request-source))

    ;; (compile-command arguments) -> exit code. Reports go to the error port.
    (define (compile-command arguments)
      (guard (condition
              ((compile-errors? condition)
               (print-reports (compile-errors-reports condition) (current-error-port))
               65))
        (call-with-values (lambda () (parse-flags arguments))
          (lambda (flags others)
            (let ((request (parse-request others)))
              (if request
                  (begin (compile! request flags) 0)
                  (begin
                    (write-string usage (current-error-port))
                    64)))))))

    (define (compile! request flags)
      (let ((program (build-image-program (request-source request) (request-roots request) (request-kept request) flags)))
        (print-reports (take-reports!) (current-error-port))
        (when program
          (if (request-image? request)
              (write-image (request-output request) program)
              (write-executable (request-output request) (read-file-bytes (request-kernel request)) program)))))

    ;; -> request or #f
    (define (parse-request arguments)
      (let loop ((arguments arguments) (image? #f) (kernel #f) (kept '()) (roots '()) (output #f) (source #f))
        (cond ((null? arguments)
               (and output source (or image? kernel)
                    (make-request image? kernel kept (reverse roots) output source)))
              ((string=? (car arguments) "--image") (loop (cdr arguments) #t kernel kept roots output source))
              ((string=? (car arguments) "--keep-libraries")
               (loop (cdr arguments) image? kernel standard-libraries roots output source))
              ((option-argument "--kernel" arguments)
               => (lambda (file) (loop (cddr arguments) image? file kept roots output source)))
              ((option-argument "-L" arguments)
               => (lambda (folder) (loop (cddr arguments) image? kernel kept (cons folder roots) output source)))
              ((option-argument "-o" arguments)
               => (lambda (file) (loop (cddr arguments) image? kernel kept roots file source)))
              ((or source (string=? (car arguments) "") (char=? (string-ref (car arguments) 0) #\-)) #f)
              (else (loop (cdr arguments) image? kernel kept roots output (car arguments))))))

    (define (option-argument option arguments)
      (and (string=? (car arguments) option) (pair? (cdr arguments)) (cadr arguments)))))
