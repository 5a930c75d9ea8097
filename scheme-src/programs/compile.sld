;;; Compile: the command that makes executables and images, for the program on any host and for `suo compile`.
;;;
;;; The kernel of an executable is that of the compiler's own executable, unless another is given.
(define-library (programs compile)
  (export compile-command compile-request source-word check-source folder-of)
  (import (scheme base) (scheme file)
          (base file) (base text) (compiler image writer) (compiler image executable)
          (programs options) (programs mistakes) (programs build) (programs output) (programs sha-256))
  (begin
    ;; (compile-command arguments) -> exit code: for hosts that have no other command.
    (define (compile-command arguments)
      (guard (condition ((mistake? condition) (report-mistake condition)))
        (compile-request (parse-command-arguments 'compile arguments))))

    ;; (compile-request request) -> exit code. Raises mistakes.
    (define (compile-request request)
      (let ((output (last-option request "-o"))
            (kernel (last-option request "--kernel")))
        (source-word request)
        (unless (or output (stops? request)) (raise-usage request))
        (if kernel (check-source kernel))
        (write-program (build request) output kernel request)
        0))

    ;; The one word of a command that works on a source file.
    (define (source-word request)
      (let ((words (request-words request)))
        (unless (= (length words) 1) (raise-usage request))
        (check-source (car words))
        (car words)))

    (define (last-option request name)
      (let ((given (request-option request name)))
        (and (pair? given) (car (reverse given)))))

    (define (stops? request) (pair? (cdr (assq 'stop-after (request-flags request)))))

    (define (build request)
      (let* ((source (car (request-words request)))
             (system? (building-system? request))
             (folders (request-option request "-L"))
             (program (build-image-program source
                                           (if system? folders (append folders (list (folder-of source))))
                                           system?
                                           (request-flags request))))
        (print-warnings!)
        program))

    ;; program: #f when the flags stopped the compiler.
    (define (write-program program output kernel request)
      (cond ((not program) #t)
            ((pair? (request-option request "--image"))
             (write-output output (image-bytes program) #f))
            (else
             (let ((image (image-bytes program)))
               (write-output output
                             (executable-bytes (read-file-bytes (or kernel "/proc/self/exe"))
                                               image
                                               (and (building-system? request) (sha-256 image)))
                             #t)))))

    (define (building-system? request) (pair? (request-option request "--keep-libraries")))

    ;; (check-source path): raises a mistake when the file cannot be read.
    (define (check-source path)
      (guard (condition
              ((file-error? condition)
               (raise-missing-file
                (if (file-exists? path)
                    (text "cannot read " path ": " (error-object-message condition))
                    (text "no such file: " path)))))
        (close-port (open-binary-input-file path))))

    (define (folder-of path)
      (let ((end (text-last-index path #\/)))
        (cond ((not end) ".")
              ((= end 0) "/")
              (else (substring path 0 end)))))))
