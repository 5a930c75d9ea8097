;;; History: what was entered before, in the file .suo_history of the home folder.
;;;
;;;   (load-history)             -> list of strings, last one first
;;;   (remember-input! text)     adds it to the file
;;;
;;; One line an entry; a newline inside is written \n, a backslash twice. The file is replaced as a whole, and is read again before,
;;; so that two sessions do not lose each other's entries. When it cannot be read or written there is no history, and no complaint.
(define-library (programs history)
  (export load-history remember-input!)
  (import (scheme base) (scheme file) (scheme process-context)
          (only (runtime system) system-create system-rename) (only (runtime ports) make-file-output-port))
  (begin
    (define entries-kept 1000)

    (define (history-file)
      (let ((home (get-environment-variable "HOME")))
        (and home (not (string=? home "")) (string-append home "/.suo_history"))))

    (define (load-history)
      (let ((file (history-file)))
        (guard (condition (#t '()))
          (if (and file (file-exists? file))
              (call-with-port (open-input-file file) read-entries)
              '()))))

    (define (read-entries port)
      (let loop ((entries '()))
        (let ((line (read-line port)))
          (if (eof-object? line) entries (loop (cons (decode-entry line) entries))))))

    (define (remember-input! text)
      (let ((file (history-file)))
        (when file
          (guard (condition (#t #f))
            (let ((entries (load-history)))
              (unless (and (pair? entries) (string=? (car entries) text))
                (write-entries (first-entries (cons text entries) entries-kept) file)))))))

    (define (first-entries entries count)
      (if (or (null? entries) (= count 0))
          '()
          (cons (car entries) (first-entries (cdr entries) (- count 1)))))

    ;; Only its owner may read it.
    (define (write-entries entries file)
      (let* ((partial (string-append file ".partial"))
             (descriptor (system-create partial #o600)))
        (when (>= descriptor 0)
          (call-with-port (make-file-output-port descriptor #f partial)
            (lambda (port)
              (for-each (lambda (entry)
                          (write-string (encode-entry entry) port)
                          (newline port))
                        (reverse entries))))
          (system-rename partial file))))

    (define (encode-entry text)
      (let ((port (open-output-string)))
        (string-for-each (lambda (char)
                           (case char
                             ((#\newline) (write-string "\\n" port))
                             ((#\\) (write-string "\\\\" port))
                             (else (write-char char port))))
                         text)
        (get-output-string port)))

    (define (decode-entry line)
      (let ((port (open-output-string))
            (length (string-length line)))
        (let loop ((index 0))
          (when (< index length)
            (let ((char (string-ref line index)))
              (if (and (char=? char #\\) (< (+ index 1) length))
                  (begin
                    (write-char (if (char=? (string-ref line (+ index 1)) #\n) #\newline (string-ref line (+ index 1))) port)
                    (loop (+ index 2)))
                  (begin
                    (write-char char port)
                    (loop (+ index 1)))))))
        (get-output-string port)))))
