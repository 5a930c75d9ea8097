;;; Compile: the command that makes executables and images, for the program on any host and for `suo compile`.
;;;
;;; The kernel of an executable is that of the compiler's own executable, unless another is given.
(define-library (programs compile)
  (export compile-command compile-request check-source folder-of)
  (import (scheme base) (scheme file)
          (base report) (base file) (base text) (compiler image writer) (compiler image executable)
          (programs options) (programs mistakes) (programs build) (programs output))
  (begin
    ;; (compile-command arguments) -> exit code: for hosts that have no other command.
    (define (compile-command arguments)
      (guard (condition ((mistake? condition) (report-mistake condition)))
        (compile-request (parse-command-arguments 'compile arguments))))

    ;; (compile-request request) -> exit code. Raises mistakes.
    (define (compile-request request)
      (let ((words (request-words request))
            (output (last-option request "-o"))
            (kernel (last-option request "--kernel")))
        (cond ((not (= (length words) 1)) (complain 64 "compile: one source file is wanted"))
              ((and (not output) (not (stops? request))) (complain 64 "compile: where should the result go? Say -o OUT"))
              ((check-source (car words)))
              ((and kernel (check-source kernel)))
              (else
               (write-program (build request) output kernel request)
               0))))

    (define (last-option request name)
      (let ((given (request-option request name)))
        (and (pair? given) (car (reverse given)))))

    (define (stops? request) (pair? (cdr (assq 'stop-after (request-flags request)))))

    (define (build request)
      (let* ((source (car (request-words request)))
             (system? (pair? (request-option request "--keep-libraries")))
             (folders (request-option request "-L"))
             (program (build-image-program source
                                           (if system? folders (append folders (list (folder-of source))))
                                           system?
                                           (request-flags request))))
        (print-reports (take-reports!) (current-error-port))
        program))

    ;; program: #f when the flags stopped the compiler.
    (define (write-program program output kernel request)
      (cond ((not program) #t)
            ((pair? (request-option request "--image"))
             (write-output output (image-bytes program) #f))
            (else
             (write-output output
                           (executable-bytes (read-file-bytes (or kernel "/proc/self/exe")) (image-bytes program))
                           #t))))

    ;; (check-source path) -> #f when the file can be read, else an exit code after a complaint.
    (define (check-source path)
      (guard (condition
              ((file-error? condition)
               (complain 66 (text (if (file-exists? path) "cannot read " "no such file: ") path
                                  (if (file-exists? path) (text ": " (error-object-message condition)) "")))))
        (close-port (open-binary-input-file path))
        #f))

    (define (folder-of path)
      (let ((end (text-last-index path #\/)))
        (cond ((not end) ".")
              ((= end 0) "/")
              (else (substring path 0 end)))))))
