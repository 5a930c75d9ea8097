;;; Remove-dead: instructions whose results nobody needs, and parameters of blocks likewise.
;;;
;;; Needed are the operands of what has an effect and of terminators; then what those are computed from. A jump needs an
;;; operand only when the parameter it goes to is needed, so values that only go round in a loop disappear.
;;;
;;; Input and output: Flow.
(define-library (compiler back flow remove-dead)
  (export remove-dead!)
  (import (scheme base) (compiler ir flow) (compiler back flow rewrite))
  (begin
    ;; (remove-dead! flow-procedure). The predecessors of the blocks must be right.
    ;; Marks of temporaries: needed; definition: instruction, block (parameter), or for a result of branch-overflow #f.
    (define (remove-dead! procedure)
      (for-each-definition (lambda (temporary definition)
                             (set-temporary-mark! temporary #f)
                             (set-temporary-definition! temporary definition))
                           procedure)
      (let ((pending '()))
        (define (need! operand)
          (if (and (temporary? operand) (not (temporary-mark operand)))
              (begin
                (set-temporary-mark! operand #t)
                (set! pending (cons operand pending)))))
        (for-each
         (lambda (entry) (for-each need! (block-parameters (entry-block entry))))
         (flow-procedure-entries procedure))
        (for-each
         (lambda (block)
           (for-each (lambda (instruction)
                       (if (effective? instruction) (for-each need! (instruction-operands instruction))))
                     (block-instructions block))
           (let ((terminator (block-terminator block)))
             (cond ((call-values? terminator)
                    (for-each need! (block-parameters (call-values-block terminator))))
                   ((branch-overflow? terminator)
                    (set-temporary-definition! (branch-overflow-result terminator) #f)))
             (if (not (goto? terminator)) (for-each need! (terminator-operands terminator)))))
         (flow-procedure-blocks procedure))
        (let loop ()
          (if (pair? pending)
              (let* ((temporary (car pending))
                     (definition (temporary-definition temporary)))
                (set! pending (cdr pending))
                (cond ((instruction? definition) (for-each need! (instruction-operands definition)))
                      ((block? definition) (need-incoming! temporary definition need!)))
                (loop)))))
      (for-each sweep! (flow-procedure-blocks procedure))
      (for-each sweep-parameters! (flow-procedure-blocks procedure)))

    (define (effective? instruction)
      (memq (operation-effect (instruction-operation instruction)) '(write call)))

    (define (need-incoming! parameter block need!)
      (let ((index (index-of parameter (block-parameters block) 0)))
        (for-each
         (lambda (predecessor)
           (let ((terminator (block-terminator predecessor)))
             (if (goto? terminator) (need! (list-ref (goto-operands terminator) index)))))
         (block-predecessors block))))

    (define (index-of parameter parameters index)
      (if (eq? parameter (car parameters)) index (index-of parameter (cdr parameters) (+ index 1))))

    (define (sweep! block)
      (if (dead-instruction? (block-instructions block))
          (set-block-instructions! block (living (block-instructions block))))
      (let ((terminator (block-terminator block)))
        (if (and (goto? terminator) (dead-parameter? (block-parameters (goto-block terminator))))
            (set-block-terminator!
             block
             (make-goto (goto-source terminator) (goto-block terminator)
                        (needed-operands (block-parameters (goto-block terminator)) (goto-operands terminator)))))))

    (define (sweep-parameters! block)
      (let ((parameters (block-parameters block)))
        (if (dead-parameter? parameters)
            (set-block-parameters! block (needed-operands parameters parameters)))))

    (define (dead-instruction? instructions)
      (and (pair? instructions)
           (or (dead? (car instructions)) (dead-instruction? (cdr instructions)))))

    (define (dead? instruction)
      (let ((result (instruction-result instruction)))
        (and result (not (temporary-mark result)) (not (effective? instruction)))))

    (define (living instructions)
      (cond ((null? instructions) '())
            ((dead? (car instructions)) (living (cdr instructions)))
            (else (cons (car instructions) (living (cdr instructions))))))

    (define (dead-parameter? parameters)
      (and (pair? parameters)
           (or (not (temporary-mark (car parameters))) (dead-parameter? (cdr parameters)))))

    (define (needed-operands parameters operands)
      (cond ((null? parameters) '())
            ((temporary-mark (car parameters)) (cons (car operands) (needed-operands (cdr parameters) (cdr operands))))
            (else (needed-operands (cdr parameters) (cdr operands)))))))
