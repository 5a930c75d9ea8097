;;; Lower: from Closed to Flow. Expressions become blocks of word operations; primitives become tags, headers and offsets.
;;;
;;; An expression is lowered in a context (see (compiler back lower context)) or to an operand. Control stays control: an `if`
;;; in a test, an `and`, a predicate lead to branches, and no boolean is made unless somebody wants one as a value.
;;; $labels become blocks with parameters; a procedure's tail calls of itself go to the block of its clause. The
;;; header of every loop gets the instruction `poll`.
;;;
;;; Each primitive has one row in the topic files of the folder `lower`: name, kind, procedure.
;;;
;;;   value     (procedure name operands) -> operand
;;;   test      (procedure name operands then else): ends the block with branches to then and else
;;;   control   (procedure name operands context): delivers to the context
;;;
;;; Input  Closed     Output Flow     Does not: remove anything; that is the work of the passes in back/flow.
(define-library (compiler back lower)
  (export lower-to-flow lowered-primitives keep-variables!)
  (import (scheme base) (machine layout) (machine primitives) (base global-name) (base table)
          (compiler ir variable) (compiler ir core) (compiler ir closed) (compiler ir children) (compiler ir flow) (compiler ir operations)
          (compiler ir source)
          (compiler analysis dominators) (compiler analysis first-order) (compiler analysis constant-procedures)
          (compiler back lower emit) (compiler back lower context) (compiler back lower kinds) (compiler back lower pairs)
          (compiler back lower numbers) (compiler back lower flonums) (compiler back lower characters)
          (compiler back lower vectors) (compiler back lower strings) (compiler back lower records)
          (compiler back lower control) (compiler back lower system))
  (begin
    ;; (lower-to-flow closed-program finish) -> list of what `finish` makes of each flow procedure, in the program's order. Each
    ;; is finished before the next one is lowered.
    (define (lower-to-flow program finish)
      (reset-flow-counters!)
      (set-hooks! (closed-program-hooks program))
      (let loop ((procedures (closed-program-procedures program)) (finished '()))
        (if (null? procedures)
            (reverse finished)
            (loop (cdr procedures) (cons (finish (lower-procedure (car procedures))) finished)))))

    ;; (lowered-primitives) -> the names that have a row.
    (define (lowered-primitives) (table-keys lowering-table))

    (define lowering-table
      (let ((table (make-symbol-table)))
        (for-each (lambda (rows)
                    (for-each (lambda (row) (symbol-table-set! table (car row) row)) rows))
                  (list kind-lowerings pair-lowerings number-lowerings flonum-lowerings character-lowerings vector-lowerings
                        string-lowerings record-lowerings control-lowerings system-lowerings))
        table))

    ;;; Procedures.

    (define current-label #f)
    (define current-headers '())        ; a $header for each clause of the procedure
    (define current-closure #f)         ; the closure parameter of the clause

    ;; block: parameters (closure arg … [rest]); context: of what stands in the clause; used?: a tail call leads to it.
    (define-record-type $header
      (make-header block clause context used?)
      header?
      (context header-context)
      (block header-block)
      (clause header-clause)
      (used? header-used? header-set-used!))

    (define (lower-procedure procedure)
      (begin-emission!)
      (with-source! (procedure-source procedure))
      (set! current-label (procedure-label procedure))
      (set! current-headers (map-in-order make-clause-header (procedure-clauses procedure)))
      (for-each lower-clause! current-headers)
      (let ((flow (make-flow-procedure (procedure-label procedure) (procedure-name procedure) (procedure-source procedure)
                                       (map-in-order header->entry current-headers) '() (procedure-captured procedure))))
        (order-blocks! flow)
        (for-each mark-loop! (flow-procedure-blocks flow))
        flow))

    (define (make-clause-header clause)
      (let ((parameters (map-in-order parameter-of (clause-parameters clause))))
        (make-header (make-block (cons (make-temporary 'closure 'value) parameters) #f) clause 0 #f)))

    (define (clause-parameters clause)
      (if (clause-rest clause)
          (append (clause-required clause) (list (clause-rest clause)))
          (clause-required clause)))

    (define (parameter-of variable) (named (make-temporary (variable-name variable) 'value) variable #f))

    ;; Like another parameter.
    (define (twin-of parameter)
      (let ((twin (make-temporary (temporary-name parameter) 'value)))
        (set-temporary-origin! twin (temporary-origin parameter))
        twin))

    (define (lower-clause! header)
      (let ((parameters (block-parameters (header-block header))))
        (set! current-closure (car parameters))
        (restore-kept-variables! '())
        (bind! (clause-parameters (header-clause header)) (cdr parameters))
        (start-block! (header-block header))
        (lower (clause-body (header-clause header)) tail-context)))

    (define (bind! variables operands)
      (for-each (lambda (variable operand)
                  (variable-set-fact! variable operand)
                  (keep! operand))
                variables operands))

    ;; The header itself, or when it is a loop, a block before it.
    (define (header->entry header)
      (let* ((clause (header-clause header))
             (block (header-block header))
             (entry (if (header-used? header)
                        (let ((entry (make-block (map-in-order twin-of (block-parameters block)) #f)))
                          (set-block-terminator! entry (make-goto #f block (block-parameters entry)))
                          entry)
                        block)))
        (make-entry (length (clause-required clause)) (if (clause-rest clause) #t #f) entry)))

    ;; A block to which a later one leads back is the header of a loop.
    (define (mark-loop! block)
      (let ((order (block-order block)))
        (let loop ((rest (block-predecessors block)))
          (cond ((null? rest) #f)
                ((< (block-order (car rest)) order) (loop (cdr rest)))
                ((no-poll? block) #f)
                (else
                 (set-block-instructions!
                  block
                  (cons (make-instruction #f poll '() (terminator-source (block-terminator block)))
                        (block-instructions block))))))))

    ;;; Expressions in a context: ends the current block.

    (define (lower expression context)
      (let ((outer (kept-variables)))
        (lower-in-scope expression context)
        (restore-kept-variables! outer)))

    (define (lower-in-scope expression context)
      (cond
       ((primcall? expression) (lower-primcall expression context))
       ((if? expression) (lower-if expression context))
       ((let? expression)
        (lower-bindings! expression)
        (lower (let-body expression) context))
       ((known-call? expression) (lower-known-call expression context))
       ((call? expression)
        (let* ((operator (lower-value (call-operator expression)))
               (operands (lower-values (call-operands expression))))
          (with-source! (call-source expression))
          (check-procedure! operator (length operands))
          (if (and (eq? context tail-context)
                   (literal? operator)
                   (keeps-frame? (system-procedure-name (literal-datum operator)) operands))
              (deliver-value! context (emit-call #f operator operands))
              (deliver-call! context #f operator operands))))
       ((seq? expression)
        (lower-effect (seq-first expression))
        (lower (seq-second expression) context))
       ((jump? expression) (lower-jump expression))
       ((labels? expression) (lower-labels expression context))
       ((receive? expression) (lower-receive expression context))
       ((closures? expression)
        (lower-closures expression)
        (lower (closures-body expression) context))
       (else (deliver-value! context (lower-value expression)))))

    (define (lower-bindings! expression)
      (for-each (lambda (variable value)
                  (variable-set-fact! variable (named (lower-value value) variable (let-source expression))))
                (let-variables expression) (let-values-of expression))
      (for-each (lambda (variable) (keep! (variable-fact variable))) (let-variables expression)))

    (define (lower-if expression context)
      (let* ((then (fresh-block)) (else (make-block '() (likely? (if-test expression)))))
        (lower-test (if-test expression) then else)
        (start-block! then)
        (lower (if-then expression) context)
        (start-block! else)
        (lower (if-else expression) context)))

    ;; A test that says that it is hardly ever false: its other way is cold.
    (define (likely? test)
      (and (primcall? test) (eq? (primitive-name (primcall-primitive test)) '%likely)))

    (define (lower-test expression then else) (lower expression (make-test then else)))

    (define (lower-known-call expression context)
      (let* ((label (known-call-label expression))
             (closure (and (known-call-closure expression) (lower-value (known-call-closure expression))))
             (operands (lower-values (known-call-operands expression))))
        (with-source! (known-call-source expression))
        (if (and (eq? label current-label) (eq? context tail-context))
            (let ((header (list-ref current-headers (known-call-clause expression))))
              (header-set-used! header #t)
              (finish! (make-goto current-source (header-block header) (cons (or closure current-closure) operands))))
            (let ((target (make-code-target label (known-call-clause expression))))
              (if (and (eq? context tail-context) (keeps-frame? (and (label-system? label) (label-name label)) operands))
                  (deliver-value! context (emit-call target closure operands))
                  (deliver-call! context target closure operands))))))

    ;; Is this a call in the user's code that is better no tail call? name: of the system's procedure that is called, or #f.
    (define (keeps-frame? name operands)
      (and name (first-order? name (length operands)) (source-described? current-source)))

    (define (system-procedure-name datum)
      (let ((description (procedure-description datum)))
        (and description (vector-ref description 1) (vector-ref description 0))))

    (define (lower-labels expression context)
      (let ((outer current-context)
            (source (rebase-source (labels-source expression) current-context)))
        (for-each
         (lambda (variable clause)
           (enter-context! (label-context variable source))
           (variable-set-fact! variable (make-header (make-block (map-in-order parameter-of (clause-parameters clause)) #f)
                                                     clause current-context #f)))
         (labels-variables expression) (labels-clauses expression))
        (enter-context! outer)
        (lower (labels-body expression) context)
        (for-each
         (lambda (variable)
           (let* ((header (variable-fact variable))
                  (clause (header-clause header))
                  (kept (kept-variables)))
             (bind! (clause-parameters clause) (block-parameters (header-block header)))
             (start-block! (header-block header))
             (enter-context! (header-context header))
             (lower (clause-body clause) context)
             (restore-kept-variables! kept)))
         (labels-variables expression))
        (enter-context! outer)))

    ;; A label of the user's is a procedure that was called where it is bound; the loop of a `do` is nothing of its own.
    (define (label-context variable source)
      (if (and (source-described? source) (not (eq? (variable-name variable) 'do-loop)))
          (context-in (variable-name variable) source)
          (source-context source)))

    (define (lower-jump expression)
      (let* ((header (variable-fact (jump-variable expression)))
             (operands (lower-values (jump-operands expression))))
        (with-source! (jump-source expression))
        (finish! (make-goto current-source (header-block header) operands))))

    (define (lower-receive expression context)
      (let* ((variables (if (receive-rest expression)
                            (append (receive-required expression) (list (receive-rest expression)))
                            (receive-required expression)))
             (parameters (map-in-order (lambda (variable)
                                         (named (make-temporary (variable-name variable) 'value) variable
                                                (receive-source expression)))
                                       variables))
             (block (make-block parameters #f)))
        (with-source! (receive-source expression))
        (lower (receive-producer expression)
               (make-receiver block (length (receive-required expression)) (if (receive-rest expression) #t #f)))
        (bind! variables parameters)
        (start-block! block)
        (lower (receive-body expression) context)))

    (define (lower-primcall expression context)
      (let* ((name (primitive-name (primcall-primitive expression)))
             (row (symbol-table-ref lowering-table name #f)))
        (if (not row) (error "lower: a primitive without lowering" name))
        (let ((kind (cadr row)) (procedure (list-ref row 2)))
          (cond
           ((eq? name '%likely) (lower (car (primcall-operands expression)) context))
           ((eq? kind 'value)
            (let ((operands (lower-values (primcall-operands expression))))
              (with-source! (primcall-source expression))
              (deliver-value! context (procedure name operands))))
           ((eq? kind 'control)
            (let ((operands (lower-values (primcall-operands expression))))
              (with-source! (primcall-source expression))
              (procedure name operands context)))
           ((not (test-context? context)) (lower-test-as-value expression context))
           ((eq? name 'not)
            (lower-test (car (primcall-operands expression)) (test-else context) (test-then context)))
           (else
            (let ((operands (lower-values (primcall-operands expression))))
              (with-source! (primcall-source expression))
              (procedure name operands (test-then context) (test-else context))))))))

    (define (lower-test-as-value expression context)
      (let* ((then (fresh-block)) (else (fresh-block)))
        (lower-test expression then else)
        (start-block! then)
        (deliver-value! context true-literal)
        (start-block! else)
        (deliver-value! context false-literal)))

    ;;; Expressions as operands: emission goes on.

    (define (lower-value expression)
      (cond
       ((ref? expression) (variable-fact (ref-variable expression)))
       ((const? expression) (make-literal (const-value expression)))
       ((captured? expression)
        (emit load64-fixed 'value current-closure #f 1
              (- (* word-bytes (+ (captured-index expression) (layout-value 'procedure-first-free))) procedure-tag)))
       ((global-ref? expression) (lower-global-ref expression))
       ((static-closure? expression) (static-closure-label expression))
       ((self? expression) current-closure)
       ((closure? expression) (lower-closure expression))
       ((global-set? expression)
        (emit! store-value (global-set-global expression) #f 1 cell-displacement (lower-value (global-set-value expression)))
        unspecified)
       ((let? expression)
        (let ((outer (kept-variables)))
          (lower-bindings! expression)
          (let ((value (lower-value (let-body expression))))
            (restore-kept-variables! outer)
            value)))
       ((seq? expression)
        (lower-effect (seq-first expression))
        (lower-value (seq-second expression)))
       ((closures? expression)
        (lower-closures expression)
        (lower-value (closures-body expression)))
       ((primcall? expression) (lower-primcall-value expression))
       ((or (known-call? expression) (call? expression)) (lower-call-value expression))
       (else (join-of 'value (lambda (join) (lower expression (make-join join)))))))

    (define (lower-values expressions)
      (let loop ((rest expressions) (operands '()))
        (if (null? rest)
            (reverse operands)
            (loop (cdr rest) (cons (lower-value (car rest)) operands)))))

    (define (lower-primcall-value expression)
      (let* ((name (primitive-name (primcall-primitive expression)))
             (row (symbol-table-ref lowering-table name #f)))
        (if (and row (eq? (cadr row) 'value))
            (let ((operands (lower-values (primcall-operands expression))))
              (with-source! (primcall-source expression))
              ((list-ref row 2) name operands))
            (join-of 'value (lambda (join) (lower-primcall expression (make-join join)))))))

    (define (lower-call-value expression)
      (if (call? expression)
          (let* ((operator (lower-value (call-operator expression)))
                 (operands (lower-values (call-operands expression))))
            (with-source! (call-source expression))
            (check-procedure! operator (length operands))
            (emit-call #f operator operands))
          (let* ((closure (and (known-call-closure expression) (lower-value (known-call-closure expression))))
                 (operands (lower-values (known-call-operands expression))))
            (with-source! (known-call-source expression))
            (emit-call (make-code-target (known-call-label expression) (known-call-clause expression)) closure operands))))

    (define (lower-effect expression)
      (cond
       ((or (ref? expression) (const? expression) (captured? expression) (static-closure? expression) (closure? expression)
            (self? expression))
        #f)
       ((or (global-ref? expression) (global-set? expression)) (lower-value expression))
       ((let? expression)
        (let ((outer (kept-variables)))
          (lower-bindings! expression)
          (lower-effect (let-body expression))
          (restore-kept-variables! outer)))
       ((seq? expression)
        (lower-effect (seq-first expression))
        (lower-effect (seq-second expression)))
       (else
        (let ((next (fresh-block)))
          (lower expression (make-drop next))
          (start-block! next)))))

    (define cell-displacement (- word-bytes object-tag))

    (define (lower-global-ref expression)
      (let* ((global (global-ref-global expression))
             (value (emit load64 'value global #f 1 cell-displacement)))
        (if (and (global-ref-checked? expression) (not (global-value global)))
            (begin
              (with-source! (global-ref-source expression))
              (check! 'ne value (make-builtin 'unassigned)
                      (failure 'unassigned-error (make-literal (global-name->symbol (global-name global)))))))
        value))

    ;;; Closures.

    (define first-free-displacement (- (* word-bytes (layout-value 'procedure-first-free)) procedure-tag))

    (define (closure-bytes values) (* word-bytes (+ (layout-value 'procedure-first-free) (length values))))

    (define (lower-closure expression)
      (let* ((operands (lower-values (closure-values expression)))
             (closure (emit allocate 'value (closure-bytes operands) procedure-tag)))
        (fill-closure! closure (closure-label expression) operands)
        closure))

    (define (fill-closure! closure label operands)
      (emit! store64 closure #f 1 (- procedure-tag) (make-code-word label))
      (let loop ((rest operands) (displacement first-free-displacement))
        (cond ((pair? rest)
               (emit! store64 closure #f 1 displacement (car rest))
               (loop (cdr rest) (+ displacement word-bytes))))))

    ;; All closures are pieces of one allocation, so that no safepoint comes between the first and the last store. Values
    ;; other than the closures themselves are computed before.
    (define (lower-closures expression)
      (let ((variables (closures-variables expression)))
        (for-each (lambda (variable) (variable-set-fact! variable #f)) variables)
        (let ((values (map-in-order
                       (lambda (values)
                         (map-in-order (lambda (value) (if (refers-to? value variables) value (lower-value value))) values))
                           (closures-values expression))))
          (let loop ((rest variables) (values-left values) (base #f) (offset 0))
            (cond ((pair? rest)
                   (let ((closure
                          (if base
                              (emit word-add 'value base offset)
                              (emit allocate 'value (sum-of-bytes values) procedure-tag))))
                     (variable-set-fact! (car rest) closure)
                     (loop (cdr rest) (cdr values-left) (or base closure) (+ offset (closure-bytes (car values-left))))))))
          (for-each (lambda (variable label values)
                      (fill-closure! (variable-fact variable) label
                                     (map (lambda (value) (if (ref? value) (variable-fact (ref-variable value)) value)) values)))
                    variables (closures-labels expression) values))))

    (define (refers-to? expression variables)
      (and (ref? expression) (memq (ref-variable expression) variables)))

    (define (sum-of-bytes lists)
      (let loop ((rest lists) (sum 0))
        (if (null? rest) sum (loop (cdr rest) (+ sum (closure-bytes (car rest)))))))))
