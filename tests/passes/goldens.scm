;;; goldens [--bless] FOLDER: each pass on small programs, compared with what it gave when a person looked at it.
;;;
;;; FOLDER/PASS.core holds programs as text, one after the other, that have what PASS needs; FOLDER/PASS.out what PASS makes
;;; of them. With --bless the .out files are written anew. Exit 1 when something differs.
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme process-context)
        (compiler ir core) (compiler ir closed) (compiler ir variable) (compiler ir grammar) (compiler ir printer)
        (compiler ir reader) (compiler ir checker) (compiler ir text) (compiler pipeline))

(define (read-all path)
  (call-with-input-file path
    (lambda (port)
      (let loop ((data '()))
        (let ((datum (read port)))
          (if (eof-object? datum) (reverse data) (loop (cons datum data))))))))

(define (file-text path)
  (if (file-exists? path)
      (call-with-input-file path
        (lambda (port)
          (let loop ((lines '()))
            (let ((line (read-line port)))
              (if (eof-object? line)
                  (apply string-append (reverse lines))
                  (loop (cons "\n" (cons line lines))))))))
      ""))

;; Both sides are checked, so that a test cannot rest on a wrong program.
(define (pass-text pass datum)
  (let* ((program (check-core (datum->node datum core-language) (pass-needs pass)))
         (result ((pass-procedure pass) program))
         (port (open-output-string)))
    (if (program? result)
        (begin
          (check-core result (pass-gives pass))
          (write-indented (node->plain-datum result core-language) port))
        (begin
          (check-closed result)
          (write-indented (node->plain-datum result closed-language) port)))
    (newline port)
    (get-output-string port)))

(define (check-pass pass folder bless?)
  (let* ((path (string-append folder "/" (symbol->string (pass-name pass))))
         (input (string-append path ".core"))
         (output (string-append path ".out")))
    (if (file-exists? input)
        (let ((text (apply string-append (map (lambda (datum) (pass-text pass datum)) (read-all input)))))
          (cond (bless?
                 (if (file-exists? output) (delete-file output))
                 (call-with-output-file output (lambda (port) (write-string text port))))
                ((not (string=? text (file-text output)))
                 (set! wrong? #t)
                 (display (pass-name pass)) (display ": not as expected:") (newline)
                 (display text)))))))

(define wrong? #f)
(define arguments (cdr (command-line)))
(define bless? (member "--bless" arguments))
(define folder (if bless? (cadr bless?) (car arguments)))
(for-each (lambda (pass) (check-pass pass folder bless?)) pipeline-passes)
(if wrong? (exit 1))
