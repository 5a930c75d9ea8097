;;; Unswitch loops: what a loop asks at every turn about a variable that stays the same is asked once, before it.
;;;
;;; The fast ways of ports and the like begin with a likely test that a variable is a record of some type. Where a loop does not
;;; change the variable there are two loops afterwards: one for when the test holds, in which recover-types needs no test any more,
;;; and the loop as it was. A parameter that a procedure hands on to itself unchanged in all its tail calls is no parameter of the
;;; loop: the procedure gets a loop inside for the others.
;;;
;;; Only likely tests count, and only loops of bounded size are copied.
;;;
;;; Input  Core      Needs  letrec-ordered
;;; Output Core      Gives  nothing new
;;;
;;;   before   (fix (loop.1) ((lambda loop (clause (n.2) #f (if (primcall %likely (primcall %record-of? p.3 d)) … (call loop.1 n.2))))) (call loop.1 0))
;;;   after    (if (primcall %likely (primcall %record-of? p.3 d)) (fix (loop.1) …) (fix (loop.4) …))
;;;
;;; Does not: look at other tests, or move anything else out of loops.
(define-library (compiler middle unswitch-loops)
  (export unswitch-loops)
  (import (scheme base) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler ir copy))
  (begin
    (define (unswitch-loops program)
      (map-items (lambda (item)
                   (if (definition? item)
                       (make-definition (definition-source item) (definition-variable item)
                                        (with-loop-inside (definition-variable item) (rewrite (definition-value item))))
                       (rewrite item)))
                 program))

    (define size-limit 200)             ; of a loop in nodes, with what starts it

    ;; Inner loops first.
    (define (rewrite node)
      (cond ((or (ref? node) (const? node)) node)
            ((fix? node)
             (let* ((lambdas (map-in-order rewrite (fix-lambdas node)))
                    (lambdas (map-in-order with-loop-inside* (map cons (fix-variables node) lambdas)))
                    (body (rewrite (fix-body node))))
               (unswitch (make-fix (fix-source node) (fix-variables node) lambdas body))))
            (else (map-children rewrite node))))

    (define (with-loop-inside* entry) (with-loop-inside (car entry) (cdr entry)))

    ;;; Two loops for one.

    ;; (unswitch fix) -> the same, or both ways behind the tests that one loop in it makes at every turn.
    (define (unswitch node)
      (let ((clause (and (null? (cdr (fix-lambdas node))) (lone-clause (car (fix-lambdas node))))))
        (if (and clause (small? node))
            (let ((tests (filter-tests (lambda (variable) (not (binds? node variable)))
                                       (likely-record-tests (clause-body clause)))))
              (if (and (pair? tests) (mentions? (car (fix-variables node)) (clause-body clause)))
                  (let ((copy (clause-body (copy-clause (make-clause #f '() #f node) same same same))))
                    (make-if (fix-source node)
                             (make-primcall (fix-source node) primitive-likely (list (conjunction tests)))
                             node copy))
                  node))
            node)))

    (define (same x) x)

    ;; The clause of a procedure that has one, without a rest parameter; or #f.
    (define (lone-clause node)
      (and (lambda? node)
           (null? (cdr (lambda-clauses node)))
           (not (clause-rest (car (lambda-clauses node))))
           (car (lambda-clauses node))))

    (define (conjunction tests)
      (let ((test (make-primcall #f primitive-record-of? (primcall-operands (car tests)))))
        (if (null? (cdr tests))
            test
            (make-if #f test (conjunction (cdr tests)) (make-const #f #f)))))

    ;;; Tests.

    (define primitive-likely (primitive-named '%likely))
    (define primitive-record-of? (primitive-named '%record-of?))

    ;; The record tests of local variables in the likely tests of a node, not of lambda expressions in it: one for each variable.
    (define (likely-record-tests node)
      (let ((found '()))
        (define (note! test)
          (if (not (test-of (ref-variable (car (primcall-operands test))) found))
              (set! found (cons test found))))
        (let visit ((node node))
          (if (and (primcall? node) (eq? (primcall-primitive node) primitive-likely))
              (note-conjunction! (car (primcall-operands node)) note!))
          (if (not (lambda? node)) (for-each-child visit node)))
        (reverse found)))

    (define (note-conjunction! node note!)
      (cond ((and (if? node) (const? (if-else node)) (not (const-value (if-else node))))
             (note-conjunction! (if-test node) note!)
             (note-conjunction! (if-then node) note!))
            ((record-test? node) (note! node))))

    (define (record-test? node)
      (and (primcall? node)
           (eq? (primcall-primitive node) primitive-record-of?)
           (let ((object (car (primcall-operands node))))
             (and (ref? object)
                  (not (variable-global? (ref-variable object)))
                  (not (variable-assigned? (ref-variable object)))))
           (const? (cadr (primcall-operands node)))))

    (define (test-of variable tests)
      (and (pair? tests)
           (if (eq? variable (ref-variable (car (primcall-operands (car tests)))))
               (car tests)
               (test-of variable (cdr tests)))))

    (define (filter-tests right? tests)
      (cond ((null? tests) '())
            ((right? (ref-variable (car (primcall-operands (car tests)))))
             (cons (car tests) (filter-tests right? (cdr tests))))
            (else (filter-tests right? (cdr tests)))))

    ;;; A loop for a procedure that calls itself.

    ;; (with-loop-inside variable value) -> the value of the variable, a lambda expression or something else; where a parameter that it hands
    ;; on is tested in it, with a loop over the other parameters inside.
    (define (with-loop-inside variable value)
      (let* ((clause (lone-clause value))
             (tests (if (and clause (small? value)) (likely-record-tests (clause-body clause)) '()))
             (calls (if (pair? tests) (self-calls variable (clause-body clause) (length (clause-required clause))) '()))
             (kept (if (pair? calls) (handed-on (clause-required clause) calls) '())))
        (if (pair? (filter-tests (lambda (parameter) (memq parameter kept)) tests))
            (make-lambda (lambda-source value) (lambda-name value)
                         (list (looping-clause variable value clause kept)))
            value)))

    (define (looping-clause variable value clause kept)
      (let* ((loop (make-variable (variable-name variable) (variable-source variable)))
             (outer (map-in-order (lambda (parameter) (if (memq parameter kept) parameter (copy-variable parameter)))
                                  (clause-required clause)))
             (turns (lambda (list) (others list (clause-required clause) kept)))
             (inner (make-lambda (lambda-source value) (lambda-name value)
                                 (list (make-clause (clause-source clause) (turns (clause-required clause)) #f
                                                    (redirect variable loop turns (clause-body clause)))))))
        (make-clause (clause-source clause) outer #f
                     (unswitch
                      (make-fix (lambda-source value) (list loop) (list inner)
                                (make-call (lambda-source value) (make-ref #f loop)
                                           (map-in-order (lambda (parameter) (make-ref #f parameter)) (turns outer))))))))

    ;; What of a list stands in the places of parameters that are not kept.
    (define (others list parameters kept)
      (cond ((null? list) '())
            ((memq (car parameters) kept) (others (cdr list) (cdr parameters) kept))
            (else (cons (car list) (others (cdr list) (cdr parameters) kept)))))

    (define (redirect variable loop turns node)
      (if (and (call? node) (calls? variable node))
          (make-call (call-source node) (make-ref #f loop)
                     (map-in-order (lambda (operand) (redirect variable loop turns operand)) (turns (call-operands node))))
          (map-children (lambda (child) (redirect variable loop turns child)) node)))

    (define (calls? variable call)
      (and (ref? (call-operator call)) (eq? (ref-variable (call-operator call)) variable)))

    ;; The parameters that stand in their own places in all calls.
    (define (handed-on parameters calls)
      (let loop ((rest parameters) (index 0))
        (cond ((null? rest) '())
              ((and (not (variable-assigned? (car rest))) (always? (car rest) index calls))
               (cons (car rest) (loop (cdr rest) (+ index 1))))
              (else (loop (cdr rest) (+ index 1))))))

    (define (always? parameter index calls)
      (or (null? calls)
          (let ((operand (list-ref (call-operands (car calls)) index)))
            (and (ref? operand)
                 (eq? (ref-variable operand) parameter)
                 (always? parameter index (cdr calls))))))

    ;; The calls of the variable in tail position with so many operands; () when it is mentioned in another way.
    (define (self-calls variable node count)
      (let ((calls '()) (other? #f))
        (define (visit-all nodes) (for-each (lambda (node) (visit node #f)) nodes))
        (define (visit node tail?)
          (cond ((ref? node) (if (eq? (ref-variable node) variable) (set! other? #t)))
                ((const? node) #t)
                ((call? node)
                 (if (and tail? (calls? variable node) (= count (length (call-operands node))))
                     (set! calls (cons node calls))
                     (visit (call-operator node) #f))
                 (visit-all (call-operands node)))
                ((if? node)
                 (visit (if-test node) #f)
                 (visit (if-then node) tail?)
                 (visit (if-else node) tail?))
                ((seq? node)
                 (visit (seq-first node) #f)
                 (visit (seq-second node) tail?))
                ((let? node)
                 (visit-all (let-values-of node))
                 (visit (let-body node) tail?))
                ((fix? node)
                 (visit-all (fix-lambdas node))
                 (visit (fix-body node) tail?))
                ((receive? node)
                 (visit (receive-producer node) #f)
                 (visit (receive-body node) tail?))
                (else
                 (if (and (set? node) (eq? (set-variable node) variable)) (set! other? #t))
                 (for-each-child (lambda (child) (visit child #f)) node))))
        (visit node #t)
        (if other? '() calls)))

    ;;; Looking at nodes.

    (define (mentions? variable node)
      (or (and (ref? node) (eq? (ref-variable node) variable))
          (any-child? (lambda (child) (mentions? variable child)) node)))

    ;; Is the variable bound in the node?
    (define (binds? node variable)
      (or (cond ((let? node) (memq variable (let-variables node)))
                ((fix? node) (memq variable (fix-variables node)))
                ((lambda? node) (any-clause? variable (lambda-clauses node)))
                ((receive? node)
                 (or (memq variable (receive-required node)) (eq? variable (receive-rest node))))
                (else #f))
          (any-child? (lambda (child) (binds? child variable)) node)))

    (define (any-clause? variable clauses)
      (and (pair? clauses)
           (or (memq variable (clause-required (car clauses)))
               (eq? variable (clause-rest (car clauses)))
               (any-clause? variable (cdr clauses)))))

    (define (any-child? holds? node)
      (let ((found? #f))
        (for-each-child (lambda (child) (if (not found?) (set! found? (holds? child)))) node)
        found?))

    (define (small? node)
      (let ((left size-limit))
        (let visit ((node node))
          (set! left (- left 1))
          (if (> left 0) (for-each-child visit node)))
        (> left 0)))))
