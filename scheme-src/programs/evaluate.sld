;;; Evaluate: compile into the running system; the engine of `suo FILE`, `suo -e`, the REPL, eval and load.
;;;
;;; Compiling and running are apart: what compiles returns a thunk, so that the program's errors are not taken for the compiler's,
;;; and nothing of the compiler is on the stack when the program runs. What compiles raises `compile-errors`.
(define-library (programs evaluate)
  (export make-system set-system! abandon-compilation!
          exporters-of known-libraries library-source add-library-folder! program-thunk make-interaction syntax-thunk evaluation datum-thunk syntax-items)
  (import (primitives) (scheme base) (machine primitives)
          (base report) (base list) (base table) (base text) (runtime features) (base file)
          (expander library) (expander program) (expander interaction) (expander transformer)
          (compiler flags) (compiler pipeline) (only (compiler ir closed) closed-program? closed-program-entry)
          (compiler ir variable) (compiler ir core) (compiler back code)
          (compiler middle name-closures) (only (compiler analysis constant-procedures) call-with-primitive-procedures)
          (programs standard-libraries) (programs build) (programs evaluators) (programs circular-data) (programs install) (programs live) (programs colours))
  (begin
    ;; What evaluation needs to know: the registry of libraries, the hooks' variables, the compiler's flags.
    (define-record-type system
      (make-system-record registry hooks flags)
      system?
      (registry system-registry)
      (hooks system-hooks)
      (flags system-flags))

    ;; (make-system roots flags): folders where libraries are looked for that the image does not hold.
    (define (make-system roots flags)
      (remember-file-names!)
      (find-live-value-with! live-global-value)
      (let ((registry (live-registry roots)))
        (make-system-record registry (live-hooks registry) flags)))

    (define the-system #f)
    (define (set-system! system) (set! the-system system))

    ;; In an executable nobody says anything about it; the image's sources are then the further libraries.
    (define (current-system)
      (when (not the-system)
        (inside-files-set! (live-sources))
        (set-system! (make-system '(".") default-flags)))
      the-system)

    ;; The libraries that export a name, as (expander exporters) tells them.
    (define (exporters-of symbol) (registry-exporters symbol (system-registry (current-system))))

    ;; The names of all libraries that are loaded or that the system brings, as text.
    (define (known-libraries)
      (let ((loaded (string-table-keys (registry-libraries (system-registry (current-system))))))
        (append loaded
                (filter (lambda (name) (not (member name loaded))) (map datum->text further-libraries)))))

    ;; The file that defines a library, or #f.
    (define (library-source name) (registry-source-file name (system-registry (current-system))))

    ;; Libraries are looked for there, too.
    (define (add-library-folder! folder)
      (let ((registry (system-registry (current-system))))
        (registry-roots-set! registry (append (registry-roots registry) (list folder)))))

    ;; After a compilation that was left by an escape.
    (define (abandon-compilation!)
      (take-reports!)
      (registry-abandon! (system-registry (current-system))))

    ;;; Programs.

    ;; (program-thunk path) -> thunk that runs the program, or #f when the flags stopped the compiler. The last form is not called in
    ;; tail position, so that errors behind it tell its place.
    (define (program-thunk path)
      (let* ((registry (system-registry (current-system)))
             (items (append (expand-program-in path registry (make-live-program-builder) target-features)
                            (list (make-const #f #t))))
             (own (registry-taken registry)))
        (if (and (pair? own) (evaluates? items (live-evaluator? registry)))
            (let* ((sharing (share-libraries items own registry))
                   (thunk (items-thunk (car sharing) #t)))
              ((cdr sharing))
              thunk)
            (items-thunk items #t))))

    ;;; Interactions. Each thunk returns the list of the form's values; a definition's is unspecified.

    ;; (make-interaction import-sets)
    (define (make-interaction import-sets)
      (make-interaction-environment (system-registry (current-system)) target-features import-sets))

    ;; (syntax-thunk syntax interaction): syntax as the reader gives it.
    (define (syntax-thunk syntax interaction)
      (values-thunk (expand-syntax-form syntax interaction (make-live-interaction-builder)) #t))

    ;; (syntax-items syntax interaction): after expansion only, Core.
    (define (syntax-items syntax interaction)
      (expand-syntax-form syntax interaction (make-live-interaction-builder)))

    ;; (evaluation datum interaction) -> thunk for eval: the expression is in tail position of it (R7RS 3.5). What it would be warned of has no place to show.
    (define (evaluation datum interaction)
      (let* ((last (%make-cell #f))
             (items (expand-form (without-circles datum) interaction (make-live-interaction-builder)))
             (thunk (items-thunk (keep-last items last as-procedure) #f)))
        (lambda ()
          (if thunk (thunk))
          (if (%cell-ref last) ((%cell-ref last))))))

    ;; (datum-thunk datum interaction): the same with the list of the values.
    (define (datum-thunk datum interaction)
      (values-thunk (expand-form (without-circles datum) interaction (make-live-interaction-builder)) #f))

    ;; What runs at once fails at once: only definitions are worth a warning.
    (define (values-thunk items warn?)
      (let* ((result (%make-cell (list (%unspecified))))
             (thunk (items-thunk (keep-last items result as-values) (and warn? (find definition? items) #t))))
        (lambda ()
          (if thunk (thunk))
          (%cell-ref result))))

    ;; The last item, when it is an expression, leaves in the cell what `keep` makes of it.
    (define (keep-last items cell keep)
      (cond ((null? items) '())
            ((pair? (cdr items)) (cons (car items) (keep-last (cdr items) cell keep)))
            ((definition? (car items)) items)
            (else
             (list (keep (car items)
                         (lambda (value)
                           (make-primcall #f (primitive-named '%cell-set!) (list (make-const #f cell) value))))))))

    (define (as-values expression store)
      (let ((values (make-variable 'values #f)))
        (make-receive #f '() values expression (store (make-ref #f values)))))

    (define (as-procedure expression store)
      (store (make-lambda #f 'eval (list (make-clause #f '() #f expression)))))

    ;;; Code.

    ;; Items of Core to a thunk that runs them, or #f. Warnings are printed when they are wanted.
    (define (items-thunk items warn?)
      (let ((closed (call-with-primitive-procedures
                     live-primitive-procedure procedure-primitive
                     (lambda () (compile-items items (system-hooks (current-system)) (system-flags (current-system)))))))
        (let ((reports (take-reports!)))
          (when warn? (print-warnings! reports)))
        (publish-file-names!)
        (and (closed-program? closed)
             (let* ((program (name-closures closed))
                    (chunks (generate-code program 'literal (system-flags (current-system)))))
               (and (pair? chunks)
                    (install-chunks (entry-first chunks (closed-program-entry program)) (live-stubs)))))))

    (define (print-warnings! reports)
      (when (pair? reports)
        (report-in-colours (lambda (port) (print-reports reports port)))))

    ;; The installer returns the closure of the first chunk.
    (define (entry-first chunks entry)
      (let loop ((chunks chunks) (before '()))
        (if (eq? (code-label (car chunks)) entry)
            (cons (car chunks) (append (reverse before) (cdr chunks)))
            (loop (cdr chunks) (cons (car chunks) before)))))))
