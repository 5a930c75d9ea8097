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
          meaning-value live-global-value live-primitive-procedure procedure-primitive live-evaluator? share-libraries
          remember-file-names! publish-file-names!)
  (import (primitives) (scheme base) (base position) (base global-name) (base table) (base list)
          (expander builder) (expander library) (expander environment) (expander registry-data)
          (compiler ir variable) (compiler ir core) (compiler ir core-builder) (compiler ir stored)
          (only (compiler analysis constant-procedures) describe-procedures-with! know-procedures-with!)
          (only (runtime traces) position-of-system?)
          (programs evaluators) (programs install) (programs shared-libraries) (programs standard-libraries) (runtime registers) (machine primitives))
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

    ;; What the compiler may copy: vector parallel to the names, and the table of values that its rows mention.
    (define (stored-values) (vector-ref libraries 5))
    (define (stored-procedures) (vector-ref (stored-values) 0))

    (define stubs #f)

    (define (live-stubs)
      (if (not stubs) (set! stubs (stub-addresses (stub-offsets))))
      stubs)

    ;; What the image's names stand for, by unique name; the tables are made when they are first asked for. Values may come later.
    (define globals #f)                 ; name -> (index . is there a cell?)
    (define primitives #f)              ; name -> procedure

    (define (live-globals)
      (if (not globals) (read-names!))
      globals)

    (define (live-primitives)
      (if (not primitives) (read-names!))
      primitives)

    (define (read-names!)
      (set! globals (make-symbol-table))
      (set! primitives (make-symbol-table))
      (let ((names (global-names)))
        (let loop ((index 0))
          (when (< index (vector-length names))
            (let ((name (vector-ref names index)))
              (cond ((symbol? name) (symbol-table-set! globals name (cons index #f)))
                    ((eq? (car name) 'cell) (symbol-table-set! globals (cadr name) (cons index #t)))
                    (else (symbol-table-set! primitives (cadr name) (vector-ref (global-values) index)))))
            (loop (+ index 1))))))

    ;; -> what a variable of the image may have as its live value: a list of its value, or its cell; #f: it has no value (yet).
    (define (live-object name)
      (let* ((entry (symbol-table-ref (live-globals) name #f))
             (object (if entry (vector-ref (global-values) (car entry)) (%unassigned))))
        (cond ((eq? object (%unassigned)) #f)
              ((cdr entry) object)
              (else (list object)))))

    ;; -> list of the value, or #f
    (define (object-value live)
      (cond ((not live) #f)
            ((pair? live) live)
            ((eq? (%cell-ref live) (%unassigned)) #f)
            (else (list (%cell-ref live)))))

    ;; (live-global-value global) -> list of the value that a global of the expander has in the running system, or #f.
    (define (live-global-value global)
      (let ((live (and (global-variable global)
                       (variable? (global-variable global))
                       (variable-live-value (global-variable global)))))
        (object-value (if (%cell? live) live (live-object (global-name global))))))

    ;; (live-hooks registry) -> list of (name . variable) for compile-items.
    (define (live-hooks registry)
      (let ((exports (library-exports (find-library '(runtime hooks) #f registry))))
        (filter-map (lambda (name)
                      (let ((meaning (symbol-table-ref exports name #f)))
                        (and (global? meaning)
                             (cons name (variable-in-cell name (%make-cell (live-value (global-name meaning))))))))
                    (symbol-table-keys exports))))

    (define (live-value name)
      (car (or (object-value (live-object name)) (error "the running system has no such variable" name))))

    (define (variable-in-cell name cell)
      (let ((variable (make-global-variable name #f)))
        (variable-set-live-value! variable cell)
        variable))

    ;; live-value of a variable of the image: a pair whose car is the value; of an interaction's variable, and of one that may be
    ;; assigned: its cell. Error: the program's library that defines it has not run so far.
    (define (existing-variable name)
      (let ((variable (make-global-variable name #f)))
        (variable-set-live-value! variable (or (live-object name) (unbound-variable name)))
        variable))

    (define (live-ref position variable)
      (let ((live (variable-live-value variable)))
        (cond ((not live) (make-ref position variable))
              ((pair? live)
               (remember-mention! (car live) (variable-name variable))
               (make-const position (car live)))
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
                  (else
                   (let ((value (object-value (live-object (global-name meaning)))))
                     (if value (car value) absent)))))))

    ;; Was the name only mentioned in an interaction and never defined?
    (define (unassigned-meaning? meaning)
      (and (global? meaning)
           (global-variable meaning)
           (let ((live (variable-live-value (global-variable meaning))))
             (and (%cell? live) (eq? (%cell-ref live) (%unassigned))))))

    (define (unbound-variable name)
      (error "unbound variable" (global-name->symbol name)))

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

    ;; The image's procedures that programs have mentioned so far: from the name of the code to a list of (procedure . unique name).
    (define mentioned (make-symbol-table))

    (define (remember-mention! object name)
      (if (and (procedure? object) (symbol? (code-name object)))
          (let ((entries (symbol-table-ref mentioned (code-name object) '())))
            (if (not (assq object entries))
                (symbol-table-set! mentioned (code-name object) (cons (cons object name) entries))))))

    (define (code-name procedure) (%code-name (%procedure-code procedure)))

    ;; -> the unique name of the image's variable that has this procedure for its value, or #f.
    (define (mentioned-name object)
      (let ((entry (and (procedure? object)
                        (symbol? (code-name object))
                        (assq object (symbol-table-ref mentioned (code-name object) '())))))
        (and entry (cdr entry))))

    ;; The same procedures as $lambda, by unique name, once they have been asked for.
    (define lambdas (make-symbol-table))

    (define (stored-lambda object)
      (let ((name (mentioned-name object)))
        (and name
             (let ((known (symbol-table-ref lambdas name 'unknown)))
               (if (eq? known 'unknown)
                   (let* ((entry (symbol-table-ref (live-globals) name #f))
                          (data (and entry (vector-ref (stored-procedures) (car entry))))
                          (procedure (and data (data->procedure data stored-value))))
                     (symbol-table-set! lambdas name procedure)
                     procedure)
                   known)))))

    (define (stored-value index) (make-const #f (vector-ref (stored-values) index)))

    (know-procedures-with! mentioned-name stored-lambda)

    ;; What the compiler may know of a procedure that is a constant.
    (define (description-of object)
      (and (procedure? object)
           (let ((name (%code-name (%procedure-code object))) (info (%code-info (%procedure-code object))))
             (and (symbol? name)
                  (vector? info)
                  (exact-integer? (vector-ref info 3))
                  (vector name (position-of-system? (vector-ref info 3)) (vector-ref info 0))))))

    (describe-procedures-with! description-of)

    ;; The procedure that stands for a primitive, or #f.
    (define (live-primitive-procedure primitive)
      (symbol-table-ref (live-primitives) (primitive-name primitive) #f))

    ;; The primitive that a procedure stands for, or #f.
    (define (procedure-primitive object)
      (and (procedure? object)
           (let ((name (%code-name (%procedure-code object))))
             (and (symbol? name)
                  (eq? object (symbol-table-ref (live-primitives) name #f))
                  (primitive-named name)))))

    ;;; Programs that evaluate.

    ;; (live-evaluator? registry) -> predicate of nodes: is this one of the procedures that need the compiler?
    (define (live-evaluator? registry)
      (let ((procedures (map (lambda (entry)
                               (let ((exports (library-exports (find-library (car entry) #f registry))))
                                 (meaning-value (symbol-table-ref exports (cdr entry) #f) #f)))
                             evaluators)))
        (lambda (node)
          (and (const? node) (procedure? (const-value node)) (memq (const-value node) procedures) #t))))

    ;; (share-libraries items taken registry) -> (items . thunk): those of a program, which make the values of its libraries'
    ;; variables known; the thunk is to be called when they are compiled, and later compilations find the variables. taken: as
    ;; `registry-taken` of (expander library) tells it.
    (define (share-libraries items taken registry)
      (let ((shared (shared-variables (registry->data registry (map car taken)) taken))
            (cells (make-symbol-table)))
        (for-each (lambda (entry)
                    (let ((cell (%make-cell (%unassigned))))
                      (if (cdr entry)
                          (variable-set-live-value! (car entry) cell)
                          (symbol-table-set! cells (variable-name (car entry)) (cons (car entry) cell)))))
                  shared)
        (cons (publish-behind-libraries
               items taken
               (lambda (variable)
                 (let ((entry (symbol-table-ref cells (variable-name variable) #f)))
                   (and entry (primcall #f '%cell-set! (make-const #f (cdr entry)) (make-ref #f variable))))))
              (lambda ()
                (for-each (lambda (name)
                            (let ((entry (symbol-table-ref cells name #f)))
                              (variable-set-live-value! (car entry) (cdr entry))))
                          (symbol-table-keys cells))))))

    ;;; Positions: one table of file names for the image's own code, the compiler at run time, and what it compiles.

    ;; Enter the names that the image's positions refer to. Call before anything is read.
    (define (remember-file-names!)
      (reset-file-names!)
      (vector-for-each file-name-index (file-names-register)))

    ;; Let the running system's reports know the files read since.
    (define (publish-file-names!)
      (%register-set! 67 (all-file-names)))))
