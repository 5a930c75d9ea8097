;;; Inline procedures: simplify the program by what is known at each place, and copy small procedures to their calls.
;;;
;;; One traversal rebuilds the program, outside in for what is known about variables and inside out for results. It
;;; propagates constants and copies, folds primitives on constants, selects branches and clauses, drops what is not needed,
;;; turns calls of known procedures into $let, and opens `call-with-values`. A procedure is inlined when it is
;;;
;;;   called once and not otherwise mentioned: it moves to its call, whatever its size;
;;;   small, and not part of a recursion: its call gets a copy with fresh variables; this holds across top-level
;;;   definitions, which are therefore simplified on demand, callees before callers.
;;;
;;; A procedure counts as larger where less is gained: arguments that are lambda expressions raise the limit. Growth is
;;; bounded by `fuel`, proportional to the size of each top-level item, nesting by `depth`; so the pass is linear.
;;;
;;; The *context* of an expression says what its value is for: value, test (true or false only), effect (not used).
;;;
;;; Input  Core      Needs  primitives-named letrec-ordered
;;; Output Core      Gives  nothing new
;;;
;;;   before   (definition point-x.1 (lambda point-x (clause (p.2) #f (primcall %checked-record-ref p.2 … 0 'point-x))))
;;;            (let (a.3) (1) (primcall + a.3 (call point-x.1 q.4)))
;;;   after    (primcall + 1 (primcall %checked-record-ref q.4 … 0 'point-x))
;;;
;;; Counts: variable-mark says how a variable is used in the input (see (compiler analysis uses)), variable-count how often the output
;;; refers to it. variable-fact holds what is known of a variable: see the records below.
;;;
;;; Source: Waddell, Dybvig, Fast and effective procedure inlining (1997); sizes are measured before instead of by trial.
;;; Does not: unroll loops, specialise recursive procedures, or remember what a test has shown (recover-types does).
(define-library (compiler middle inline-procedures)
  (export inline-procedures)
  (import (scheme base) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler ir copy) (compiler ir source)
          (compiler analysis clauses) (compiler analysis effects) (compiler analysis folding) (compiler analysis sizes)
          (compiler analysis uses) (compiler analysis reductions) (compiler analysis constant-procedures))
  (begin
    (define (inline-procedures program)
      (set! run (list 'run))
      (for-each note-definition! (program-items program))
      (let loop ((items (program-items program)) (done '()))
        (if (null? items)
            (make-program (program-source program) (reverse done) (program-hooks program))
            (let ((item (simplify-item (car items) (if (null? (cdr items)) 'value 'effect))))
              (loop (cdr items) (cons item done))))))

    ;;; What variable-fact can hold: #f; a $const, $ref or $primref that replaces the variable; or one of
    ;;;
    ;;;   once        the lambda (not simplified yet) that its only call will consume; used?: that has happened
    ;;;   inlinable   the lambda (simplified), with the size of each clause, #f for too large
    ;;;   top         of a global variable with one definition for ever: the item, its state (waiting, running, recursive:
    ;;;               running and mentioned meanwhile, done), the simplified item and what is known then; only valid in
    ;;;               the run that made it
    (define-record-type once (make-once lambda used?) once?
      (lambda once-lambda)
      (used? once-used? once-set-used!))

    (define-record-type inlinable (make-inlinable lambda sizes) inlinable?
      (lambda inlinable-lambda)
      (sizes inlinable-sizes))

    (define-record-type top (make-top run item state result fact) top?
      (run top-run)
      (item top-item)
      (state top-state top-set-state!)
      (result top-result top-set-result!)
      (fact top-fact top-set-fact!))

    (define depth-limit 12)             ; of copies inside copies

    (define run #f)                     ; the mark of this run
    (define fuel 0)                     ; size that may still be copied into this item
    (define depth 0)                    ; of copies around the present place

    ;;; Top-level items.

    (define (note-definition! item)
      (if (definition? item)
          (let* ((variable (definition-variable item)) (fact (variable-fact variable)))
            (variable-set-fact! variable
                                (if (or (variable-assigned? variable)
                                        (variable-live-value variable)
                                        (and (top? fact) (eq? (top-run fact) run)))
                                    #f
                                    (make-top run item 'waiting #f #f))))))

    ;; The top of a global variable, or #f.
    (define (top-of variable)
      (let ((fact (variable-fact variable)))
        (and (top? fact) (eq? (top-run fact) run) fact)))

    (define (simplify-item item context)
      (if (definition? item)
          (let ((top (top-of (definition-variable item))))
            (if (and top (eq? (top-item top) item))
                (begin
                  (simplify-top! top)
                  (top-result top))
                (make-definition (definition-source item) (definition-variable item)
                                 (simplify-alone (definition-value item) 'value))))
          (simplify-alone item context)))

    ;; A procedure that is mentioned while it is being simplified is the head of a recursion: it is not copied.
    (define (simplify-top! top)
      (if (eq? (top-state top) 'running) (top-set-state! top 'recursive))
      (if (eq? (top-state top) 'waiting)
          (let ((item (top-item top)))
            (top-set-state! top 'running)
            (let ((value (simplify-alone (definition-value item) 'value)))
              (top-set-result! top (make-definition (definition-source item) (definition-variable item) value))
              (if (not (and (lambda? value) (eq? (top-state top) 'recursive)))
                  (top-set-fact! top (fact-of value)))
              (top-set-state! top 'done)))))

    ;; An item's expression, with fuel of its own; other items may be under way around it.
    (define (simplify-alone node context)
      (let ((outer-fuel fuel) (outer-depth depth))
        (set! fuel (+ 100 (census! node)))
        (set! depth 0)
        (let ((simplified (simplify node context)))
          (set! fuel outer-fuel)
          (set! depth outer-depth)
          simplified)))

    ;; A variable of the output begins.
    (define (start! variable)
      (variable-set-count! variable 0)
      (variable-set-fact! variable #f))

    ;;; Expressions. (simplify node context) -> node

    (define (simplify node context)
      (cond ((ref? node) (simplify-ref node context))
            ((const? node) node)
            ((primcall? node) (simplify-primcall node context))
            ((call? node) (simplify-call node context))
            ((if? node) (simplify-if node context))
            ((let? node)
             (simplify-let (let-source node) (let-variables node) (let-values-of node) (let-body node) context))
            ((seq? node)
             (let* ((first (simplify (seq-first node) 'effect)) (second (simplify (seq-second node) context)))
               (build-seq (seq-source node) first second)))
            ((lambda? node)
             (case context
               ((effect) nothing)
               ((test) (make-const (lambda-source node) #t))
               (else (simplify-lambda node))))
            ((fix? node) (simplify-fix node context))
            ((set? node)
             (let ((value (simplify (set-value node) 'value)) (variable (set-variable node)))
               (variable-set-count! variable (+ (variable-count variable) 1))
               (make-set (set-source node) variable value)))
            ((receive? node) (simplify-receive node context))
            (else (error "inliner: unexpected node" node))))

    (define (simplify-ref node context)
      (let* ((variable (ref-variable node)) (fact (known-fact variable)))
        (cond ((const? fact) fact)
              ((ref? fact) (simplify-ref (make-ref (ref-source node) (ref-variable fact)) context))
              ((and (eq? context 'effect) (or fact (not (variable-global? variable)))) nothing)
              ((and (eq? context 'test) (inlinable? fact)) (make-const (ref-source node) #t))
              (else (emit-ref (ref-source node) variable)))))

    ;; What is known of a variable's value; asks for the simplification of a top-level definition when its value matters.
    (define (known-fact variable)
      (if (variable-global? variable)
          (let ((top (top-of variable)))
            (if top
                (begin
                  (if (or (not (eq? (top-state top) 'waiting)) (not (lambda? (definition-value (top-item top)))))
                      (simplify-top! top))
                  (top-fact top))
                #f))
          (variable-fact variable)))

    ;; What a simplified value tells about its variable, which is never assigned.
    (define (fact-of value)
      (cond ((const? value)
             (and (or (immediate-constant? (const-value value))
                      (static-descriptor? (const-value value))
                      (constant-primitive (const-value value))
                      (constant-procedure-name (const-value value)))
                  value))
            ((ref? value)
             (let ((variable (ref-variable value)))
               (and (not (variable-assigned? variable))
                    (or (not (variable-global? variable))
                        (let ((top (top-of variable))) (and top (lambda? (definition-value (top-item top))))))
                    value)))
            ((lambda? value)
             (inlinable-procedure value))
            (else #f)))

    (define (inlinable-procedure procedure)
      (make-inlinable procedure
                      (map (lambda (clause) (and (clause-body clause) (size-as-copy (clause-body clause))))
                           (lambda-clauses procedure))))

    (define (simplify-lambda node)
      (make-lambda (lambda-source node) (lambda-name node) (map-in-order simplify-clause (lambda-clauses node))))

    (define (simplify-clause clause)
      (for-each start! (clause-required clause))
      (if (clause-rest clause) (start! (clause-rest clause)))
      (let ((body (simplify (clause-body clause) 'value)))
        (make-clause (clause-source clause) (clause-required clause) (clause-rest clause) body)))

    ;;; Conditionals.

    (define (simplify-if node context)
      (let ((test (simplify (if-test node) 'test)))
        (select test node context)))

    ;; test is simplified; what precedes its last expression moves out.
    (define (select test node context)
      (cond ((const? test) (simplify (if (const-value test) (if-then node) (if-else node)) context))
            ((seq? test) (make-seq (seq-source test) (seq-first test) (select (seq-second test) node context)))
            ((let? test)
             (make-let (let-source test) (let-variables test) (let-values-of test) (select (let-body test) node context)))
            ((negation? test)
             (select (car (primcall-operands test))
                     (make-if (if-source node) (if-test node) (if-else node) (if-then node))
                     context))
            (else
             (let* ((then (simplify (if-then node) context)) (else (simplify (if-else node) context)))
               (build-if (if-source node) test then else context)))))

    ;;; Primitives.

    (define primitive-not (primitive-named 'not))
    (define primitive-likely (primitive-named '%likely))
    (define primitive-values (primitive-named 'values))
    (define primitive-call-with-values (primitive-named 'call-with-values))

    (define (simplify-primcall node context)
      (let* ((primitive (primcall-primitive node))
             (source (primcall-source node))
             (operands (primcall-operands node))
             (composed (primitive-option primitive 'compose)))
        (cond (composed (simplify (compose source composed (car operands)) context))
              ((and (eq? context 'effect) (primitive-discardable? primitive operands))
               (simplify-for-effect operands source))
              ((eq? primitive primitive-likely)
               (let ((operand (simplify (car operands) (if (eq? context 'test) 'test 'value))))
                 (if (const? operand) operand (make-primcall source primitive (list operand)))))
              ((eq? primitive primitive-not)
               (let ((operand (simplify (car operands) 'test)))
                 (if (const? operand)
                     (make-const source (not (const-value operand)))
                     (make-primcall source primitive (list operand)))))
              ((and (eq? primitive primitive-values) (pair? operands) (null? (cdr operands)))
               (simplify (car operands) context))
              ((eq? primitive primitive-call-with-values) (simplify-call-with-values node context))
              (else (build-primcall source primitive (map-in-order (lambda (operand) (simplify operand 'value)) operands))))))

    ;; (cadr x) is (car (cdr x))
    (define (compose source names operand)
      (if (null? names)
          operand
          (make-primcall source (primitive-named (car names)) (list (compose source (cdr names) operand)))))

    (define (simplify-for-effect operands source)
      (if (null? operands)
          nothing
          (let* ((first (simplify (car operands) 'effect)) (rest (simplify-for-effect (cdr operands) source)))
            (build-seq source first rest))))

    ;; (call-with-values (lambda () e) (lambda (x y) body)) is (receive (x y) e body)
    (define (simplify-call-with-values node context)
      (let* ((source (primcall-source node))
             (producer (car (primcall-operands node)))
             (consumer (cadr (primcall-operands node)))
             (clause (and (lambda? consumer) (null? (cdr (lambda-clauses consumer)))
                          (moved-clause consumer (car (lambda-clauses consumer)) source))))
        (cond
          (clause
            (simplify-receive (make-receive source (clause-required clause) (clause-rest clause)
                                            (thunk-body producer source) (clause-body clause))
                              context))
          ((one-or-any? consumer) (simplify-receive (receive-one-or-any producer consumer source) context))
          (else
            (let* ((producer (simplify producer 'value)) (consumer (simplify consumer 'value)))
              (make-primcall source primitive-call-with-values (list producer consumer)))))))

    ;; (case-lambda ((value) …) (list …))
    (define (one-or-any? consumer)
      (and (lambda? consumer)
           (= (length (lambda-clauses consumer)) 2)
           (let ((one (car (lambda-clauses consumer))) (any (cadr (lambda-clauses consumer))))
             (and (= (length (clause-required one)) 1)
                  (not (clause-rest one))
                  (null? (clause-required any))
                  (clause-rest any)
                  #t))))

    ;; All values are received as a list; the list of one value is opened.
    (define (receive-one-or-any producer consumer source)
      (let* ((one (moved-clause consumer (car (lambda-clauses consumer)) source))
             (any (moved-clause consumer (cadr (lambda-clauses consumer)) source))
             (all (make-variable 'values source))
             (all-values (lambda () (make-ref source all))))
        (variable-set-mark! all 'many)
        (make-receive source '() all (thunk-body producer source)
                      (make-if source
                               (make-if source
                                        (make-primcall source (primitive-named 'pair?) (list (all-values)))
                                        (make-primcall source (primitive-named 'null?)
                                                       (list (make-primcall source (primitive-named '%cdr) (list (all-values)))))
                                        (make-const source #f))
                               (make-let source (clause-required one)
                                         (list (make-primcall source (primitive-named '%car) (list (all-values))))
                                         (clause-body one))
                               (make-let source (list (clause-rest any)) (list (all-values)) (clause-body any))))))

    (define (thunk-body producer source)
      (if (and (lambda? producer)
               (null? (cdr (lambda-clauses producer)))
               (null? (clause-required (car (lambda-clauses producer))))
               (not (clause-rest (car (lambda-clauses producer)))))
          (clause-body (moved-clause producer (car (lambda-clauses producer)) source))
          (make-call source producer '())))

    (define (simplify-receive node context)
      (take-values (simplify (receive-producer node) 'value) node context))

    ;; producer is simplified; what precedes its last expression moves out.
    (define (take-values producer node context)
      (cond ((seq? producer)
             (make-seq (seq-source producer) (seq-first producer) (take-values (seq-second producer) node context)))
            ((let? producer)
             (make-let (let-source producer) (let-variables producer) (let-values-of producer)
                       (take-values (let-body producer) node context)))
            ((and (primcall? producer)
                  (eq? (primcall-primitive producer) primitive-values)
                  (not (receive-rest node))
                  (= (length (primcall-operands producer)) (length (receive-required node))))
             (bind-simplified (receive-source node) (receive-required node) (primcall-operands producer)
                              (receive-body node) context))
            (else
             (for-each start! (receive-required node))
             (if (receive-rest node) (start! (receive-rest node)))
             (make-receive (receive-source node) (receive-required node) (receive-rest node) producer
                           (simplify (receive-body node) context)))))

    ;;; Bindings.

    ;; variables and values: of a $let in the input, or parameters and operands. entries: last first, what is evaluated in this
    ;; order: (variable . value), the value simplified or `once`; or an expression whose last part has been taken out.
    (define (simplify-let source variables values body context)
      (let loop ((variables variables) (values values) (entries '()))
        (if (null? variables)
            (finish-let source entries (simplify body context) context)
            (let* ((variable (car variables)) (value (car values)) (use (variable-mark variable)))
              (start! variable)
              (cond ((and (eqv? use 0) (not (variable-assigned? variable)))
                     (let ((effect (simplify value 'effect)))
                       (loop (cdr variables) (cdr values) (if (const? effect) entries (cons (make-seq source effect nothing) entries)))))
                    ((and (eq? use 'called-once) (lambda? value) (not (variable-assigned? variable)))
                     (let ((once (make-once value #f)))
                       (variable-set-fact! variable once)
                       (loop (cdr variables) (cdr values) (cons (cons variable once) entries))))
                    (else
                     (let split ((value (simplify value 'value)) (entries entries))
                       (cond ((let? value) (split (let-body value) (cons value entries)))
                             ((seq? value) (split (seq-second value) (cons value entries)))
                             ((fix? value) (split (fix-body value) (cons value entries)))
                             (else
                              (if (not (variable-assigned? variable)) (variable-set-fact! variable (fact-of value)))
                              (loop (cdr variables) (cdr values) (cons (cons variable value) entries)))))))))))

    ;; The same for values that are simplified already.
    (define (bind-simplified source variables values body context)
      (for-each (lambda (variable value)
                  (start! variable)
                  (if (not (variable-assigned? variable)) (variable-set-fact! variable (fact-of value))))
                variables values)
      (finish-let source (reverse (map cons variables values)) (simplify body context) context))

    ;; From the inside out. What was taken out of one value must not be evaluated between the parts of another, so it ends
    ;; the $let of the values after it, and those before it get a $let of their own around it.
    (define (finish-let source entries body context)
      (let loop ((entries entries) (variables '()) (values '()) (body body))
        (cond ((null? entries) (build-let source variables values body context))
              ((pair? (car entries))
               (let ((variable (car (car entries))) (value (cdr (car entries))))
                 (cond ((once? value)
                        (if (or (once-used? value) (= (variable-count variable) 0))
                            (loop (cdr entries) variables values body)
                            (loop (cdr entries) (cons variable variables) (cons (simplify-lambda (once-lambda value)) values) body)))
                       ((> (variable-count variable) 0)
                        (loop (cdr entries) (cons variable variables) (cons value values) body))
                       ((discardable? value)
                        (uncount! value)
                        (loop (cdr entries) variables values body))
                       (else
                        (loop (cdr entries) '() '() (make-seq source value (build-let source variables values body context)))))))
              (else
               (loop (cdr entries) '() '() (wrap (list (car entries)) (build-let source variables values body context)))))))

    ;; The body first, then those procedures that turn out to be needed. One that is called once moves to its call, unless
    ;; the call stands inside itself; then nothing else calls it, and it goes away.
    (define (simplify-fix node context)
      (for-each (lambda (variable procedure)
                  (let ((use (variable-mark variable)))
                    (start! variable)
                    (if (eq? use 'called-once) (variable-set-fact! variable (make-once procedure #f)))))
                (fix-variables node) (fix-lambdas node))
      (let ((body (simplify (fix-body node) context)))
        (let loop ((done '()))
          (let ((progress (simplify-needed (fix-variables node) (fix-lambdas node) done)))
            (if (eq? progress done)
                (build-fix node done body)
                (loop progress))))))

    ;; done: list of (variable . simplified lambda)
    (define (simplify-needed variables procedures done)
      (cond ((null? variables) done)
            ((or (= (variable-count (car variables)) 0) (assq (car variables) done))
             (simplify-needed (cdr variables) (cdr procedures) done))
            (else
             (variable-set-fact! (car variables) #f)
             (let* ((entry (cons (car variables) #f)) (so-far (cons entry done)))
               (set-cdr! entry (simplify-lambda (car procedures)))
               (simplify-needed (cdr variables) (cdr procedures) so-far)))))

    (define (build-fix node done body)
      (if (null? done)
          body
          (let loop ((variables (fix-variables node)) (kept '()) (lambdas '()))
            (if (null? variables)
                (make-fix (fix-source node) (reverse kept) (reverse lambdas) body)
                (let ((entry (assq (car variables) done)))
                  (if entry
                      (loop (cdr variables) (cons (car variables) kept) (cons (cdr entry) lambdas))
                      (loop (cdr variables) kept lambdas)))))))

    ;;; Calls.

    (define (simplify-call node context)
      (let ((operator (call-operator node)))
        (cond ((ref? operator) (call-variable (ref-variable operator) node context))
              ((lambda? operator)
               (let ((clause (clause-for operator (call-operands node))))
                 (if clause
                     (enter (moved-clause operator clause (call-source node)) node context)
                     (leave (simplify operator 'value) node))))
              (else (call-value (simplify operator 'value) node context)))))

    ;; operator is simplified; what precedes its last expression moves out.
    (define (call-value operator node context)
      (cond ((seq? operator)
             (make-seq (seq-source operator) (seq-first operator) (call-value (seq-second operator) node context)))
            ((let? operator)
             (make-let (let-source operator) (let-variables operator) (let-values-of operator)
                       (call-value (let-body operator) node context)))
            ((and (lambda? operator) (clause-for operator (call-operands node)))
             ;; What is simplified becomes input again.
             (uncount! operator)
             (census! operator)
             (enter (moved-clause operator (clause-for operator (call-operands node)) (call-source node)) node context))
            ((and (ref? operator) (not (variable-assigned? (ref-variable operator))))
             (uncount! operator)
             (call-variable (ref-variable operator) node context))
            ((const? operator) (call-constant operator node context))
            (else (leave operator node))))

    ;; operator: a procedure of the running system.
    (define (call-constant operator node context)
      (let ((fact (constant-fact (const-value operator))))
        (cond ((constant-call operator node)
               => (lambda (call) (simplify-primcall call context)))
              ((constant-search node (constant-procedure-name (const-value operator)))
               => (lambda (search) (simplify search context)))
              ((and fact (copy-worthwhile fact (call-operands node)))
               => (lambda (size) (call-copy fact size node context)))
              (else (leave operator node)))))

    ;; What is known of a procedure of the running system's libraries: inlinable or #f.
    (define (constant-fact datum)
      (let ((procedure (constant-procedure datum)))
        (and procedure (inlinable-procedure procedure))))

    ;; A call of the procedure that stands for a primitive in the running system is a use of the primitive; else #f.
    (define (constant-call operator node)
      (let* ((primitive (constant-primitive (const-value operator)))
             (count (length (call-operands node))))
        (and primitive
             (not (primitive-variadic? primitive))
             (= count (primitive-minimum-arguments primitive))
             (make-primcall (call-source node) primitive (call-operands node)))))

    (define (call-variable variable node context)
      (let ((fact (callee-fact variable)))
        (cond ((and (variable-global? variable) (constant-search node (variable-name variable)))
               => (lambda (search) (simplify search context)))
              ((variable-assigned? variable) (leave (emit-ref (call-source node) variable) node))
              ((ref? fact) (call-variable (ref-variable fact) node context))
              ((const? fact) (call-constant fact node context))
              ((and (once? fact) (not (once-used? fact)) (clause-for (once-lambda fact) (call-operands node)))
               (once-set-used! fact #t)
               (enter (moved-clause (once-lambda fact) (clause-for (once-lambda fact) (call-operands node)) (call-source node))
                      node context))
              ((and (inlinable? fact) (copy-worthwhile fact (call-operands node)))
               => (lambda (size) (call-copy fact size node context)))
              (else (leave (emit-ref (reference-source node) variable) node)))))

    ;; (memv x '(a b)) is (let (y) (x) (if (eq? y 'a) '(a b) (if (eq? y 'b) '(b) #f))), when all elements are compared by identity;
    ;; and (equal? x 'a) is (eq? x 'a).
    ;; name: of the global that is called.
    (define (constant-search node name)
      (let ((operands (call-operands node)))
        (cond ((not (= (length operands) 2)) #f)
              ((eq? name 'equal?@runtime.equality)
               (and (or (comparable? (car operands)) (comparable? (cadr operands)))
                    (make-primcall (call-source node) primitive-eq? operands)))
              ((and (memq name '(memq@runtime.lists memv@runtime.lists member@runtime.lists))
                    (searchable? (cadr operands) 16))
               (let ((object (make-variable 'object (call-source node))))
                 (variable-set-mark! object 'many)
                 (make-let (call-source node) (list object) (list (car operands))
                           (search-tests (call-source node) object (const-value (cadr operands))))))
              (else #f))))

    (define (searchable? node longest)
      (and (const? node)
           (let loop ((list (const-value node)) (left longest))
             (or (null? list)
                 (and (pair? list) (> left 0)
                      (comparable? (make-const #f (car list)))
                      (loop (cdr list) (- left 1)))))))

    (define (search-tests source object rest)
      (if (null? rest)
          (make-const source #f)
          (make-if source
                   (make-primcall source primitive-eq? (list (make-ref source object) (make-const source (car rest))))
                   (make-const source rest)
                   (search-tests source object (cdr rest)))))

    (define primitive-eq? (primitive-named 'eq?))

    (define (reference-source node)
      (if (ref? (call-operator node)) (ref-source (call-operator node)) (call-source node)))

    (define (callee-fact variable)
      (if (variable-global? variable)
          (let ((top (top-of variable)))
            (if top
                (begin
                  (simplify-top! top)
                  (top-fact top))
                #f))
          (variable-fact variable)))

    (define (clause-for procedure operands)
      (let ((index (fitting-index (lambda-clauses procedure) (length operands))))
        (and index (list-ref (lambda-clauses procedure) index))))

    ;; -> size of the copy, or #f
    (define (copy-worthwhile fact operands)
      (let* ((index (fitting-index (lambda-clauses (inlinable-lambda fact)) (length operands)))
             (size (and index (list-ref (inlinable-sizes fact) index))))
        (and size
             (< depth depth-limit)
             (<= size fuel)
             (<= size (copy-limit (count-lambdas operands)))
             size)))

    (define (count-lambdas operands)
      (let loop ((operands operands) (total 0))
        (cond ((null? operands) total)
              ((lambda? (car operands)) (loop (cdr operands) (+ total 1)))
              (else (loop (cdr operands) total)))))

    (define (call-copy fact size node context)
      (let* ((procedure (inlinable-lambda fact))
             (clause (clause-for procedure (call-operands node)))
             (copy (call-with-places copy-clause clause procedure (call-source node))))
        (census! (make-lambda #f #f (list copy)))
        (set! fuel (- fuel size 1))
        (set! depth (+ depth 1))
        (let ((result (enter copy node context)))
          (set! depth (- depth 1))
          result)))

    ;; Where the nodes of a procedure's clause stand when it has been moved or copied to a call. An error inside a record's
    ;; accessor, or inside a procedure of the system that another file calls, is reported at the call, in the procedure around it. The user's procedures
    ;; keep their positions, in the context of the call; those without a name belong to the frame around them.
    ;; (call-with-places rebuild clause procedure call-source) -> what (rebuild clause place inside rename) gives.
    (define (call-with-places rebuild clause procedure call-source)
      (let ((own (lambda-source procedure)))
        (define (in-context context)
          (if (= context 0)
              (rebuild clause same same same)
              (rebuild clause (lambda (source) (rebase-source source context)) same same)))
        (cond ((not call-source) (rebuild clause same same same))
              ((or (record-access? (clause-body clause)) (not own) (system-in-other-file? own call-source))
               (rebuild clause
                        (lambda (source) call-source)
                        (lambda (source) (source-position call-source))
                        (lambda (name)
                          (if (and name (source-described? call-source)) 'in-place (or (lambda-name procedure) name)))))
              ((not (source-described? call-source)) (rebuild clause same same same))
              ((and (symbol? (lambda-name procedure)) (not (eq? (lambda-name procedure) 'in-place))) (in-context (context-in (lambda-name procedure) call-source)))
              (else (in-context (source-context own))))))

    ;; A clause that moves: it is left as it is when its positions are.
    (define (moved-clause procedure clause call-source)
      (call-with-places (lambda (clause place inside rename)
                          (if (eq? place same) clause (move-clause clause place inside rename)))
                        clause procedure call-source))

    (define (same object) object)

    (define (system-in-other-file? own call-source)
      (and (not (source-described? own))
           (not (= (quotient (source-position own) file-unit) (quotient (source-position call-source) file-unit)))))

    (define (record-access? body)
      (and (primcall? body)
           (memq (primitive-name (primcall-primitive body)) '(%checked-record-ref %checked-record-set!))
           #t))

    (define file-unit (expt 2 40))      ; a position divided by this is the index of its file

    ;; Enter a clause of the input: its parameters are bound to the operands.
    (define (enter clause node context)
      (let* ((required (clause-required clause))
             (rest (clause-rest clause))
             (variables (if rest (append required (list rest)) required))
             (operands (if rest
                           (gather-rest (call-source node) (call-operands node) (length required))
                           (call-operands node))))
        (if (null? variables)
            (simplify (clause-body clause) context)
            (simplify-let (or (clause-source clause) (call-source node)) variables operands (clause-body clause) context))))

    ;; A call remains.
    (define (leave operator node)
      (make-call (call-source node) operator
                 (map-in-order (lambda (operand) (simplify operand 'value)) (call-operands node))))))
