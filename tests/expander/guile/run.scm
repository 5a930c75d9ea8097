;;; Run the expander's tests under Guile, in the folder scheme-src (Guile looks there for included tables):
;;;   guile --r7rs -L . -x .sld ../tests/expander/guile/run.scm [NAME …]
;;;
;;; Every NAME.scm in the folder above that is not for native engines only is expanded to core forms and evaluated. What it prints must be NAME.out; when there is
;;; NAME.err instead, expansion must fail, and each line of that file be part of the reports. With --bless the expected files
;;; are written.
(import (scheme base) (scheme write) (scheme file) (scheme process-context) (scheme char) (scheme cxr) (scheme lazy)
        (scheme inexact) (scheme case-lambda) (scheme time) (scheme eval) (scheme read)
        (only (ice-9 ftw) scandir)
        (only (guile) primitive-eval string-suffix? string-prefix? string-contains string-split dirname basename
              define-syntax-rule with-output-to-string)
        (base report) (base position) (base file) (base list)
        (expander program) (expander core-forms) (expander host) (expander host-support))

;;; What core forms need beyond R7RS.

(define-syntax-rule (%at position form) form)

(define-record-type descriptor (make-descriptor name fields) descriptor?
  (name descriptor-name) (fields descriptor-fields))
(define-record-type instance (make-instance descriptor fields) instance?
  (descriptor instance-descriptor) (fields instance-fields))

(define (%make-descriptor name fields) (make-descriptor name fields))
(define (%record descriptor . fields) (make-instance descriptor (list->vector fields)))
(define (%record-of? object descriptor)
  (and (instance? object) (eq? (instance-descriptor object) descriptor)))
(define (%checked-record-ref record descriptor index name)
  (if (%record-of? record descriptor)
      (vector-ref (instance-fields record) index)
      (error "wrong type" name record)))
(define (%checked-record-set! record descriptor index name value)
  (if (%record-of? record descriptor)
      (vector-set! (instance-fields record) index value)
      (error "wrong type" name record)))
(define (%unspecified) (if #f #f))

;;; Running.

(define folder (dirname (dirname (car (command-line)))))

(define (run-program path)
  (reset-file-names!)
  (take-reports!)
  (without-folder
   (with-output-to-string
    (lambda ()
     (guard (condition
             ((compile-errors? condition)
              (print-reports (compile-errors-reports condition) (current-output-port)))
             (#t (display "error: ") (write condition) (newline)))
       (for-each primitive-eval
                 (expand-program path (list folder (string-append folder "/../../scheme-src")) (make-core-forms-builder) r7rs-host-libraries host-features))
       (print-reports (take-reports!) (current-output-port)))))))

;; Reports name files as they stand in the folder.
(define (without-folder text)
  (let ((prefix (string-append folder "/")))
    (let loop ((rest text) (done ""))
      (let ((index (string-contains rest prefix)))
        (if index
            (loop (substring rest (+ index (string-length prefix)) (string-length rest))
                  (string-append done (substring rest 0 index)))
            (string-append done rest))))))

(define bless? (member "--bless" (command-line)))
(define wanted (filter (lambda (argument) (not (string-prefix? "--" argument))) (cdr (command-line))))

(define (run-test name)
  (let* ((base (string-append folder "/" name))
         (expected-path (if (file-exists? (string-append base ".err"))
                            (string-append base ".err")
                            (string-append base ".out")))
         (printed (run-program (string-append base ".scm"))))
    (cond (bless?
           (when (file-exists? expected-path) (delete-file expected-path))
           (let ((port (open-binary-output-file expected-path)))
             (write-bytevector (string->utf8 printed) port)
             (close-port port))
           #t)
          ((and (file-exists? expected-path)
                (as-expected? printed (decode-text (read-file-bytes expected-path)) (string-suffix? ".err" expected-path)))
           (display "ok   ") (display name) (newline) #t)
          (else
           (display "FAIL ") (display name) (newline) (display printed) (newline) #f))))

(define (as-expected? printed expected lines?)
  (if lines?
      (every (lambda (line) (string-contains printed line)) (string-split expected #\newline))
      (string=? printed expected)))

;; The first line may say which engines run it; a host is one like stage0.
(define (for-hosts? path)
  (let ((line (call-with-input-file path read-line)))
    (or (not (string-prefix? ";; engines:" line))
        (string-contains line "stage0"))))

(define (test-names)
  (if (pair? wanted)
      wanted
      (map (lambda (file) (basename file ".scm"))
           (scandir folder (lambda (file) (and (string-suffix? ".scm" file) (for-hosts? (string-append folder "/" file))))))))

(let ((failed (count not (map run-test (test-names)))))
  (exit (if (= failed 0) 0 1)))
