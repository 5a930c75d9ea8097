;;; Convert assignments: put every assigned local variable into a cell.
;;;
;;; After this pass a local variable is bound once and never changes, so closures may copy it and the back end may keep it
;;; in any register. A variable that some $set names holds a cell instead of its value; references and assignments
;;; become operations on the cell. Top-level variables keep their assignments: they are cells of the image anyway.
;;;
;;; Input  Core      Needs  letrec-ordered
;;; Output Core      Gives  assignment-free: $set names global variables only
;;;
;;;   before   (let (n.1) (0) (seq (set n.1 (primcall + n.1 1)) n.1))
;;;   after    (let (n.1) ((primcall %make-cell 0)) (seq (primcall %cell-set! n.1 (primcall + (primcall %cell-ref n.1) 1)) …))
;;;
;;; A parameter n becomes a fresh parameter and a $let around the body that puts it into the cell n.
(define-library (compiler middle convert-assignments)
  (export convert-assignments)
  (import (scheme base) (machine primitives) (compiler ir variable) (compiler ir core) (compiler ir children))
  (begin
    (define (convert-assignments program)
      (map-items rewrite program))

    (define primitive-%make-cell (primitive-named '%make-cell))
    (define primitive-%cell-ref (primitive-named '%cell-ref))
    (define primitive-%cell-set! (primitive-named '%cell-set!))

    (define (rewrite node)
      (cond ((ref? node)
             (let ((variable (ref-variable node)))
               (if (in-cell? variable)
                   (make-primcall (ref-source node) primitive-%cell-ref (list node))
                   node)))
            ((const? node) node)
            ((set? node)
             (let ((value (rewrite (set-value node))))
               (if (variable-global? (set-variable node))
                   (make-set (set-source node) (set-variable node) value)
                   (make-primcall (set-source node) primitive-%cell-set!
                                  (list (make-ref (set-source node) (set-variable node)) value)))))
            ((let? node)
             (let* ((values (map-in-order rewrite (let-values-of node))) (body (rewrite (let-body node))))
               (make-let (let-source node) (let-variables node) (cells (let-variables node) values) body)))
            ((lambda? node)
             (make-lambda (lambda-source node) (lambda-name node) (map-in-order rewrite-clause (lambda-clauses node))))
            ((labels? node)
             (let* ((clauses (map-in-order rewrite-clause (labels-clauses node))) (body (rewrite (labels-body node))))
               (make-labels (labels-source node) (labels-variables node) clauses body)))
            ((receive? node)
             (let ((producer (rewrite (receive-producer node))))
               (rewrite-parameters (receive-required node) (receive-rest node) (receive-body node)
                                   (lambda (required rest body)
                                     (make-receive (receive-source node) required rest producer body)))))
            (else (map-children rewrite node))))

    (define (in-cell? variable)
      (and (variable-assigned? variable) (not (variable-global? variable))))

    ;; The values of those variables that need it, in new cells.
    (define (cells variables values)
      (cond ((null? variables) '())
            ((in-cell? (car variables))
             (cons (make-primcall #f primitive-%make-cell (list (car values))) (cells (cdr variables) (cdr values))))
            (else (cons (car values) (cells (cdr variables) (cdr values))))))

    (define (rewrite-clause clause)
      (rewrite-parameters (clause-required clause) (clause-rest clause) (clause-body clause)
                          (lambda (required rest body) (make-clause (clause-source clause) required rest body))))

    ;; (build required rest body) with fresh parameters for those that live in cells, and a $let that fills the cells.
    (define (rewrite-parameters required rest body build)
      (let* ((body (rewrite body))
             (fresh (map-in-order fresh-parameter required))
             (fresh-rest (and rest (fresh-parameter rest)))
             (bound (cells-between required fresh (if (and rest (not (eq? rest fresh-rest))) (list (cons rest fresh-rest)) '()))))
        (build fresh fresh-rest
               (if (null? bound)
                   body
                   (make-let #f (map car bound)
                             (map (lambda (pair) (make-primcall #f primitive-%make-cell (list (make-ref #f (cdr pair))))) bound)
                             body)))))

    (define (fresh-parameter variable)
      (if (in-cell? variable)
          (let ((fresh (make-variable (variable-name variable) (variable-source variable))))
            (variable-set-parameter! fresh (variable-parameter? variable))
            fresh)
          variable))

    (define (cells-between variables fresh more)
      (cond ((null? variables) more)
            ((eq? (car variables) (car fresh)) (cells-between (cdr variables) (cdr fresh) more))
            (else (cons (cons (car variables) (car fresh)) (cells-between (cdr variables) (cdr fresh) more)))))))
