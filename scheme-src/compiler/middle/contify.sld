;;; Contify: turn procedures that always return to the same place into local labels.
;;;
;;; A procedure that is only called, never passed around, and whose calls all have the same continuation, is not a procedure
;;; but a piece of control flow: a loop, a join. It becomes a clause of $labels and its calls become jumps; it needs no
;;; closure, no return address and no frame. Every `do` and named let that only loops goes this way, nested and mutually
;;; recursive ones too.
;;;
;;; The pass looks at units: the procedures of one $fix, or one procedure bound by $let. A *context* stands for one place to
;;; return to: one for each expression that is not in tail position, one for each body of a procedure. A unit is
;;; contified when all calls from outside its bodies have one context c, and all calls from inside are in tail position of its own
;;; bodies. From then on its bodies return to c too, which may make other units contifiable: inner scopes are decided
;;; before outer ones, and that order finds all. When c is the unit's own place, $labels replaces the binding; otherwise
;;; the labels move to where c begins, inside the binding's scope.
;;;
;;; Input  Core      Needs  letrec-ordered
;;; Output Core      Gives  nothing new: $jump stands in tail position of its $labels
;;;
;;;   before   (fix (loop.1) ((lambda loop (clause (i.2) #f (if … i.2 (call loop.1 …))))) (primcall + 1 (call loop.1 0)))
;;;   after    (primcall + 1 (labels (loop.1) ((clause (i.2) #f (if … i.2 (jump loop.1 …)))) (jump loop.1 0)))
;;;
;;; Of a procedure with several clauses each becomes a label of its own; rest parameters become ordinary ones, their lists
;;; built at the jump. Source: Fluet, Weeks, Contification using dominators (2001); here by scopes, one traversal to
;;; decide and one to rewrite. Does not: split a $fix of which only some procedures could go.
(define-library (compiler middle contify)
  (export contify)
  (import (scheme base) (compiler ir variable) (compiler ir core) (compiler ir children)
          (compiler analysis clauses))
  (begin
    (define (contify program)
      (let ((contexts (decide-units program)))
        (rewrite-program program contexts)))

    ;; link: the context this one has turned out to be, or #f; owner: the unit whose body it is, or #f; units: those whose
    ;; labels are to be placed where this context begins, innermost first.
    (define-record-type context (make-context link owner units) context?
      (link context-link context-set-link!)
      (owner context-owner)
      (units context-units context-set-units!))

    ;; place: the context of the binding; inside?: its bodies are being visited; inner, outer: contexts of the calls from inside
    ;; and outside; bodies: contexts of its bodies; decision: #f not contified, 'here, 'elsewhere; source, labels and clauses: what
    ;; the second traversal makes of it.
    (define-record-type unit (make-unit place inside? escapes? inner outer bodies decision source labels clauses) unit?
      (place unit-place)
      (inside? unit-inside? unit-set-inside!)
      (escapes? unit-escapes? unit-set-escapes!)
      (inner unit-inner unit-set-inner!)
      (outer unit-outer unit-set-outer!)
      (bodies unit-bodies unit-set-bodies!)
      (decision unit-decision unit-set-decision!)
      (source unit-source unit-set-source!)
      (labels unit-labels unit-set-labels!)
      (clauses unit-clauses unit-set-clauses!))

    ;; In variable-fact of a procedure's variable. labels: one variable for each clause, with the procedure's name.
    (define-record-type candidate (make-candidate unit lambda labels) candidate?
      (unit candidate-unit)
      (lambda candidate-lambda)
      (labels candidate-labels))

    ;; The candidate that a variable stands for, or #f. A fact left by another run names a lambda of another tree; every
    ;; binder that could be mistaken clears its variables.
    (define (candidate-of variable)
      (let ((fact (variable-fact variable)))
        (and (candidate? fact) fact)))

    (define (clear! variables)
      (if (pair? variables)
          (begin
            (variable-set-fact! (car variables) #f)
            (clear! (cdr variables)))))

    (define (simple? node) (or (ref? node) (const? node)))

    ;;; First traversal: decide.

    ;; (decide-units program) -> all contexts, in the order in which the second traversal comes to where they begin
    (define (decide-units program)
      (let ((contexts '()))
        (define (fresh-context! owner)
          (let ((context (make-context #f owner '())))
            (set! contexts (cons context contexts))
            context))

        ;; An expression that is not in tail position.
        (define (visit-inner node)
          (cond ((ref? node) (note-escape! (ref-variable node)))
                ((const? node) #t)
                (else (visit node (fresh-context! #f)))))

        (define (visit node context)
          (cond ((ref? node) (note-escape! (ref-variable node)))
                ((const? node) #t)
                ((primcall? node) (for-each visit-inner (primcall-operands node)))
                ((call? node)
                 (if (ref? (call-operator node))
                     (note-call! (ref-variable (call-operator node)) (length (call-operands node)) context)
                     (visit-inner (call-operator node)))
                 (for-each visit-inner (call-operands node)))
                ((if? node)
                 (visit-inner (if-test node))
                 (visit (if-then node) context)
                 (visit (if-else node) context))
                ((let? node) (visit-let node context))
                ((seq? node)
                 (visit-inner (seq-first node))
                 (visit (seq-second node) context))
                ((lambda? node) (visit-clauses (lambda-clauses node) #f))
                ((fix? node) (visit-fix node context))
                ((receive? node)
                 (clear! (receive-required node))
                 (if (receive-rest node) (variable-set-fact! (receive-rest node) #f))
                 (visit-inner (receive-producer node))
                 (visit (receive-body node) context))
                ((set? node) (visit-inner (set-value node)))
                ((definition? node) (visit-inner (definition-value node)))
                (else (error "contify: unexpected node" node))))

        (define (visit-clauses clauses owner)
          (if (pair? clauses)
              (let ((clause (car clauses)) (context (fresh-context! owner)))
                (if owner (unit-set-bodies! owner (cons context (unit-bodies owner))))
                (clear! (clause-required clause))
                (if (clause-rest clause) (variable-set-fact! (clause-rest clause) #f))
                (visit (clause-body clause) context)
                (visit-clauses (cdr clauses) owner))))

        (define (visit-let node context)
          (let ((units (visit-let-values (let-variables node) (let-values-of node) context '())))
            (visit (let-body node) context)
            (for-each decide! units)))

        ;; The units of those bindings that are procedures, last one first.
        (define (visit-let-values variables values context units)
          (cond ((null? variables) units)
                ((lambda? (car values))
                 (let ((unit (fresh-unit context)))
                   (variable-set-fact! (car variables) #f)
                   (visit-clauses (lambda-clauses (car values)) unit)
                   (if (variable-assigned? (car variables))
                       (visit-let-values (cdr variables) (cdr values) context units)
                       (begin
                         (variable-set-fact! (car variables) (candidate-for unit (car variables) (car values)))
                         (visit-let-values (cdr variables) (cdr values) context (cons unit units))))))
                (else
                 (variable-set-fact! (car variables) #f)
                 (visit-inner (car values))
                 (visit-let-values (cdr variables) (cdr values) context units))))

        (define (visit-fix node context)
          (let ((unit (fresh-unit context)))
            (for-each (lambda (variable procedure)
                        (variable-set-fact! variable (candidate-for unit variable procedure)))
                      (fix-variables node) (fix-lambdas node))
            (unit-set-inside! unit #t)
            (for-each (lambda (procedure) (visit-clauses (lambda-clauses procedure) unit)) (fix-lambdas node))
            (unit-set-inside! unit #f)
            (visit (fix-body node) context)
            (decide! unit)))

        (for-each (lambda (item) (visit item (fresh-context! #f))) (program-items program))
        (reverse contexts)))

    (define (fresh-unit place) (make-unit place #f #f '() '() '() #f #f '() '()))

    (define (candidate-for unit variable procedure)
      (make-candidate unit procedure
                      (let ((name (or (lambda-name procedure) (variable-name variable))))
                        (if (and (null? (cdr (lambda-clauses procedure))) (eq? name (variable-name variable)))
                            (list variable)
                            (map-in-order (lambda (clause) (make-variable name (variable-source variable)))
                                          (lambda-clauses procedure))))))

    (define (note-escape! variable)
      (let ((candidate (candidate-of variable)))
        (if candidate (unit-set-escapes! (candidate-unit candidate) #t))))

    (define (note-call! variable count context)
      (let ((candidate (candidate-of variable)))
        (if candidate
            (let ((unit (candidate-unit candidate)))
              (cond ((not (fitting-index (lambda-clauses (candidate-lambda candidate)) count)) (unit-set-escapes! unit #t))
                    ((unit-inside? unit) (unit-set-inner! unit (cons context (unit-inner unit))))
                    (else (unit-set-outer! unit (cons context (unit-outer unit)))))))))

    (define (resolve context)
      (let ((link (context-link context)))
        (if link
            (let ((end (resolve link)))
              (context-set-link! context end)
              end)
            context)))

    (define (decide! unit)
      (if (and (not (unit-escapes? unit)) (pair? (unit-outer unit)))
          (let ((target (resolve (car (unit-outer unit)))))
            (if (and (all-resolve-to? (cdr (unit-outer unit)) target)
                     (all-own? (unit-inner unit) unit))
                (begin
                  (for-each (lambda (body) (context-set-link! body target)) (unit-bodies unit))
                  (if (eq? target (resolve (unit-place unit)))
                      (unit-set-decision! unit 'here)
                      (begin
                        (unit-set-decision! unit 'elsewhere)
                        (context-set-units! target (cons unit (context-units target))))))))))

    (define (all-resolve-to? contexts target)
      (or (null? contexts)
          (and (eq? (resolve (car contexts)) target) (all-resolve-to? (cdr contexts) target))))

    (define (all-own? contexts unit)
      (or (null? contexts)
          (and (eq? (context-owner (resolve (car contexts))) unit) (all-own? (cdr contexts) unit))))

    ;;; Second traversal: rewrite, taking the contexts in the order of the first.

    (define (rewrite-program program contexts)
      (define (next-context!)
        (let ((context (car contexts)))
          (set! contexts (cdr contexts))
          context))

      (define (rewrite-inner node)
        (if (simple? node) node (rewrite-root node)))

      ;; Where a context begins, the labels that moved there are bound.
      (define (rewrite-root node)
        (let* ((context (next-context!)) (rewritten (rewrite node)))
          (bind-units (reverse (context-units context)) rewritten)))

      (define (rewrite node)
        (cond ((simple? node) node)
              ((primcall? node)
               (make-primcall (primcall-source node) (primcall-primitive node)
                              (map-in-order rewrite-inner (primcall-operands node))))
              ((call? node)
               (let* ((operator (if (ref? (call-operator node)) (call-operator node) (rewrite-inner (call-operator node))))
                      (operands (map-in-order rewrite-inner (call-operands node)))
                      (candidate (and (ref? operator) (candidate-of (ref-variable operator)))))
                 (if (and candidate (unit-decision (candidate-unit candidate)))
                     (make-jump-to candidate (call-source node) operands)
                     (make-call (call-source node) operator operands))))
              ((if? node)
               (let* ((test (rewrite-inner (if-test node))) (then (rewrite (if-then node))) (else (rewrite (if-else node))))
                 (make-if (if-source node) test then else)))
              ((let? node)
               (let* ((values (rewrite-values (let-variables node) (let-values-of node))) (body (rewrite (let-body node))))
                 (rebuild-let node (let-variables node) values '() '() body)))
              ((seq? node)
               (let* ((first (rewrite-inner (seq-first node))) (second (rewrite (seq-second node))))
                 (make-seq (seq-source node) first second)))
              ((lambda? node) (rewrite-lambda node))
              ((fix? node) (rewrite-fix node))
              ((receive? node)
               (let* ((producer (rewrite-inner (receive-producer node))) (body (rewrite (receive-body node))))
                 (make-receive (receive-source node) (receive-required node) (receive-rest node) producer body)))
              ((set? node) (make-set (set-source node) (set-variable node) (rewrite-inner (set-value node))))
              (else
               (make-definition (definition-source node) (definition-variable node) (rewrite-inner (definition-value node))))))

      (define (rewrite-lambda node)
        (make-lambda (lambda-source node) (lambda-name node) (map-clauses rewrite-root (lambda-clauses node))))

      ;; The values of a $let; those of contified procedures go to their units, so that the body can bind them.
      (define (rewrite-values variables values)
        (if (null? variables)
            '()
            (let* ((value (if (lambda? (car values)) (rewrite-lambda (car values)) (rewrite-inner (car values))))
                   (candidate (candidate-of (car variables))))
              (if (and candidate (unit-decision (candidate-unit candidate)))
                  (fill-unit! (candidate-unit candidate) (list candidate) (list value)))
              (cons value (rewrite-values (cdr variables) (cdr values))))))

      ;; kept-variables, kept-values: bindings that stay, last one first.
      (define (rebuild-let node variables values kept-variables kept-values body)
        (if (null? variables)
            (if (null? kept-variables)
                body
                (make-let (let-source node) (reverse kept-variables) (reverse kept-values) body))
            (let* ((candidate (candidate-of (car variables)))
                   (decision (and candidate (unit-decision (candidate-unit candidate)))))
              (if (not decision)
                  (rebuild-let node (cdr variables) (cdr values)
                               (cons (car variables) kept-variables) (cons (car values) kept-values) body)
                  (rebuild-let node (cdr variables) (cdr values) kept-variables kept-values
                               (if (eq? decision 'here) (bind-unit (candidate-unit candidate) body) body))))))

      (define (rewrite-fix node)
        (let* ((unit (candidate-unit (candidate-of (car (fix-variables node)))))
               (lambdas (map-in-order rewrite-lambda (fix-lambdas node))))
          (if (unit-decision unit)
              (fill-unit! unit (map candidate-of (fix-variables node)) lambdas))
          (let ((body (rewrite (fix-body node))))
            (case (unit-decision unit)
              ((here) (bind-unit unit body))
              ((elsewhere) body)
              (else (make-fix (fix-source node) (fix-variables node) lambdas body))))))

      (map-items rewrite-root program))

    (define (bind-units units body)
      (if (null? units)
          body
          (bind-units (cdr units) (bind-unit (car units) body))))

    (define (bind-unit unit body)
      (make-labels (unit-source unit) (unit-labels unit) (unit-clauses unit) body))

    ;; Note the labels and clauses of a contified unit, rest parameters made ordinary.
    (define (fill-unit! unit candidates lambdas)
      (unit-set-source! unit (lambda-source (car lambdas)))
      (unit-set-labels! unit (concatenate (map candidate-labels candidates)))
      (unit-set-clauses! unit (concatenate (map (lambda (procedure) (map fixed-clause (lambda-clauses procedure))) lambdas))))

    (define (concatenate lists)
      (if (null? (cdr lists)) (car lists) (append (car lists) (concatenate (cdr lists)))))

    (define (fixed-clause clause)
      (if (clause-rest clause)
          (make-clause (clause-source clause) (append (clause-required clause) (list (clause-rest clause))) #f (clause-body clause))
          clause))

    (define (make-jump-to candidate source operands)
      (let* ((clauses (lambda-clauses (candidate-lambda candidate)))
             (index (fitting-index clauses (length operands)))
             (clause (list-ref clauses index)))
        (make-jump source (list-ref (candidate-labels candidate) index)
                   (if (clause-rest clause)
                       (gather-rest source operands (length (clause-required clause)))
                       operands))))))
