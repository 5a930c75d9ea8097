;;; History: what was entered before, in the file suo/history of the folder for the state of programs: $XDG_STATE_HOME, or .local/state
;;; of the home folder. Where that folder cannot be made it is the file .suo_history of the home folder.
;;;
;;;   (load-history)             -> list of strings, last one first
;;;   (remember-input! text)     adds it to the file
;;;
;;; One line an entry; a newline inside is written \n, a backslash twice. The file is replaced as a whole, and is read again before,
;;; so that two sessions do not lose each other's entries. When it cannot be read or written there is no history, and no complaint.
(define-library (programs history)
  (export load-history remember-input!)
  (import (scheme base) (scheme file) (scheme process-context)
          (only (suo file) make-directories) (only (runtime system) system-create system-rename) (only (runtime ports) make-file-output-port))
  (begin
    (define entries-kept 1000)

    ;; A variable of the environment that names a folder, or #f.
    (define (folder-variable name)
      (let ((folder (get-environment-variable name)))
        (and folder (not (string=? folder "")) folder)))

    ;; Below a folder that a variable names, or #f.
    (define (path-below name . parts)
      (let ((folder (folder-variable name)))
        (and folder (apply string-append folder parts))))

    (define (state-file)
      (or (path-below "XDG_STATE_HOME" "/suo/history") (path-below "HOME" "/.local/state/suo/history")))

    (define (home-file) (path-below "HOME" "/.suo_history"))

    ;; -> the file to write, in a folder that is there.
    (define (history-file)
      (let ((file (state-file)))
        (guard (condition (#t (home-file)))
          (make-directories (substring file 0 (- (string-length file) (string-length "/history"))))
          file)))

    (define (load-history) (or (entries-of (state-file)) (entries-of (home-file)) '()))

    (define (entries-of file)
      (guard (condition (#t '()))
        (and file
             (file-exists? file)
             (call-with-port (open-input-file file) read-entries))))

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
