;;; The checker of Flow: what every pass on Flow must leave true.
;;;
;;;   - each temporary is assigned once, and its assignment dominates each use
;;;   - operands and results have the representations of the operation's row; a copy or jump does not mix bits and doubles
;;;   - a value is only moved to a value; a word is not moved to a value except by a word operation or `copy`
;;;   - block arity: $goto gives each parameter one operand; $branch leads to blocks without parameters
;;;   - the `then` of $branch-overflow and the block of $call-values have one predecessor
;;;   - the block of an entry has 1 + required (+ 1) parameters, all values
;;;   - every block that can be reached is in the list, and has a terminator
;;;
;;; A fault is an error that names the rule, the procedure and the smallest offending form. Linear but for dominance, which is
;;; checked along the dominator tree.
(define-library (compiler ir flow-check)
  (export check-flow)
  (import (scheme base) (compiler ir closed) (compiler ir flow) (compiler ir flow-text) (compiler analysis dominators))
  (begin
    ;; (check-flow flow-procedure) -> unspecified, or an error. Uses marks of temporaries, and of blocks what dominators uses;
    ;; the order of the blocks stays.
    (define (check-flow procedure)
      (let ((blocks (flow-procedure-blocks procedure)))
        (check-procedure procedure)
        (set-flow-procedure-blocks! procedure blocks)))

    (define (check-procedure procedure)
      (let ((fault (lambda (rule form) (error (string-append "flow: " rule) (flow-procedure-name procedure) form))))
        (compute-dominators! procedure)
        (check-entries procedure fault)
        (let ((blocks (flow-procedure-blocks procedure)))
          (for-each (lambda (block) (clear-marks! block)) blocks)
          (for-each (lambda (block) (check-definitions block fault)) blocks)
          (for-each (lambda (block) (check-block block fault)) blocks))))

    ;; The mark of a temporary is the block that assigns it; its count the number of the instruction within it.
    (define (clear-marks! block)
      (for-each (lambda (parameter) (set-temporary-mark! parameter #f)) (block-parameters block))
      (for-each (lambda (instruction)
                  (if (instruction-result instruction) (set-temporary-mark! (instruction-result instruction) #f)))
                (block-instructions block))
      (let ((terminator (block-terminator block)))
        (if (branch-overflow? terminator)
            (set-temporary-mark! (branch-overflow-result terminator) #f))))

    (define (check-definitions block fault)
      (define (assign! temporary block place)
        (if (temporary-mark temporary)
            (fault "assigned twice" (temporary-id temporary)))
        (set-temporary-mark! temporary block)
        (set-temporary-count! temporary place))
      (for-each (lambda (parameter) (assign! parameter block 0)) (block-parameters block))
      (let loop ((rest (block-instructions block)) (place 1))
        (if (pair? rest)
            (let ((result (instruction-result (car rest))))
              (if result (assign! result block place))
              (loop (cdr rest) (+ place 1)))))
      (let ((terminator (block-terminator block)))
        (if (branch-overflow? terminator)
            (assign! (branch-overflow-result terminator) (branch-overflow-then terminator) 0))))

    (define (check-entries procedure fault)
      (for-each
       (lambda (entry)
         (let ((parameters (block-parameters (entry-block entry))))
           (if (not (= (length parameters) (+ 1 (entry-required entry) (if (entry-rest? entry) 1 0))))
               (fault "entry arity" (map temporary-id parameters)))
           (for-each (lambda (parameter)
                       (if (not (eq? (temporary-representation parameter) 'value))
                           (fault "entry parameter is no value" (temporary-id parameter))))
                     parameters)))
       (flow-procedure-entries procedure)))

    (define (check-block block fault)
      (let loop ((rest (block-instructions block)) (place 1))
        (cond ((pair? rest)
               (check-instruction (car rest) block place fault)
               (loop (cdr rest) (+ place 1)))
              (else (check-terminator (block-terminator block) block place fault)))))

    ;; Is the operand one, and is its assignment before that place of that block?
    (define (check-use operand block place fault form)
      (if (temporary? operand)
          (let ((home (temporary-mark operand)))
            (cond ((not home) (fault "never assigned" (list (temporary-id operand) form)))
                  ((eq? home block)
                   (if (not (< (temporary-count operand) place))
                       (fault "used before its assignment" (list (temporary-id operand) form))))
                  ((not (dominates? home block))
                   (fault "assignment does not dominate use" (list (temporary-id operand) form)))))
          (if (not (or (literal? operand) (label? operand) (global? operand) (builtin? operand) (code-word? operand)
                       (exact-integer? operand)))
              (fault "no operand" form))))

    ;; Does an operand fit the kind of a row?
    (define (check-kind operand kind block place fault form)
      (case kind
        ((integer) (if (not (exact-integer? operand)) (fault "literal wanted" form)))
        ((index) (if operand (check-kind operand 'bits block place fault form)))
        (else
         (check-use operand block place fault form)
         (let ((representation (operand-representation operand)))
           (if (not (case kind
                      ((bits) (memq representation '(value word)))
                      (else (eq? representation kind))))
               (fault "representation of operand" form))))))

    (define (check-instruction instruction block place fault)
      (let* ((operation (instruction-operation instruction))
             (operands (instruction-operands instruction))
             (result (instruction-result instruction))
             (form (operation-name operation)))
        (if (equal? (operation-operands operation) '(call))
            (check-call (car operands) (cadr operands) (cddr operands) block place fault form)
            (let loop ((kinds (operation-operands operation)) (operands operands))
              (cond ((and (pair? kinds) (pair? operands))
                     (check-kind (car operands) (car kinds) block place fault form)
                     (loop (cdr kinds) (cdr operands)))
                    ((or (pair? kinds) (pair? operands)) (fault "number of operands" form)))))
        (if result
            (if (not (case (operation-result operation)
                       ((bits) (memq (temporary-representation result) '(value word)))
                       (else (eq? (temporary-representation result) (operation-result operation)))))
                (fault "representation of result" form))
            (if (memq (operation-effect operation) '(pure alloc))
                (fault "no result" form)))))

    (define (check-call target closure operands block place fault form)
      (if (not (or (not target) (symbol? target) (code-target? target)))
          (fault "call target" form))
      (if closure
          (check-kind closure 'value block place fault form)
          (if (not target) (fault "closure wanted" form)))
      (for-each (lambda (operand) (check-kind operand 'value block place fault form)) operands))

    (define (check-terminator terminator block place fault)
      (define (value operand) (check-kind operand 'value block place fault (list 'block (block-id block))))
      (define (plain successor)
        (if (pair? (block-parameters successor)) (fault "branch to a block with parameters" (block-id successor))))
      (define (single successor)
        (if (not (and (pair? (block-predecessors successor)) (null? (cdr (block-predecessors successor)))))
            (fault "one predecessor wanted" (block-id successor))))
      (cond
       ((return? terminator) (value (return-value terminator)))
       ((return-values? terminator) (for-each value (return-values-values terminator)))
       ((tail-call? terminator)
        (check-call (tail-call-target terminator) (tail-call-closure terminator) (tail-call-operands terminator)
                    block place fault 'tail-call))
       ((goto? terminator)
        (check-moves (goto-operands terminator) (block-parameters (goto-block terminator)) block place fault))
       ((branch? terminator)
        (let ((row (assq (branch-condition terminator) condition-table)))
          (if (not row) (fault "no such condition" (branch-condition terminator)))
          (check-kind (branch-left terminator) (list-ref row 1) block place fault (car row))
          (check-kind (branch-right terminator) (list-ref row 2) block place fault (car row)))
        (plain (branch-then terminator))
        (plain (branch-else terminator)))
       ((branch-overflow? terminator)
        (check-kind (branch-overflow-left terminator) 'bits block place fault 'branch-overflow)
        (check-kind (branch-overflow-right terminator) 'bits block place fault 'branch-overflow)
        (plain (branch-overflow-then terminator))
        (plain (branch-overflow-else terminator))
        (single (branch-overflow-then terminator)))
       ((call-values? terminator)
        (check-call (call-values-target terminator) (call-values-closure terminator) (call-values-operands terminator)
                    block place fault 'call-values)
        (if (not (= (length (block-parameters (call-values-block terminator)))
                    (+ (call-values-required terminator) (if (call-values-rest? terminator) 1 0))))
            (fault "block arity" (block-id (call-values-block terminator))))
        (single (call-values-block terminator)))
       ((not (unreachable? terminator)) (fault "no terminator" (block-id block)))))

    (define (check-moves operands parameters block place fault)
      (let loop ((operands operands) (parameters parameters))
        (cond ((and (pair? operands) (pair? parameters))
               (check-kind (car operands) (temporary-representation (car parameters)) block place fault
                           (list 'goto (block-id block)))
               (loop (cdr operands) (cdr parameters)))
              ((or (pair? operands) (pair? parameters)) (fault "block arity" (block-id block))))))))
