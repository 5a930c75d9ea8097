;;; Goldens: a pass on small programs, compared with what it gave when a person looked at it.
;;;
;;; Standard input holds programs of Core as text, one after the other, that have what the pass needs; standard output is
;;; what the pass makes of them. Both sides are checked, so that no test rests on a wrong program, and evaluated: a pass that
;;; changes what a program gives is told of, whatever its .out file says.
(define-library (passes goldens)
  (export show-pass)
  (import (scheme base) (scheme write) (reader parse)
          (compiler ir core) (compiler ir closed) (compiler ir grammar) (compiler ir printer)
          (compiler ir reader) (compiler ir checker) (compiler ir text) (compiler pipeline) (passes evaluator))
  (begin
    ;; (show-pass name): the programs of standard input through the pass of that name.
    (define (show-pass name)
      (let ((pass (pass-named name pipeline-passes)))
        (let loop ((datum (next-datum)))
          (if (not (eof-object? datum))
              (begin
                (show-program pass (datum->node datum core-language))
                (loop (next-datum)))))))

    (define (next-datum)
      (read-datum (current-input-port) (lambda arguments (error "goldens: wrong text" arguments))))

    (define (pass-named name passes)
      (cond ((null? passes) (error "goldens: no such pass" name))
            ((eq? (pass-name (car passes)) name) (car passes))
            (else (pass-named name (cdr passes)))))

    (define (show-program pass program)
      (check-core program (pass-needs pass))
      (let* ((before (outcome program))
             (result ((pass-procedure pass) program))
             (core? (program? result)))
        (if core? (check-core result (pass-gives pass)) (check-closed result))
        (write-indented (node->plain-datum result (if core? core-language closed-language)) (current-output-port))
        (if (not (equal? before (outcome result)))
            (begin
              (display (list "what it gives has changed from" before "to" (outcome result)))
              (newline)))
        (newline)))

    ;; The value, with a word for what has no text that is the same everywhere.
    (define (outcome program)
      (guard (condition (#t 'error))
        (readable (if (program? program) (evaluate-core program) (evaluate-closed program)))))

    (define (readable value)
      (cond ((pair? value) (cons (readable (car value)) (readable (cdr value))))
            ((or (number? value) (boolean? value) (symbol? value) (null? value) (string? value)) value)
            ((procedure? value) 'procedure)
            (else 'object)))))
