;;; goldens [--bless] FOLDER: each pass on Flow on small procedures, compared with what it gave when a person looked at it.
;;;
;;; FOLDER/PASS.flow holds procedures in the text form of (compiler ir flow-text), one after the other; FOLDER/PASS.out what PASS
;;; makes of them. Both sides are checked. With --bless the .out files are written anew. Exit 1 when something differs.
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme process-context)
        (base table)
        (compiler ir closed) (compiler ir flow) (compiler ir flow-text) (compiler ir flow-check)
        (compiler back flow clean-blocks) (compiler back flow number-values) (compiler back flow remove-dead)
        (compiler back flow unbox-doubles) (compiler back flow expand-operations) (compiler back flow combine-allocations)
        (compiler back optimize))

(define passes
  (list (cons "clean-blocks" clean-blocks!)
        (cons "number-values" (lambda (procedure)
                                (clean-blocks! procedure)
                                (begin-value-facts! procedure)
                                (number-values! procedure)
                                (clean-blocks! procedure)))
        (cons "remove-dead" (lambda (procedure)
                              (clean-blocks! procedure)
                              (remove-dead! procedure)))
        (cons "unbox-doubles" (lambda (procedure)
                                (clean-blocks! procedure)
                                (unbox-doubles! procedure)
                                (clean-blocks! procedure)))
        (cons "expand-operations" expand-operations!)
        (cons "combine-allocations" combine-allocations!)
        (cons "optimize" optimize-flow!)))

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
          (let loop ((parts '()))
            (let ((part (read-string 4096 port)))
              (if (eof-object? part) (apply string-append (reverse parts)) (loop (cons part parts)))))))
      ""))

(define (pass-text pass data)
  (let ((port (open-output-string))
        (labels (make-integer-table)))
    (reset-flow-counters!)
    (reset-label-ids!)
    (for-each (lambda (datum)
                (let ((procedure (datum->flow datum labels)))
                  (check-flow procedure)
                  (pass procedure)
                  (check-flow procedure)
                  (write-flow procedure port)))
              data)
    (get-output-string port)))

(define (main arguments)
  (let* ((bless? (and (pair? arguments) (string=? (car arguments) "--bless")))
         (folder (if bless? (cadr arguments) (car arguments)))
         (wrong 0))
    (for-each
     (lambda (row)
       (let* ((base (string-append folder "/" (car row)))
              (text (pass-text (cdr row) (read-all (string-append base ".flow")))))
         (cond (bless?
                (if (file-exists? (string-append base ".out")) (delete-file (string-append base ".out")))
                (call-with-output-file (string-append base ".out") (lambda (port) (write-string text port))))
               ((not (string=? text (file-text (string-append base ".out"))))
                (set! wrong (+ wrong 1))
                (write-string (string-append "differs: " (car row) "\n" text))))))
     passes)
    (exit (if (= wrong 0) 0 1))))

(main (cdr (command-line)))
