;;; Store procedures: let an image keep, of its libraries' procedures, what the inliner of the running system may copy.
;;;
;;; The record of libraries mentions a constant, `stored-procedures` of (compiler ir core), with the names of the globals that later
;;; compilations may refer to. Here it becomes a table, which is filled when the program comes to it:
;;;
;;;   0      vector parallel to the names: of a procedure that is small enough to be copied its data, as (compiler ir stored) tells; else #f
;;;   1 …    the values that this data mentions
;;;
;;; Values are those of the moment, so a procedure that mentions a global that is ever assigned is not kept.
;;;
;;; Input  Core      Needs  nothing
;;; Output Core      Gives  nothing new
;;;
;;;   before   (definition twice.1 (lambda twice (clause (x.2) #f (primcall * x.2 k.3))))
;;;            (const (stored-procedures #(twice)))
;;;   after    (definition twice.1 …)
;;;            (definition stored.4 (primcall %make-vector 2 0))
;;;            (primcall %vector-set! stored.4 0 '#(#(twice 1 #(0 1 #f #(primcall * 0 #(value 1))))))
;;;            (primcall %vector-set! stored.4 1 k.3)
;;;            stored.4
(define-library (compiler middle store-procedures)
  (export store-procedures)
  (import (scheme base) (base table) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler ir stored)
          (compiler analysis sizes))
  (begin
    (define (store-procedures program)
      (let loop ((items (program-items program)) (done '()) (procedures (make-symbol-table)))
        (cond ((null? items)
               (make-program (program-source program) (reverse done) (program-hooks program)))
              ((stored-procedures-in (car items))
               => (lambda (mark)
                    (loop (cdr items) (append (filled (car items) mark procedures) done) procedures)))
              (else
               (note-procedure! (car items) procedures)
               (loop (cdr items) (cons (car items) done) procedures)))))

    ;; The mark that an item mentions among the operands of its primitives, or #f.
    (define (stored-procedures-in node)
      (cond ((const? node) (and (stored-procedures? (const-value node)) (const-value node)))
            ((primcall? node)
             (let loop ((operands (primcall-operands node)))
               (and (pair? operands)
                    (or (stored-procedures-in (car operands)) (loop (cdr operands))))))
            (else #f)))

    (define (note-procedure! item procedures)
      (if (and (definition? item)
               (lambda? (definition-value item))
               (not (variable-assigned? (definition-variable item))))
          (symbol-table-set! procedures (variable-name (definition-variable item)) item)))

    ;; The items that take the place of one with a mark, last one first.
    (define (filled item mark procedures)
      (let* ((table (make-global-variable 'stored-procedures #f))
             (values (make-values))
             (data (vector-map (lambda (name)
                                 (let ((definition (symbol-table-ref procedures name #f)))
                                   (and definition (data-of definition (lambda (node) (value-index! values node))))))
                               (stored-procedures-names mark)))
             (nodes (cons (make-const #f data) (values-in-order values))))
        (cons (replace-mark item (make-ref #f table))
              (let loop ((nodes nodes) (index 0)
                         (items (list (make-definition #f table (primcall '%make-vector (number (length nodes)) (number 0))))))
                (if (null? nodes)
                    items
                    (loop (cdr nodes) (+ index 1)
                          (cons (primcall '%vector-set! (make-ref #f table) (number index) (car nodes)) items)))))))

    (define (number index) (make-const #f index))
    (define (primcall name . operands) (make-primcall #f (primitive-named name) operands))

    (define (replace-mark node replacement)
      (cond ((and (const? node) (stored-procedures? (const-value node))) replacement)
            ((primcall? node) (map-children (lambda (child) (replace-mark child replacement)) node))
            (else node)))

    ;; A copy is worth while for calls with two lambda expressions at most.
    (define (data-of definition value-index)
      (let ((procedure (definition-value definition)))
        (and (any-clause? copied? (lambda-clauses procedure))
             (not (mentions? (definition-variable definition) procedure))
             (procedure->data procedure copied? value-index))))

    (define (copied? clause)
      (let ((size (size-as-copy (clause-body clause))))
        (and size (<= size (copy-limit 2)))))

    (define (any-clause? holds? clauses)
      (and (pair? clauses)
           (or (holds? (car clauses)) (any-clause? holds? (cdr clauses)))))

    (define (mentions? variable node)
      (let ((found? #f))
        (let visit ((node node))
          (if (and (ref? node) (eq? (ref-variable node) variable)) (set! found? #t))
          (for-each-child visit node))
        found?))

    ;;; Values: what the table holds from number 1 on, each once.

    (define-record-type values-table (make-values-table count nodes globals constants) values-table?
      (count values-count values-set-count!)
      (nodes values-nodes values-set-nodes!)              ; last one first
      (globals values-globals)                            ; symbol table: indices by unique names
      (constants values-constants values-set-constants!)) ; list of (datum . index)

    (define (make-values) (make-values-table 0 '() (make-symbol-table) '()))

    (define (values-in-order values) (reverse (values-nodes values)))

    ;; -> number of what the $ref or $const stands for, or #f: a variable that may change.
    (define (value-index! values node)
      (cond ((const? node)
             (let ((known (assq (const-value node) (values-constants values))))
               (if known
                   (cdr known)
                   (let ((index (add-value! values node)))
                     (values-set-constants! values (cons (cons (const-value node) index) (values-constants values)))
                     index))))
            ((variable-assigned? (ref-variable node)) #f)
            (else
             (let ((name (variable-name (ref-variable node))))
               (or (symbol-table-ref (values-globals values) name #f)
                   (let ((index (add-value! values node)))
                     (symbol-table-set! (values-globals values) name index)
                     index))))))

    (define (add-value! values node)
      (values-set-count! values (+ 1 (values-count values)))
      (values-set-nodes! values (cons node (values-nodes values)))
      (values-count values))))
