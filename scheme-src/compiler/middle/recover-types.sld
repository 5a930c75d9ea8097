;;; Recover types: what a test or a checked operation has shown need not be checked again.
;;;
;;; The pass follows the program in the order of its run and keeps for each local variable the one type it is known to have.
;;; Local variables never change, so what is known stays true in everything that runs later: in the branch after a test,
;;; in what follows a checked primitive, in the bodies of inner procedures and labels. A checked primitive whose argument
;;; is known becomes the unchecked one, where there is one; a predicate that is decided becomes its value; comparisons of
;;; fixnums become machine comparisons. The back end finds more of this inside one procedure, but record checks do not
;;; survive a call there, and what goes away here is never lowered.
;;;
;;; Input  Core      Needs  letrec-ordered assignment-free
;;; Output Core      Gives  nothing new
;;;
;;;   before   (if (primcall pair? x.1) (primcall car x.1) …)
;;;   after    (if (primcall pair? x.1) (primcall %car x.1) …)
;;;
;;; Facts stand in variable-fact; `trail` remembers what to undo at the end of a branch. Operands run in any order, so they
;;; learn nothing from each other. Does not: know ranges, types of loop variables, or what a variable is not.
(define-library (compiler middle recover-types)
  (export recover-types)
  (import (scheme base) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler analysis types))
  (begin
    (define (recover-types program)
      (map-items (lambda (item)
                   (let ((start trail))
                     (let ((rewritten (rewrite item)))
                       (undo! start)
                       rewritten)))
                 program))

    ;;; Facts.

    (define trail '())                  ; list of (variable type . type before)

    (define (type-of-variable variable)
      (if (variable-global? variable) #f (variable-fact variable)))

    (define (learn! variable type)
      (if (and type (not (variable-global? variable)) (not (eq? (variable-fact variable) type)))
          (begin
            (set! trail (cons (cons variable (cons type (variable-fact variable))) trail))
            (variable-set-fact! variable type))))

    ;; Forget what was learnt since; -> the part of the trail that went away.
    (define (undo! start)
      (let loop ((undone '()))
        (if (eq? trail start)
            undone
            (let ((entry (car trail)))
              (set! trail (cdr trail))
              (variable-set-fact! (car entry) (cddr entry))
              (loop (cons entry undone))))))

    (define (learn-again! entries)
      (for-each (lambda (entry) (learn! (car entry) (cadr entry))) entries))

    (define (forget! variable) (variable-set-fact! variable #f))

    ;; What is known when a test is true or false: lists of (variable . type), set by rewrite-test.
    (define if-true '())
    (define if-false '())

    (define (learn-all! facts)
      (for-each (lambda (fact) (learn! (car fact) (cdr fact))) facts))

    ;; The type of a rewritten expression.
    (define (type-of node)
      (cond ((ref? node) (type-of-variable (ref-variable node)))
            ((const? node) (constant-type (const-value node)))
            ((primcall? node)
             (if (eq? (primitive-name (primcall-primitive node)) '%record)
                 (descriptor-key (car (primcall-operands node)))
                 (result-type (primcall-primitive node))))
            ((lambda? node) 'procedure)
            (else #f)))

    ;;; Expressions. (rewrite node) -> node; what is learnt on every way through it stays known.

    (define (rewrite node)
      (cond ((ref? node) node)
            ((const? node) node)
            ((primcall? node) (rewrite-primcall node))
            ((call? node)
             (let ((parts (rewrite-unordered (cons (call-operator node) (call-operands node)))))
               (make-call (call-source node) (car parts) (cdr parts))))
            ((if? node) (rewrite-if node))
            ((let? node)
             (let ((values (rewrite-unordered (let-values-of node))))
               (for-each bind! (let-variables node) values)
               (let ((body (rewrite (let-body node))))
                 (make-let (let-source node) (let-variables node) values body))))
            ((lambda? node)
             (make-lambda (lambda-source node) (lambda-name node) (map-in-order rewrite-clause (lambda-clauses node))))
            ((fix? node)
             (for-each (lambda (variable) (variable-set-fact! variable 'procedure)) (fix-variables node))
             (let* ((lambdas (map-in-order rewrite (fix-lambdas node))) (body (rewrite (fix-body node))))
               (make-fix (fix-source node) (fix-variables node) lambdas body)))
            ((labels? node)
             (let* ((clauses (map-in-order rewrite-clause (labels-clauses node))) (body (rewrite-branch (labels-body node))))
               (make-labels (labels-source node) (labels-variables node) clauses body)))
            ((jump? node)
             (make-jump (jump-source node) (jump-variable node) (rewrite-unordered (jump-operands node))))
            ((receive? node)
             (let ((producer (rewrite (receive-producer node))))
               (for-each forget! (receive-required node))
               (if (receive-rest node) (forget! (receive-rest node)))
               (let ((body (rewrite (receive-body node))))
                 (make-receive (receive-source node) (receive-required node) (receive-rest node) producer body))))
            (else (map-children rewrite node))))

    (define (bind! variable value)
      (variable-set-fact! variable (type-of value)))

    ;; What is learnt inside does not hold behind: the body of a procedure, a branch.
    (define (rewrite-branch node)
      (let* ((start trail) (rewritten (rewrite node)))
        (undo! start)
        rewritten))

    (define (rewrite-clause clause)
      (for-each forget! (clause-required clause))
      (if (clause-rest clause) (forget! (clause-rest clause)))
      (let ((body (rewrite-branch (clause-body clause))))
        (make-clause (clause-source clause) (clause-required clause) (clause-rest clause) body)))

    ;; Expressions that run in any order.
    (define (rewrite-unordered nodes)
      (cond ((null? nodes) '())
            ((null? (cdr nodes)) (list (rewrite (car nodes))))
            (else
             (let* ((start trail)
                    (first (rewrite (car nodes)))
                    (learnt (undo! start))
                    (rest (rewrite-unordered (cdr nodes))))
               (learn-again! learnt)
               (cons first rest)))))

    ;;; Conditionals.

    (define (rewrite-if node)
      (let* ((test (rewrite-test (if-test node))) (true if-true) (false if-false))
        (if (const? test)
            (rewrite (if (const-value test) (if-then node) (if-else node)))
            (let* ((start trail)
                   (then (begin (learn-all! true) (rewrite (if-then node))))
                   (undone (undo! start))
                   (else (begin (learn-all! false) (rewrite (if-else node)))))
              (undo! start)
              (make-if (if-source node) test then else)))))

    ;; (rewrite-test node) -> node; sets if-true and if-false.
    (define (rewrite-test node)
      (cond ((likely? node)
             (let ((operand (rewrite-test (car (primcall-operands node)))))
               (if (const? operand)
                   operand
                   (make-primcall (primcall-source node) (primcall-primitive node) (list operand)))))
            ((primcall? node)
             (let ((rewritten (if (negation? node) #f (rewrite node))))
               (cond (rewritten
                      (set! if-true (facts-of rewritten))
                      (set! if-false '())
                      rewritten)
                     (else
                      (let* ((operand (rewrite-test (car (primcall-operands node)))) (true if-true))
                        (set! if-true if-false)
                        (set! if-false true)
                        (if (const? operand)
                            (make-const (primcall-source node) (not (const-value operand)))
                            (make-primcall (primcall-source node) (primcall-primitive node) (list operand))))))))
            ((if? node) (rewrite-test-if node))
            ((let? node)
             (let ((values (rewrite-unordered (let-values-of node))))
               (for-each bind! (let-variables node) values)
               (let ((body (rewrite-test (let-body node))))
                 (make-let (let-source node) (let-variables node) values body))))
            ((seq? node)
             (let* ((first (rewrite (seq-first node))) (second (rewrite-test (seq-second node))))
               (make-seq (seq-source node) first second)))
            (else
             (let ((rewritten (rewrite node)))
               (set! if-true '())
               (set! if-false '())
               rewritten))))

    ;; (if a b #f) is true when both are, (if a #t b) false when both are.
    (define (rewrite-test-if node)
      (let* ((test (rewrite-test (if-test node))) (true if-true) (false if-false))
        (if (const? test)
            (rewrite-test (if (const-value test) (if-then node) (if-else node)))
            (let* ((start trail)
                   (then (begin (learn-all! true) (rewrite-test (if-then node))))
                   (then-true if-true)
                   (then-false if-false)
                   (undone (undo! start))
                   (else (begin (learn-all! false) (rewrite-test (if-else node)))))
              (undo! start)
              (set! if-true (if (never-true? else) (append true then-true) '()))
              (set! if-false (if (never-false? then) (append false if-false) '()))
              (make-if (if-source node) test then else)))))

    (define (never-true? node) (and (const? node) (not (const-value node))))
    (define (never-false? node) (and (const? node) (const-value node)))

    (define (negation? node) (eq? (primitive-name (primcall-primitive node)) 'not))

    (define (likely? node)
      (and (primcall? node) (eq? (primitive-name (primcall-primitive node)) '%likely)))

    ;; What a true test tells.
    (define (facts-of node)
      (if (and (primcall? node) (pair? (primcall-operands node)) (ref? (car (primcall-operands node))))
          (let* ((primitive (primcall-primitive node))
                 (type (if (eq? (primitive-name primitive) '%record-of?)
                           (descriptor-key (cadr (primcall-operands node)))
                           (predicate-type primitive))))
            (if type
                (list (cons (ref-variable (car (primcall-operands node))) type))
                '()))
          '()))

    ;;; Primitives.

    (define (rewrite-primcall node)
      (let* ((operands (rewrite-unordered (primcall-operands node)))
             (primitive (primcall-primitive node))
             (result (reduce primitive operands (primcall-source node))))
        (learn-arguments! primitive operands)
        result))

    (define (learn-arguments! primitive operands)
      (if (memq (primitive-name primitive) '(%checked-record-ref %checked-record-set!))
          (if (ref? (car operands))
              (learn! (ref-variable (car operands)) (descriptor-key (cadr operands))))
          (let loop ((types (argument-types primitive)) (operands operands))
            (if (and (pair? types) (pair? operands))
                (begin
                  (if (and (car types) (ref? (car operands)))
                      (learn! (ref-variable (car operands)) (car types)))
                  (loop (cdr types) (cdr operands)))))))

    ;; What the primitive becomes on these operands.
    (define (reduce primitive operands source)
      (let ((row (assq (primitive-name primitive) reductions)))
        (or (and row ((cdr row) operands source))
            (let ((tested (and (pair? operands) (null? (cdr operands)) (predicate-type primitive))))
              (and tested (decided tested (type-of (car operands)) (car operands) source)))
            (make-primcall source primitive operands))))

    ;; -> constant, or #f. Only of operands that may go away.
    (define (decided tested known operand source)
      (and (ref? operand)
           (cond ((and known (eq? known tested)) (make-const source #t))
                 ((disjoint-types? known tested) (make-const source #f))
                 (else #f))))

    (define (unchecked name type)
      (let ((primitive (primitive-named name)))
        (lambda (operands source)
          (and (eq? (type-of (car operands)) type)
               (make-primcall source primitive operands)))))

    (define (fixnum-comparison name)
      (let ((primitive (primitive-named name)))
        (lambda (operands source)
          (and (eq? (type-of (car operands)) 'fixnum)
               (eq? (type-of (cadr operands)) 'fixnum)
               (make-primcall source primitive operands)))))

    (define (record-known? operands)
      (let ((key (descriptor-key (cadr operands))))
        (and key (eq? (type-of (car operands)) key))))

    (define primitive-eq? (primitive-named 'eq?))
    (define primitive-%record-ref (primitive-named '%record-ref))
    (define primitive-%record-set! (primitive-named '%record-set!))

    ;; Types whose values are eqv? only when they are the same object.
    (define (pointer-type? type)
      (and type (not (variable? type)) (not (memq type '(flonum bignum)))))

    (define reductions
      (list (cons 'car (unchecked '%car 'pair))
            (cons 'cdr (unchecked '%cdr 'pair))
            (cons 'vector-length (unchecked '%vector-length 'vector))
            (cons '= (fixnum-comparison '%fx=))
            (cons '< (fixnum-comparison '%fx<))
            (cons '> (fixnum-comparison '%fx>))
            (cons '<= (fixnum-comparison '%fx<=))
            (cons '>= (fixnum-comparison '%fx>=))
            (cons 'eqv?
                  (lambda (operands source)
                    (and (or (pointer-type? (type-of (car operands))) (pointer-type? (type-of (cadr operands))))
                         (make-primcall source primitive-eq? operands))))
            (cons '%record-of?
                  (lambda (operands source)
                    (decided (descriptor-key (cadr operands)) (type-of (car operands)) (car operands) source)))
            (cons '%checked-record-ref
                  (lambda (operands source)
                    (and (record-known? operands)
                         (make-primcall source primitive-%record-ref (list (car operands) (car (cddr operands)))))))
            (cons '%checked-record-set!
                  (lambda (operands source)
                    (and (record-known? operands)
                         (make-primcall source primitive-%record-set!
                                        (list (car operands) (car (cddr operands)) (car (cddr (cddr operands))))))))))))
