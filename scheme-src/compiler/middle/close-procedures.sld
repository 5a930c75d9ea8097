;;; Close procedures: closure conversion, from Core to Closed.
;;;
;;; Every lambda becomes a procedure beside the others; what it needs of the scopes around it is captured in its closure.
;;; Nothing is captured that can be known:
;;;
;;;   a procedure bound by $fix or $let is *known*: a call of it names its label and clause, and its rest list is made here;
;;;   a known procedure that captures nothing is *static*: it needs no closure, and mentioning it captures nothing either;
;;;   procedures bound together of which at most one *escapes* (is mentioned other than in a call that fits) share one
;;;   *environment*: the closure of the one that escapes, or one that nobody else sees; it holds what all of them capture,
;;;   and when that is one value and none escapes, the value itself is the environment and nothing is allocated;
;;;   a top-level variable whose one definition is a lambda and which is never assigned is a known static procedure.
;;;
;;; First traversal (`mark`): replace each lambda by a record with its free variables. Second traversal (`close`), outside in:
;;; decide what is static, then generate procedures from a worklist, item by item. A procedure is generated when an
;;; item first mentions it, so what nobody mentions goes away, and a global variable defined by an item before that one is
;;; surely defined when the procedure runs: its references need no check.
;;;
;;; Input  Core      Needs  primitives-named letrec-ordered assignment-free
;;; Output Closed
;;;
;;;   before   (definition f.1 (lambda f (clause (x.2) #f (lambda g (clause (y.3) #f (call f.1 x.2))))))
;;;   after    (procedure f:1 f ((clause (x.2) #f (closure g:2 x.2))) 0)
;;;            (procedure g:2 g ((clause (y.3) #f (known-call f:1 0 #f (captured 0)))) 1)
;;;
;;; $fix is split into strongly connected parts before, so whoever holds the shared closure would reach all its values anyhow:
;;; sharing keeps nothing alive that was not.
;;;
;;; Source: Keep, Hearn, Dybvig, Optimizing closures in O(0) time (2012). Does not: share closures between procedures of
;;; different bindings.
(define-library (compiler middle close-procedures)
  (export close-procedures)
  (import (scheme base)
          (compiler ir variable) (compiler ir core) (compiler ir closed) (compiler ir children) (compiler ir source)
          (compiler analysis clauses)
          (base position) (base report) (base text))
  (begin
    ;; (close-procedures program) -> closed program
    (define (close-procedures program)
      (reset-label-ids!)
      (let ((token (list 'seen)))
        (for-each (lambda (hook) (touch! (cdr hook) token)) (program-hooks program))
        (count-definitions! (program-items program) token)
        (let* ((items (map-program-items (lambda (item) (mark-item item token)) (program-items program))))
          (close-items items (program-hooks program)))))

    (define (map-program-items procedure items)
      (let loop ((items items) (done '()))
        (if (null? items)
            (reverse done)
            (let ((item (procedure (car items)))) (loop (cdr items) (cons item done))))))

    ;; A lambda on its way. free: its free local variables; captured: those of them that its closure holds, once decided;
    ;; environment: the variable whose value its closure parameter is, or #f; queued?: it is to be generated or has been.
    (define-record-type procedure-info
      (new-info label name source clauses free captured environment queued?)
      info?
      (label info-label)
      (name info-name)
      (source info-source)
      (clauses info-clauses info-set-clauses!)
      (free info-free info-set-free!)
      (captured info-captured info-set-captured!)
      (environment info-environment info-set-environment!)
      (queued? info-queued? info-set-queued!))

    ;; In variable-fact: a variable bound to a known procedure. environment: the variable that a call passes as its closure; #f:
    ;; the procedure is static.
    (define-record-type known (make-known info environment) known?
      (info known-info)
      (environment known-environment))

    (define (known-static? known) (not (known-environment known)))

    ;; In variable-fact during the first traversal: what a local variable is bound to, when that is a lambda. variable-count is
    ;; then 1 when the variable escapes.
    (define-record-type candidate (make-candidate clauses) candidate?
      (clauses candidate-clauses))

    ;;; Definitions. variable-fact of a global variable: `known` for a known procedure, otherwise its `global` once made, or #f.
    ;;; variable-count: the number of its definitions; -1 once its definition has surely run. variable-mark: the token of
    ;;; this run; global variables outlive compilations, so what other runs left is cleared at the first sight.

    (define (touch! variable token)
      (if (not (eq? (variable-mark variable) token))
          (begin
            (variable-set-mark! variable token)
            (variable-set-fact! variable #f)
            (variable-set-count! variable 0))))

    (define (count-definitions! items token)
      (for-each (lambda (item)
                  (if (definition? item)
                      (let ((variable (definition-variable item)))
                        (touch! variable token)
                        (variable-set-count! variable (+ (variable-count variable) 1)))))
                items))

    ;; Whether the variable of a definition has the value of that definition for ever.
    (define (fixed-definition? item)
      (let ((variable (definition-variable item)))
        (and (= (variable-count variable) 1)
             (not (variable-assigned? variable))
             (not (variable-live-value variable)))))

    ;;; First traversal: lambdas become records with free variables.
    ;;;
    ;;; variable-mark of a local variable: the lambdas under way that have it free, innermost first, and at the end the
    ;;; lambda that binds it, or 'top. So one eq? tells whether a variable is already in the list of the current lambda.
    ;;; Later, while the procedure of a lambda is generated: (info . index) for what its closure holds.

    (define (mark-item item token)
      ;; (mark node home) -> the node with infos for lambdas; home: the info around it, or 'top
      (define (mark node home)
        (cond ((ref? node)
               (if (not (variable-global? (ref-variable node))) (variable-set-count! (ref-variable node) 1))
               (mark-ref! (ref-variable node) home)
               node)
              ((const? node) node)
              ((lambda? node) (mark-lambda node home))
              ((and (call? node) (fitting-candidate? (call-operator node) (call-operands node)))
               (mark-ref! (ref-variable (call-operator node)) home)
               (make-call (call-source node) (call-operator node)
                          (map-in-order (lambda (operand) (mark operand home)) (call-operands node))))
              (else
               (mark-binders! node home)
               (if (set? node) (touch! (set-variable node) token))
               (map-children (lambda (child) (mark child home)) node))))

      (define (mark-ref! variable home)
        (if (variable-global? variable)
            (touch! variable token)
            (let ((homes (variable-mark variable)))
              (if (not (eq? (car homes) home))
                  (begin
                    (variable-set-mark! variable (cons home homes))
                    (info-set-free! home (cons variable (info-free home))))))))

      (define (mark-lambda node home)
        (let* ((name (name-in-home node home))
               (info (new-info (make-label (lambda-name node)) name (lambda-source node) '() '() '() #f #f)))
          (label-set-system! (info-label info) (not (source-described? (lambda-source node))))
          (info-set-clauses! info
                             (map-in-order (lambda (clause)
                                             (bind! (clause-required clause) info)
                                             (if (clause-rest clause) (bind-one! (clause-rest clause) info))
                                             (let ((body (mark (clause-body clause) info)))
                                               (make-clause (clause-source clause) (clause-required clause)
                                                            (clause-rest clause) body)))
                                           (lambda-clauses node)))
          (info-set-free! info (reverse (info-free info)))
          (for-each (lambda (variable) (variable-set-mark! variable (cdr (variable-mark variable)))) (info-free info))
          (for-each (lambda (variable) (mark-ref! variable home)) (info-free info))
          info))

      (if (definition? item)
          (mark-definition item (mark (definition-value item) 'top))
          (mark item 'top)))

    ;; What is known for ever is noted before any item is generated.
    (define (mark-definition item value)
      (let ((variable (definition-variable item)))
        (if (and (info? value) (fixed-definition? item))
            (variable-set-fact! variable (make-known value #f)))
        (make-definition (definition-source item) variable value)))

    (define (mark-binders! node home)
      (cond ((let? node) (bind! (let-variables node) home) (note-candidates! (let-variables node) (let-values-of node)))
            ((fix? node) (bind! (fix-variables node) home) (note-candidates! (fix-variables node) (fix-lambdas node)))
            ((labels? node)
             (for-each (lambda (clause) (bind! (clause-required clause) home)) (labels-clauses node)))
            ((receive? node)
             (bind! (receive-required node) home)
             (if (receive-rest node) (bind-one! (receive-rest node) home)))))

    (define (bind! variables home)
      (for-each (lambda (variable) (bind-one! variable home)) variables))

    (define (bind-one! variable home)
      (variable-set-mark! variable (list home))
      (variable-set-fact! variable #f)
      (variable-set-count! variable 0))

    (define (note-candidates! variables values)
      (for-each (lambda (variable value)
                  (if (lambda? value) (variable-set-fact! variable (make-candidate (lambda-clauses value)))))
                variables values))

    ;; Whether a call with these operands does not let the operator's variable escape.
    (define (fitting-candidate? operator operands)
      (and (ref? operator)
           (let ((fact (variable-fact (ref-variable operator))))
             (and (candidate? fact) (fitting-index (candidate-clauses fact) (length operands)) #t))))

    ;;; Second traversal: generate.

    (define items-in-one-procedure 32)

    ;; The items are run by procedures of a bounded size, called one after the other, the last one last.
    (define (close-items items hooks)
      (let ((queue '()) (procedures '()) (globals '()))
        (define (need! info)
          (if (not (info-queued? info))
              (begin
                (info-set-queued! info #t)
                (set! queue (cons info queue)))))

        (define (drain!)
          (if (pair? queue)
              (let ((info (car queue)))
                (set! queue (cdr queue))
                (set! procedures (cons (close-procedure info) procedures))
                (drain!))))

        ;; The global of a variable that is not a known procedure.
        (define (global-of variable)
          (let ((fact (variable-fact variable)))
            (if (global? fact)
                fact
                (let ((global (make-global (variable-name variable) #f)))
                  (global-set-live! global (variable-live-value variable))
                  (variable-set-fact! variable global)
                  (set! globals (cons global globals))
                  global))))

        (define (close-procedure info)
          (let loop ((captured (info-captured info)) (index 0))
            (if (pair? captured)
                (begin
                  (variable-set-mark! (car captured) (cons info index))
                  (loop (cdr captured) (+ index 1)))))
          (make-procedure (info-label info) (info-name info) (source-position (info-source info))
                          (map-clauses (lambda (body) (close body info)) (info-clauses info))
                          (length (info-captured info))))

        ;; (close node home) -> Closed; home: the info whose body it is, or 'top
        (define (close node home)
          (cond ((ref? node) (close-ref (ref-variable node) (ref-source node) home))
                ((const? node) node)
                ((info? node)
                 (info-set-captured! node (environment-of (list node) '()))
                 (close-lambda node home))
                ((call? node) (close-call node home))
                ((let? node) (close-let node home))
                ((fix? node) (close-fix node home))
                ((set? node)
                 (make-global-set (set-source node) (global-of (set-variable node)) (close (set-value node) home)))
                (else (map-children (lambda (child) (close child home)) node))))

        (define (close-ref variable source home)
          (let ((fact (variable-fact variable)))
            (cond ((and (known? fact) (known-static? fact))
                   (need! (known-info fact))
                   (make-static-closure source (info-label (known-info fact))))
                  ((variable-global? variable)
                   (make-global-ref source (global-of variable) (not (eqv? (variable-count variable) -1))))
                  ((and (info? home) (eq? variable (info-environment home))) (make-self source))
                  (else
                   (let ((mark (variable-mark variable)))
                     (if (and (eq? (car mark) home) (exact-integer? (cdr mark)))
                         (make-captured source (cdr mark))
                         (make-ref source variable)))))))

        ;; The closure of a lambda whose captured variables are decided.
        (define (close-lambda info home)
          (need! info)
          (if (null? (info-captured info))
              (make-static-closure (info-source info) (info-label info))
              (make-closure (info-source info) (info-label info) (close-captured info home))))

        (define (close-captured info home)
          (map-in-order (lambda (variable) (close-ref variable (info-source info) home)) (info-captured info)))

        (define (close-call node home)
          (let* ((operator (call-operator node))
                 (operands (map-in-order (lambda (operand) (close operand home)) (call-operands node)))
                 (fact (and (ref? operator) (variable-fact (ref-variable operator))))
                 (index (and (known? fact) (fitting-index (info-clauses (known-info fact)) (length operands)))))
            (if index
                (let ((info (known-info fact)) (clause (list-ref (info-clauses (known-info fact)) index)))
                  (need! info)
                  (make-known-call (call-source node) (info-label info) index
                                   (if (known-static? fact) #f (close-ref (known-environment fact) (ref-source operator) home))
                                   (if (clause-rest clause)
                                       (gather-rest (call-source node) operands (length (clause-required clause)))
                                       operands)))
                (let ((call (make-call (call-source node) (close operator home) operands)))
                  (if (known? fact)
                      (begin
                        ;; It fails, so it is no tail call: the frame tells the place.
                        (warn-argument-count node (known-info fact))
                        (make-seq (call-source node) call (make-const #f #f)))
                      call)))))

        (define (close-let node home)
          (let loop ((variables (let-variables node)) (values (let-values-of node)) (kept '()) (kept-values '()))
            (cond ((null? variables)
                   (let ((body (close (let-body node) home)))
                     (if (null? kept)
                         body
                         (make-let (let-source node) (reverse kept) (reverse kept-values) body))))
                  ((info? (car values))
                   (let ((closure (close-group (list (car variables)) (list (car values)) home)))
                     (if closure
                         (loop (cdr variables) (cdr values) (cons (car closure) kept) (cons (cdr closure) kept-values))
                         (loop (cdr variables) (cdr values) kept kept-values))))
                  (else
                   (let ((value (close (car values) home)))
                     (loop (cdr variables) (cdr values) (cons (car variables) kept) (cons value kept-values)))))))

        (define (close-fix node home)
          (let* ((variables (fix-variables node)) (infos (fix-lambdas node)))
            (if (several-escape? variables)
                (close-separately node variables infos home)
                (let* ((closure (close-group variables infos home)) (body (close (fix-body node) home)))
                  (if closure
                      (make-let (fix-source node) (list (car closure)) (list (cdr closure)) body)
                      body)))))

        ;; Decide the environment of procedures of which at most one escapes. -> (variable . closure) to be bound around what
        ;; mentions them, or #f.
        (define (close-group variables infos home)
          (let* ((captured (environment-of infos variables))
                 (escaping (escaping-index variables))
                 (whole? (or escaping (null? captured) (pair? (cdr captured))))
                 (environment (cond ((null? captured) #f)
                                    (escaping (list-ref variables escaping))
                                    (whole? (car variables))
                                    (else (car captured)))))
            (for-each (lambda (variable info)
                        (info-set-captured! info (if whole? captured '()))
                        (info-set-environment! info environment)
                        (variable-set-fact! variable (make-known info environment)))
                      variables infos)
            (and whole? environment
                 (cons environment (close-lambda (list-ref infos (or escaping 0)) home)))))

        ;; Each has its own closure.
        (define (close-separately node variables infos home)
          (let ((static? (null? (environment-of infos variables))))
            (for-each (lambda (variable info)
                        (variable-set-fact! variable (make-known info (if static? #f variable))))
                      variables infos)
            (if static?
                (close (fix-body node) home)
                (begin
                  (for-each (lambda (variable info)
                              (info-set-captured! info (environment-of (list info) (list variable)))
                              (info-set-environment! info variable))
                            variables infos)
                  (let* ((values (map-in-order (lambda (info) (need! info) (close-captured info home)) infos))
                         (body (close (fix-body node) home)))
                    (make-closures (fix-source node) variables (map info-label infos) values body))))))

        (define (close-definition item)
          (let ((variable (definition-variable item)) (value (definition-value item)))
            (cond ((known? (variable-fact variable)) '())
                  ((and (const? value) (eqv? (variable-count variable) -1)) '())
                  (else
                   (let ((closed (close value 'top)))
                     (list (make-global-set (definition-source item) (global-of variable) closed)))))))

        ;; -> list of expressions that run the item, none or one
        (define (close-item item)
          (let ((expressions (if (definition? item) (close-definition item) (list (close item 'top)))))
            (drain!)
            (if (and (definition? item) (not (variable-live-value (definition-variable item))))
                (variable-set-count! (definition-variable item) -1))
            expressions))

        (define (close-hook hook)
          (let ((fact (variable-fact (cdr hook))))
            (if (known? fact)
                (begin
                  (need! (known-info fact))
                  (cons (car hook) (info-label (known-info fact))))
                (cons (car hook) (global-of (cdr hook))))))

        (define (close-constant! item)
          (if (and (definition? item) (const? (definition-value item)) (fixed-definition? item))
              (let ((variable (definition-variable item)))
                (global-set-value! (global-of variable) (definition-value item))
                (variable-set-count! variable -1))))

        ;; Constants stand in the image from the start. Hooks may run at any time, so they come before all items.
        (for-each close-constant! items)
        (let* ((closed-hooks (map-in-order close-hook hooks))
               (expressions (begin
                              (drain!)
                              (let loop ((items items) (done '()))
                                (if (null? items)
                                    (reverse done)
                                    (loop (cdr items) (append (reverse (close-item (car items))) done))))))
               (entry (make-label 'program))
               (parts (entry-procedures entry (group expressions items-in-one-procedure))))
          (make-closed-program (append (reverse procedures) parts) (reverse globals) entry closed-hooks))))

    ;; The name of a lambda. What the user has not named is called after the procedure around it, for traces: "lambda in name".
    ;; What the expander made of a part of a procedure (`in-place`) is called as that.
    (define (name-in-home node home)
      (cond ((and (lambda-name node) (not (eq? (lambda-name node) 'in-place))) (lambda-name node))
            ((not (source-described? (lambda-source node))) #f)
            ((> (source-context (lambda-source node)) 0)
             (name-of-part node (context-name (source-context (lambda-source node)))))
            ((info? home) (name-of-part node (info-name home)))
            (else #f)))

    (define (name-of-part node name)
      (if (lambda-name node) name (name-inside name)))

    (define (name-inside name)
      (if (symbol? name) (string-append "lambda in " (symbol->string name)) name))

    ;; A call that no clause takes fails when it runs.
    (define (warn-argument-count call info)
      (if (and (call-source call) (symbol? (info-name info)))
          (report-warning! (source-position (call-source call))
                           (text "`" (info-name info) "` takes " (arities-text (clause-arities (info-clauses info)))
                                 ", here it gets " (length (call-operands call)))
                           (and (source-described? (info-source info))
                                (text "it is defined at " (position->text (source-position (info-source info))))))))

    ;; (environment-of infos members) -> the variables that lambdas capture together, each once, in the order of first mention:
    ;; for a known procedure its environment, for a static one nothing. members: their own variables, which do not count.
    (define (environment-of infos members)
      (let loop ((infos infos) (captured '()))
        (if (null? infos)
            (reverse captured)
            (loop (cdr infos) (add-captured (info-free (car infos)) members captured)))))

    ;; captured: last one first
    (define (add-captured free members captured)
      (if (null? free)
          captured
          (let ((variable (what-stands-for (car free))))
            (add-captured (cdr free) members
                          (if (or (not variable) (memq (car free) members) (memq variable captured))
                              captured
                              (cons variable captured))))))

    ;; What a closure must hold for a variable that is free in its procedure, or #f.
    (define (what-stands-for variable)
      (let ((fact (variable-fact variable)))
        (if (known? fact) (known-environment fact) variable)))

    (define (several-escape? variables)
      (let ((first (escaping-index variables)))
        (and first (escaping-index (list-tail variables (+ first 1))))))

    (define (escaping-index variables)
      (let loop ((variables variables) (index 0))
        (cond ((null? variables) #f)
              ((eqv? (variable-count (car variables)) 1) index)
              (else (loop (cdr variables) (+ index 1))))))

    ;;; The entry.

    ;; (group list size) -> list of lists of at most that size
    (define (group list size)
      (let loop ((list list) (left size) (part '()) (parts '()))
        (cond ((null? list) (reverse (if (null? part) parts (cons (reverse part) parts))))
              ((= left 0) (loop list size '() (cons (reverse part) parts)))
              (else (loop (cdr list) (- left 1) (cons (car list) part) parts)))))

    (define (entry-procedures entry parts)
      (if (or (null? parts) (null? (cdr parts)))
          (list (thunk entry (if (null? parts) (make-const #f #f) (sequence (car parts)))))
          (let ((labels (map-in-order (lambda (part) (make-label 'program)) parts)))
            (append (map thunk labels (map sequence parts))
                    (list (thunk entry
                                 (sequence (map (lambda (label) (make-known-call #f label 0 #f '())) labels))))))))

    (define (thunk label body)
      (make-procedure label (label-name label) #f (list (make-clause #f '() #f body)) 0))

    (define (sequence expressions)
      (if (null? (cdr expressions))
          (car expressions)
          (make-seq #f (car expressions) (sequence (cdr expressions)))))))
