;;; Output: files that appear whole or not at all.
;;;
;;;   (write-output path bytes executable?)      raises `output-error` when the file cannot be written
;;;
;;; The bytes go to PATH.partial, which then takes the name. An executable gets its permission when it is made, so the user's mask
;;; counts. Hosts other than Suo write to the path itself. Devices are written to directly.
(define-library (programs output)
  (export write-output output-error? output-error-message)
  (import (scheme base) (scheme file) (base text))
  (cond-expand
    (suo (import (only (runtime system) system-create system-rename system-error-text)
                 (only (runtime ports) make-file-output-port)))
    (else))
  (begin
    (define-record-type output-error
      (make-output-error message)
      output-error?
      (message output-error-message))

    (define (fail path reason)
      (raise (make-output-error (text "cannot write " path ": " reason))))

    (define (write-output path bytes executable?)
      (guard (condition
              ((file-error? condition) (fail path (error-object-message condition))))
        (if (text-prefix? "/dev/" path)
            (write-to (open-binary-output-file path) bytes)
            (write-beside path bytes executable?))))

    (define (write-to port bytes)
      (write-bytevector bytes port)
      (close-port port))

    (cond-expand
      (suo
       (define (write-beside path bytes executable?)
         (let ((partial (string-append path ".partial")))
           (if (file-exists? partial) (delete-file partial))
           (let ((file (system-create partial (if executable? #o777 #o666))))
             (check file path)
             (write-to (make-file-output-port file #t partial) bytes)
             (let ((result (system-rename partial path)))
               (when (< result 0)
                 (delete-file partial)
                 (check result path))))))

       (define (check result path)
         (if (< result 0) (fail path (or (system-error-text result) "error")))))
      (else
       (define (write-beside path bytes executable?)
         (write-to (open-binary-output-file path) bytes))))))
