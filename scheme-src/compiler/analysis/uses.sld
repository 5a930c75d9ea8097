;;; Uses: how often, and how, a program mentions each local variable.
(define-library (compiler analysis uses)
  (export census!)
  (import (scheme base) (compiler ir variable) (compiler ir core) (compiler ir children))
  (begin
    ;; (census! node) -> number of nodes. variable-mark of each variable bound inside becomes: 0 not mentioned, called-once,
    ;; or many: mentioned in another way.
    (define (census! node)
      (let ((total 0))
        (define (clear! variable) (variable-set-mark! variable 0))

        (define (visit node)
          (set! total (+ total 1))
          (cond ((ref? node) (variable-set-mark! (ref-variable node) 'many))
                ((const? node) #t)
                ((call? node)
                 (let ((operator (call-operator node)))
                   (if (ref? operator)
                       (let ((variable (ref-variable operator)))
                         (variable-set-mark! variable (if (eqv? (variable-mark variable) 0) 'called-once 'many)))
                       (visit operator)))
                 (for-each visit (call-operands node)))
                (else
                 (cond ((let? node) (for-each clear! (let-variables node)))
                       ((fix? node) (for-each clear! (fix-variables node)))
                       ((lambda? node) (for-each clear-clause! (lambda-clauses node)))
                       ((receive? node)
                        (for-each clear! (receive-required node))
                        (if (receive-rest node) (clear! (receive-rest node)))))
                 (for-each-child visit node))))

        (define (clear-clause! clause)
          (for-each clear! (clause-required clause))
          (if (clause-rest clause) (clear! (clause-rest clause))))

        (visit node)
        total))))
