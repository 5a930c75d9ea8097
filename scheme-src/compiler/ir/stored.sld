;;; Stored: procedures of Core as plain data, so that an image can keep what the inliner may copy from its libraries.
;;;
;;; Positions and names are left out: code of the system that is inlined elsewhere stands at the call. Local variables are numbers.
;;; What is not plain, a global's value or a constant that has an identity, is a number in a table of values, which whoever stores
;;; the data keeps beside it.
;;;
;;;   procedure   #(name count-of-variables clause …)
;;;   clause      #(first required rest? expression)     first: number of its first variable; then the others, the rest variable last;
;;;                                                      expression: #f when only the arity is known
;;;   expression  n                                      reference to variable n
;;;               #(value n)                             number n of the table
;;;               #(const datum)                         immediate, number or symbol
;;;               #(primcall name operand …)             #(call operator operand …)
;;;               #(if test then else)                   #(seq first second)
;;;               #(set n expression)                    #(lambda clause …)
;;;               #(let first (expression …) body)       #(fix first (lambda …) body)
;;;               #(receive first required rest? producer body)
(define-library (compiler ir stored)
  (export procedure->data data->procedure)
  (import (scheme base) (machine primitives) (compiler ir variable) (compiler ir core) (compiler ir children))
  (begin
    ;; (procedure->data procedure keep? value-index) -> data, or #f: something in it cannot be stored. keep?: of a clause, whether its body
    ;; is wanted; value-index: from the $ref of a global variable or a $const to a number of the table, or #f. Uses variable-count.
    (define (procedure->data procedure keep? value-index)
      (let ((next 0) (whole? #t))
        (define (give-up)
          (set! whole? #f)
          #f)

        (define (bind! variables)
          (let ((first next))
            (for-each (lambda (variable)
                        (variable-set-count! variable next)
                        (set! next (+ next 1)))
                      variables)
            first))

        (define (value node)
          (let ((index (value-index node)))
            (if index (vector 'value index) (give-up))))

        (define (expressions nodes) (map-in-order expression nodes))

        (define (clause node keep?)
          (let ((first (bind! (parameters (clause-required node) (clause-rest node)))))
            (vector first (length (clause-required node)) (and (clause-rest node) #t)
                    (and (keep? node) (expression (clause-body node))))))

        (define (clauses nodes keep?) (map-in-order (lambda (node) (clause node keep?)) nodes))

        (define (expression node)
          (cond ((ref? node)
                 (if (variable-global? (ref-variable node)) (value node) (variable-count (ref-variable node))))
                ((const? node)
                 (if (plain? (const-value node)) (vector 'const (const-value node)) (value node)))
                ((primcall? node)
                 (list->vector (cons 'primcall (cons (primitive-name (primcall-primitive node)) (expressions (primcall-operands node))))))
                ((call? node)
                 (let* ((operator (expression (call-operator node))) (operands (expressions (call-operands node))))
                   (list->vector (cons 'call (cons operator operands)))))
                ((if? node)
                 (let* ((test (expression (if-test node))) (then (expression (if-then node))) (else (expression (if-else node))))
                   (vector 'if test then else)))
                ((seq? node)
                 (let* ((first (expression (seq-first node))) (second (expression (seq-second node))))
                   (vector 'seq first second)))
                ((set? node)
                 (if (variable-global? (set-variable node)) (give-up))
                 (vector 'set (variable-count (set-variable node)) (expression (set-value node))))
                ((lambda? node) (list->vector (cons 'lambda (clauses (lambda-clauses node) always))))
                ((let? node)
                 (let* ((values (expressions (let-values-of node))) (first (bind! (let-variables node))))
                   (vector 'let first values (expression (let-body node)))))
                ((fix? node)
                 (let* ((first (bind! (fix-variables node))) (lambdas (expressions (fix-lambdas node))))
                   (vector 'fix first lambdas (expression (fix-body node)))))
                ((receive? node)
                 (let* ((producer (expression (receive-producer node)))
                        (first (bind! (parameters (receive-required node) (receive-rest node)))))
                   (vector 'receive first (length (receive-required node)) (and (receive-rest node) #t)
                           producer (expression (receive-body node)))))
                (else (give-up))))

        (let ((parts (clauses (lambda-clauses procedure) keep?)))
          (and whole? (list->vector (cons (lambda-name procedure) (cons next parts)))))))

    (define (always clause) #t)

    (define (parameters required rest)
      (if rest (append required (list rest)) required))

    (define (plain? datum)
      (or (boolean? datum) (char? datum) (null? datum) (symbol? datum)
          (and (number? datum) (exact? datum) (integer? datum) (< (abs datum) 1000000000))))

    ;; (data->procedure data value-node) -> $lambda with fresh variables; a clause without an expression has #f for its body.
    ;; value-node: from a number of the table to a node.
    (define (data->procedure data value-node)
      (let ((name (vector-ref data 0))
            (variables (make-vector (vector-ref data 1) #f)))
        (define (bind! first count)
          (if (= count 0)
              '()
              (let ((variable (make-variable name #f)))
                (vector-set! variables first variable)
                (cons variable (bind! (+ first 1) (- count 1))))))

        (define (clause part)
          (let* ((first (vector-ref part 0))
                 (required (bind! first (vector-ref part 1)))
                 (rest (and (vector-ref part 2) (car (bind! (+ first (length required)) 1))))
                 (body (vector-ref part 3)))
            (make-clause #f required rest (and body (node body)))))

        (define (nodes parts) (map-in-order node parts))

        (define (node part)
          (if (vector? part)
              (let ((operand (lambda (index) (node (vector-ref part index)))))
                (case (vector-ref part 0)
                  ((const) (make-const #f (vector-ref part 1)))
                  ((value) (value-node (vector-ref part 1)))
                  ((primcall) (make-primcall #f (primitive-named (vector-ref part 1)) (nodes (cddr (vector->list part)))))
                  ((call) (let ((parts (nodes (cdr (vector->list part))))) (make-call #f (car parts) (cdr parts))))
                  ((if) (let* ((test (operand 1)) (then (operand 2)) (else (operand 3))) (make-if #f test then else)))
                  ((seq) (let* ((first (operand 1)) (second (operand 2))) (make-seq #f first second)))
                  ((set)
                   (let ((variable (vector-ref variables (vector-ref part 1))))
                     (variable-set-assigned! variable #t)
                     (make-set #f variable (operand 2))))
                  ((lambda) (make-lambda #f name (map-in-order clause (cdr (vector->list part)))))
                  ((let)
                   (let* ((values (nodes (vector-ref part 2))) (bound (bind! (vector-ref part 1) (length values))))
                     (make-let #f bound values (operand 3))))
                  ((fix)
                   (let* ((bound (bind! (vector-ref part 1) (length (vector-ref part 2)))) (lambdas (nodes (vector-ref part 2))))
                     (make-fix #f bound lambdas (operand 3))))
                  ((receive)
                   (let* ((producer (operand 4))
                          (first (vector-ref part 1))
                          (required (bind! first (vector-ref part 2)))
                          (rest (and (vector-ref part 3) (car (bind! (+ first (length required)) 1)))))
                     (make-receive #f required rest producer (operand 5))))
                  (else (error "stored procedure: unknown expression" part))))
              (make-ref #f (vector-ref variables part))))

        (make-lambda #f name (map-in-order clause (cddr (vector->list data))))))))
