;;; Copy: a clause of a procedure with fresh variables, so that it can stand in a second place; and one that only moves, with
;;; its own.
;;;
;;; Free variables stay themselves. While copying, variable-fact of a bound variable holds its fresh twin.
;;;
;;; place: procedure from the source of a node to its source in the new place; inside: the same for nodes inside the lambdas
;;; of the clause, whose frames are their own; rename: procedure from the names of these lambdas to new ones. The clause is
;;; free of $letrec and $labels.
(define-library (compiler ir copy)
  (export copy-clause move-clause)
  (import (scheme base) (compiler ir variable) (compiler ir core) (compiler ir children))
  (begin
    ;; (copy-clause clause place inside rename) -> clause
    (define (copy-clause clause place inside rename)
      (let ((token (list 'copy)))
        (define (fresh variable)
          (let ((twin (copy-variable variable)))
            (variable-set-fact! variable (cons token twin))
            twin))

        (define (twin variable)
          (let ((fact (variable-fact variable)))
            (if (and (pair? fact) (eq? (car fact) token)) (cdr fact) variable)))

        (rebuild-clause clause fresh twin place inside rename)))

    ;; (move-clause clause place inside rename) -> clause with the same variables.
    (define (move-clause clause place inside rename)
      (rebuild-clause clause itself itself place inside rename))

    (define (itself variable) variable)

    ;; fresh: from a variable that is bound; twin: from one that is mentioned.
    (define (rebuild-clause clause fresh twin place inside rename)
      (define (rebuild node)
        (cond ((ref? node) (make-ref (place (ref-source node)) (twin (ref-variable node))))
              ((const? node) node)
              ((primcall? node)
               (make-primcall (place (primcall-source node)) (primcall-primitive node)
                              (map-in-order rebuild (primcall-operands node))))
              ((call? node)
               (let* ((operator (rebuild (call-operator node))) (operands (map-in-order rebuild (call-operands node))))
                 (make-call (place (call-source node)) operator operands)))
              ((let? node)
               (let* ((values (map-in-order rebuild (let-values-of node)))
                      (variables (map-in-order fresh (let-variables node)))
                      (body (rebuild (let-body node))))
                 (make-let (place (let-source node)) variables values body)))
              ((lambda? node)
               (make-lambda (place (lambda-source node)) (rename (lambda-name node))
                            (map-in-order (lambda (clause) (rebuild-clause clause fresh twin inside inside rename))
                                          (lambda-clauses node))))
              ((fix? node)
               (let* ((variables (map-in-order fresh (fix-variables node)))
                      (lambdas (map-in-order rebuild (fix-lambdas node)))
                      (body (rebuild (fix-body node))))
                 (make-fix (place (fix-source node)) variables lambdas body)))
              ((receive? node)
               (let* ((producer (rebuild (receive-producer node)))
                      (required (map-in-order fresh (receive-required node)))
                      (rest (and (receive-rest node) (fresh (receive-rest node))))
                      (body (rebuild (receive-body node))))
                 (make-receive (place (receive-source node)) required rest producer body)))
              ((set? node)
               (make-set (place (set-source node)) (twin (set-variable node)) (rebuild (set-value node))))
              (else (map-children rebuild node))))

      (let* ((required (map-in-order fresh (clause-required clause)))
             (rest (and (clause-rest clause) (fresh (clause-rest clause))))
             (body (rebuild (clause-body clause))))
        (make-clause (place (clause-source clause)) required rest body)))))
