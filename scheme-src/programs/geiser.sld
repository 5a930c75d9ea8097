;;; Geiser: the questions that Emacs asks a Scheme while somebody edits its programs, and their answers, a line each.
;;;
;;;   ,geiser-eval MODULE FORM        evaluate the form with what the library exports (#f: as if it was typed here)
;;;   ,geiser-load-file FILE          load it
;;;   ,geiser-no-values               nothing
;;;
;;;   ((result "VALUE" …) (output . "what was written"))
;;;   ((error (key . KIND) (msg . "the report")) (output . "what was written"))
;;;
;;; A form (geiser:PROCEDURE argument …) is no program but one of the rows of the table below. The other side of the conversation is
;;; editors/geiser-suo.el, which hardly does more than write these lines.
;;;
;;; The shapes of the answers are those that Geiser's Emacs Lisp takes apart.
(define-library (programs geiser)
  (export geiser-evaluate geiser-load-file)
  (import (only (primitives) %stack-pointer) (scheme base) (scheme write) (scheme load)
          (base list) (base position) (base report) (base table) (base text)
          (reader syntax) (expander environment) (expander interaction)
          (compiler ir printer) (compiler ir grammar) (compiler ir text)
          (only (runtime traces) capture-trace) (only (runtime reports) report-object)
          (programs standard-libraries) (programs evaluate) (programs evaluation) (programs definitions) (programs source-files)
          (programs completion) (programs print))
  (begin
    ;; module: datum; form: syntax.
    (define (geiser-evaluate module form interaction)
      (let* ((datum (syntax->datum form))
             (question (and (pair? datum) (list? datum) (assq (car datum) questions))))
        (answer
         (if question
             (lambda () (list (apply (cdr question) interaction (map unquoted (cdr datum)))))
             (lambda () ((syntax-thunk form (module-interaction module interaction))))))))

    (define (geiser-load-file name interaction)
      (answer (lambda () (load name interaction) '(#t))))

    ;; Arguments are data, quoted where a program would have to.
    (define (unquoted datum)
      (if (and (pair? datum) (eq? (car datum) 'quote)) (cadr datum) datum))

    ;; Write what comes of the thunk, which returns a list of values.
    (define (answer thunk)
      (let* ((port (open-output-string))
             (first (parameterize ((current-output-port port)) (outcome thunk))))
        (write (list first (cons 'output (get-output-string port))))
        (newline)))

    ;; (result string …), or (error …)
    (define (outcome thunk)
      (call-with-current-continuation
       (lambda (return)
         (with-exception-handler
          (lambda (object)
            (let ((trace (capture-trace (%stack-pointer))))
              (return (list 'error
                            (cons 'key (error-kind object))
                            (cons 'msg (text-written (lambda (port) (write-report object trace port))))))))
          (lambda () (cons 'result (map datum->text (values-to-show (thunk)))))))))

    (define (error-kind object)
      (cond ((compile-errors? object) 'syntax)
            ((error-object? object) 'error)
            (else 'raised)))

    (define (write-report object trace port)
      (if (compile-errors? object)
          (begin
            (print-reports (compile-errors-reports object) port)
            (abandon-compilation!))
          (report-object object trace port)))

    (define (text-written write-to)
      (let ((port (open-output-string)))
        (write-to port)
        (get-output-string port)))

    ;; Where the exports of a library mean something, and all of R7RS: one interaction a library.
    (define interactions '())           ; association list from names to interactions

    (define (module-interaction module interaction)
      (cond ((not (pair? module)) interaction)
            ((assoc module interactions) => cdr)
            (else
             (let ((made (make-interaction '((scheme base) (scheme write)))))
               ((syntax-thunk (plain->syntax (list 'import module) #f) made))
               (set! interactions (cons (cons module made) interactions))
               made))))

    ;;; What names mean.

    ;; The library that defines what the name means, as its name, or ().
    (define (home-of meaning)
      (let* ((name (and (global? meaning) (symbol->string (global-name meaning))))
             (at (and name (text-last-index name #\@))))
        (if (and at (< (+ at 1) (string-length name))) (split-at-dots (substring name (+ at 1) (string-length name))) '())))

    (define (split-at-dots name)
      (let ((dot (text-index name #\.)))
        (if dot
            (cons (string->symbol (substring name 0 dot))
                  (split-at-dots (substring name (+ dot 1) (string-length name))))
            (list (string->symbol name)))))

    ;; (name ("args" …) ("module" …)), or (name ("value" . text)), or () when nothing is known.
    (define (signature interaction name)
      (let* ((meaning (interaction-meaning name interaction)) (found (named-value name interaction)))
        (cond ((not found) '())
              ((procedure? (car found))
               (list name
                     (cons "args" (map argument-groups (procedure-formals name (car found))))
                     (cons "module" (home-of meaning))))
              (else
               (list name (cons "value" (datum->text (car found))))))))

    (define (argument-groups formals)
      (let loop ((formals formals) (required '()))
        (if (pair? formals)
            (loop (cdr formals) (cons (car formals) required))
            (list (cons "required" (reverse required))
                  (cons "optional" (if (null? formals) '() (list formals '...)))
                  (list "key")))))

    ;; (("name" . name) ("file" . path) ("line" . number) ("column" . number)), or ()
    (define (location name position)
      (let ((file (and position (source-file (position-file position)))))
        (if file
            (list (cons "name" name)
                  (cons "file" file)
                  (cons "line" (position-line position))
                  (cons "column" (- (position-column position) 1)))
            '())))

    (define (definition-position interaction name)
      (let ((meaning (interaction-meaning name interaction)) (found (named-value name interaction)))
        (or (and found (procedure? (car found)) (procedure-position (car found)))
            (and (global? meaning) (global-position meaning)))))

    (define (documentation interaction name)
      (let ((found (named-value name interaction)))
        (if found
            (list (cons "signature" (signature interaction name))
                  (cons "docstring" (if (procedure? (car found)) (procedure-comment (car found)) "")))
            '())))

    ;;; Libraries.

    (define (module-names prefix)
      (sorted-texts (filter (lambda (name) (text-prefix? prefix name)) (known-libraries))))

    (define (module-exports module)
      (let* ((interaction (make-interaction (list module)))
             (names (map string->symbol (sorted-texts (map symbol->string (interaction-names interaction)))))
             (kind (lambda (name)
                     (let ((found (named-value name interaction)))
                       (cond ((not found) 'syntax)
                             ((procedure? (car found)) 'procedure)
                             (else 'variable)))))
             (of-kind (lambda (wanted) (filter (lambda (name) (eq? (kind name) wanted)) names))))
        (list (cons "modules" '())
              (cons "procs" (map (lambda (name) (list name (cons "signature" (signature interaction name)))) (of-kind 'procedure)))
              (cons "syntax" (map list (of-kind 'syntax)))
              (cons "vars" (map list (of-kind 'variable))))))

    (define (expansion datum interaction)
      (text-written
       (lambda (port)
         (for-each (lambda (item) (write-indented (node->plain-datum item core-language) port))
                   (syntax-items (plain->syntax datum #f) interaction)))))

    ;;; The questions: name, procedure of the interaction and the arguments. Those that nobody here can answer say ().

    (define (nothing . ignored) '())

    (define questions
      (list (cons 'geiser:completions (lambda (interaction prefix . rest) (completions prefix)))
            (cons 'geiser:module-completions (lambda (interaction prefix . rest) (module-names prefix)))
            (cons 'geiser:autodoc
                  (lambda (interaction names . rest)
                    (filter pair? (map (lambda (name) (signature interaction name)) (filter symbol? names)))))
            (cons 'geiser:symbol-location
                  (lambda (interaction name . rest) (location name (definition-position interaction name))))
            (cons 'geiser:symbol-documentation
                  (lambda (interaction name . rest) (documentation interaction name)))
            (cons 'geiser:module-location
                  (lambda (interaction module . rest)
                    (let ((path (library-source module)))
                      (location module (and path (make-position (file-name-index path) 1 1))))))
            (cons 'geiser:module-exports (lambda (interaction module . rest) (module-exports module)))
            (cons 'geiser:macroexpand (lambda (interaction form . rest) (expansion form interaction)))
            (cons 'geiser:add-to-load-path (lambda (interaction folder) (add-library-folder! folder) #t))
            (cons 'geiser:load-file (lambda (interaction name) (load name interaction) #t))
            (cons 'geiser:no-values nothing)
            (cons 'geiser:newline nothing)
            (cons 'geiser:find-file nothing)
            (cons 'geiser:callers nothing)
            (cons 'geiser:callees nothing)
            (cons 'geiser:generic-methods nothing)))))
