;;; Live: what the running system knows of itself, for compiling against it.
;;;
;;; The image keeps its libraries' exports and values in the register-file word `libraries` (see (programs build)). From them
;;; come a registry for the expander, a builder that makes references to what is there already into constants, and the
;;; hooks of compiled code.
;;;
;;; Two builders. In a program, its own top-level variables are known to the compiler as in any program. In an
;;; interaction every top-level variable is a cell that later forms see and may define again.
(define-library (programs live)
  (export live-registry live-stubs live-hooks live-sources make-live-program-builder make-live-interaction-builder unassigned-meaning?
          meaning-value live-global-value
          remember-file-names! publish-file-names!)
  (import (primitives) (scheme base) (base position) (base table) (base list)
          (expander builder) (expander library) (expander environment) (expander registry-data)
          (compiler ir variable) (compiler ir core) (compiler ir core-builder) (only (compiler analysis constant-procedures) describe-procedures-with!)
          (only (runtime traces) position-of-system?)
          (programs install) (programs standard-libraries) (runtime registers) (machine primitives))
  (begin
    (define libraries (%register-ref 68))
    (define (stub-offsets) (vector-ref libraries 0))
    (define (registry-data) (vector-ref libraries 1))
    (define (global-names) (vector-ref libraries 2))
    (define (global-values) (vector-ref libraries 3))

    ;; The sources of the libraries, from names to bytevectors.
    (define (live-sources) (vector-ref libraries 4))

    ;; (live-registry roots) -> a registry of the image's libraries; others are looked for in the folders, then among the further
    ;; libraries.
    (define (live-registry roots) (data->registry (registry-data) (append roots (list further-root)) '()))

    (define stubs #f)

    (define (live-stubs)
      (if (not stubs) (set! stubs (stub-addresses (stub-offsets))))
      stubs)

    ;; Cells of the image's globals by unique name, made when they are first asked for.
    (define cells #f)

    (define (live-cells)
      (if (not cells)
          (let ((table (make-symbol-table)) (names (global-names)) (values (global-values)))
            (let loop ((index 0))
              (when (< index (vector-length names))
                (symbol-table-set! table (vector-ref names index) (vector-ref values index))
                (loop (+ index 1))))
            (set! cells table)))
      cells)

    ;; (live-global-value global) -> list of the value that a global of the expander has in the running system, or #f.
    (define (live-global-value global)
      (let ((live (and (global-variable global)
                       (variable? (global-variable global))
                       (variable-live-value (global-variable global))))
            (missing (list #f)))
        (if (%cell? live)
            (let ((value (%cell-ref live)))
              (and (not (eq? value (%unassigned))) (list value)))
            (let ((value (symbol-table-ref (live-cells) (global-name global) missing)))
              (and (not (eq? value missing)) (list value))))))

    ;; (live-hooks registry) -> list of (name . variable) for compile-items.
    (define (live-hooks registry)
      (let ((exports (library-exports (find-library '(runtime hooks) #f registry))))
        (filter-map (lambda (name)
                      (let ((meaning (symbol-table-ref exports name #f)))
                        (and (global? meaning)
                             (cons name (variable-in-cell name (%make-cell (live-value (global-name meaning))))))))
                    (symbol-table-keys exports))))

    (define (live-value name)
      (let ((missing (list #f)))
        (let ((value (symbol-table-ref (live-cells) name missing)))
          (if (eq? value missing) (error "the running system has no such variable" name) value))))

    (define (variable-in-cell name cell)
      (let ((variable (make-global-variable name #f)))
        (variable-set-live-value! variable cell)
        variable))

    ;; live-value of a variable of the image: a pair whose car is the value; of an interaction's variable: its cell.
    (define (existing-variable name)
      (let ((variable (make-global-variable name #f)))
        (variable-set-live-value! variable (list (live-value name)))
        variable))

    (define (live-ref position variable)
      (let ((live (variable-live-value variable)))
        (cond ((not live) (make-ref position variable))
              ((pair? live) (make-const position (car live)))
              (else
               (checked-cell-ref position live (variable-name variable))))))

    ;; The cell's value, or a call of `unbound-variable` when it has none.
    (define (checked-cell-ref position cell name)
      (let ((value (make-variable 'value position)))
        (make-let position
                  (list value)
                  (list (primcall position '%cell-ref (make-const position cell)))
                  (make-if position
                           (primcall position 'eq? (make-ref position value) (primcall position '%unassigned))
                           (make-call position (make-const position unbound-variable) (list (make-const position name)))
                           (make-ref position value)))))

    ;; (meaning-value meaning absent) -> the value of a variable; `absent` when it is no variable or has none.
    (define (meaning-value meaning absent)
      (if (not (global? meaning))
          absent
          (let* ((variable (global-variable meaning))
                 (live (and variable (variable-live-value variable))))
            (cond ((pair? live) (car live))
                  ((%cell? live) (if (eq? (%cell-ref live) (%unassigned)) absent (%cell-ref live)))
                  (variable absent)
                  (else (live-value (global-name meaning)))))))

    ;; Was the name only mentioned in an interaction and never defined?
    (define (unassigned-meaning? meaning)
      (and (global? meaning)
           (global-variable meaning)
           (let ((live (variable-live-value (global-variable meaning))))
             (and (%cell? live) (eq? (%cell-ref live) (%unassigned))))))

    (define (unbound-variable name)
      (error "unbound variable" name))

    (define (live-never-returns? operator)
      (and (const? operator) (memq (const-value operator) (never-returning-procedures))))

    (define never-returning #f)

    (define (never-returning-procedures)
      (if (not never-returning) (set! never-returning (map live-value never-returning-names)))
      never-returning)

    (define (live-set position variable value)
      (if (%cell? (variable-live-value variable))
          (primcall position '%cell-set! (make-const position (variable-live-value variable)) value)
          (core-set position variable value)))

    (define (live-define position variable value)
      (if (%cell? (variable-live-value variable))
          (live-set position variable value)
          (core-define position variable value)))

    (define (primcall position name . operands)
      (make-primcall position (primitive-named name) operands))

    (define (make-live-program-builder)
      (make-core-builder-with make-global-variable existing-variable live-ref live-set live-define live-never-returns?))

    (define (make-live-interaction-builder)
      (make-core-builder-with (lambda (name position) (variable-in-cell name (%make-cell (%unassigned))))
                              existing-variable live-ref live-set live-define live-never-returns?))

    ;; What the compiler may know of a procedure that is a constant.
    (define (description-of object)
      (and (procedure? object)
           (let ((name (%code-name (%procedure-code object))) (info (%code-info (%procedure-code object))))
             (and (symbol? name)
                  (vector? info)
                  (exact-integer? (vector-ref info 3))
                  (vector name (position-of-system? (vector-ref info 3)) (vector-ref info 0))))))

    (describe-procedures-with! description-of)

    ;;; Positions: one table of file names for the image's own code, the compiler at run time, and what it compiles.

    ;; Enter the names that the image's positions refer to. Call before anything is read.
    (define (remember-file-names!)
      (reset-file-names!)
      (vector-for-each file-name-index (file-names-register)))

    ;; Let the running system's reports know the files read since.
    (define (publish-file-names!)
      (%register-set! 67 (all-file-names)))))
