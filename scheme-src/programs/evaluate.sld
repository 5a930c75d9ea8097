;;; Evaluate: compile into the running system and run at once; the engine of `suo FILE`, `suo -e`, the REPL, eval and load.
(define-library (programs evaluate)
  (export run-program-file make-system set-system! evaluate-syntax evaluate-datum load-file make-interaction current-flags)
  (import (primitives) (scheme base) (machine primitives)
          (reader file)
          (expander library) (expander program) (expander interaction)
          (compiler flags) (compiler pipeline) (only (compiler ir closed) closed-program? closed-program-entry)
          (compiler ir variable) (compiler ir core) (compiler back code)
          (compiler middle name-closures)
          (programs build) (programs install) (programs live))
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
      (let ((registry (live-registry roots)))
        (make-system-record registry (live-hooks registry) flags)))

    (define current-system #f)
    (define (set-system! system) (set! current-system system))
    (define (current-flags) (system-flags current-system))

    ;; (run-program-file path): expand, compile and run a program with its libraries. Raises `compile-errors`.
    (define (run-program-file path)
      (run-items (expand-program-in path (system-registry current-system) (make-live-program-builder) target-features)))

    ;; Run items of Core. The last expression's values come back as a list; a definition has none.
    (define (run-items items)
      (let* ((result (%make-cell '()))
             (closed (compile-items (keep-result items result) (system-hooks current-system) (system-flags current-system))))
        (publish-file-names!)
        (when (closed-program? closed)
          (let* ((program (name-closures closed))
                 (chunks (generate-code program 'literal (system-flags current-system))))
            (when (pair? chunks)
              ((install-chunks (entry-first chunks (closed-program-entry program)) (live-stubs))))))
        (%cell-ref result)))

    (define (keep-result items result)
      (cond ((null? items) '())
            ((pair? (cdr items)) (cons (car items) (keep-result (cdr items) result)))
            ((definition? (car items)) items)
            (else
             (let ((values (make-variable 'values #f)))
               (list (make-receive #f '() values (car items)
                                   (make-primcall #f (primitive-named '%cell-set!)
                                                  (list (make-const #f result) (make-ref #f values)))))))))

    ;; The installer returns the closure of the first chunk.
    (define (entry-first chunks entry)
      (let loop ((chunks chunks) (before '()))
        (if (eq? (code-label (car chunks)) entry)
            (cons (car chunks) (append (reverse before) (cdr chunks)))
            (loop (cdr chunks) (cons (car chunks) before)))))

    ;;; Interactions.

    ;; (make-interaction import-sets) -> environment for evaluate-…, load-file.
    (define (make-interaction import-sets)
      (make-interaction-environment (system-registry current-system) target-features import-sets))

    ;; syntax: as the reader gives it.
    (define (evaluate-syntax syntax interaction)
      (run-items (expand-syntax-form syntax interaction (make-live-interaction-builder))))

    (define (evaluate-datum datum interaction)
      (run-items (expand-form datum interaction (make-live-interaction-builder))))

    (define (load-file path interaction)
      (for-each (lambda (syntax) (evaluate-syntax syntax interaction)) (read-source-file path #f)))))
