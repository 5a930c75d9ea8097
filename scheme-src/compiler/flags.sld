;;; Flags: the compiler's switches, each defined once. Parsing, defaults and help text derive from this table.
;;;
;;; The value of a flag that takes an argument is a list of strings, all that were given; of the others #t or #f. Options
;;; travel in one record from the program that parsed them to `run-pass`.
(define-library (compiler flags)
  (export parse-flag default-flags flag flag-set flags-help)
  (import (scheme base))
  (begin
    ;; name, argument or #f, help
    (define flag-table
      '((trace #f "name each pass as it starts, with the size of its input")
        (time #f "print the time of each pass")
        (dump "PASS" "print the program after PASS")
        (diff "PASS" "print what PASS changed")
        (stop-after "PASS" "end the compilation after PASS and print its output")
        (disable "PASS" "skip PASS (an optional one)")
        (only "PASS" "of the optional passes run PASS only")
        (keep-variables #f "keep variables to the end of their scope, for traces")
        (verify #f "check the program after each pass")))

    ;; An association list by flag name, in table order.
    (define default-flags
      (map (lambda (row) (cons (car row) (if (cadr row) '() #f))) flag-table))

    ;; (flag flags name) -> value. Error: no such flag.
    (define (flag flags name)
      (let ((entry (assq name flags)))
        (if entry (cdr entry) (error "no such flag" name))))

    ;; (flag-set flags name value) -> flags with another value
    (define (flag-set flags name value)
      (map (lambda (entry) (if (eq? (car entry) name) (cons name value) entry)) flags))

    ;; (parse-flag argument flags) -> flags with what the argument says, or #f when it is no flag of this table.
    (define (parse-flag argument flags)
      (let ((row (row-matching argument)))
        (cond ((not row) #f)
              ((cadr row)
               (flag-set flags (car row) (append (flag flags (car row)) (list (argument-of argument)))))
              (else (flag-set flags (car row) #t)))))

    (define (row-matching argument)
      (let loop ((rows flag-table))
        (cond ((null? rows) #f)
              ((string-starts? argument (prefix-of (car rows))) (if (well-formed? argument (car rows)) (car rows) (loop (cdr rows))))
              (else (loop (cdr rows))))))

    ;; "--dump=" or "--trace"
    (define (prefix-of row)
      (string-append "--" (symbol->string (car row)) (if (cadr row) "=" "")))

    (define (well-formed? argument row)
      (or (cadr row) (= (string-length argument) (string-length (prefix-of row)))))

    (define (string-starts? string prefix)
      (and (>= (string-length string) (string-length prefix))
           (string=? (substring string 0 (string-length prefix)) prefix)))

    ;; The text after the equals sign.
    (define (argument-of argument)
      (let loop ((index 0))
        (if (char=? (string-ref argument index) #\=)
            (substring argument (+ index 1) (string-length argument))
            (loop (+ index 1)))))

    ;; One line for each flag.
    (define (flags-help)
      (apply string-append
             (map (lambda (row)
                    (let ((name (string-append (prefix-of row) (or (cadr row) ""))))
                      (string-append "  " name (make-string (max 1 (- 22 (string-length name))) #\space) (car (cddr row)) "\n")))
                  flag-table)))))
