;;; Drop unreachable: keep of the top-level definitions only those that something needs.
;;;
;;; A program is linked with every library it imports, whole. Items with effects are needed; so are the definitions that a
;;; needed item refers to, and the hooks that its primitives may call by themselves. A definition whose initialiser is
;;; discardable and that nobody needs goes away. One visit to each needed item, in no more time than that.
;;;
;;; Input  Core      Needs  nothing
;;; Output Core      Gives  nothing new; run early, it saves the other passes the work; late, it removes what was inlined
;;;
;;;   before   (definition f.1 (lambda …)) (definition g.2 (lambda …)) (call f.1 3)
;;;   after    (definition f.1 (lambda …)) (call f.1 3)
;;;
;;; The hooks of the table's end (type-error, arity-error, …) are needed by every program that has them.
(define-library (compiler middle drop-unreachable)
  (export drop-unreachable)
  (import (scheme base) (base table) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler analysis effects))
  (begin
    ;; variable-mark of a variable that the program defines: the token of this run. variable-fact: the list of its droppable
    ;; definitions as long as nobody needs it, then 'needed.
    (define (drop-unreachable program)
      (let ((hooks (make-symbol-table)) (pending '()) (token (list 'run)))
        (define (need! variable)
          (if (and (eq? (variable-mark variable) token) (pair? (variable-fact variable)))
              (begin
                (set! pending (append (variable-fact variable) pending))
                (variable-set-fact! variable 'needed))))

        (define (clear-definition! item)
          (if (definition? item)
              (begin
                (variable-set-mark! (definition-variable item) token)
                (variable-set-fact! (definition-variable item) '()))))

        ;; key: hook, or value for a primitive that is used as a value
        (define (need-hook! primitive key)
          (let ((option (primitive-option primitive key)))
            (if option
                (let ((variable (symbol-table-ref hooks (car option) #f)))
                  (if variable (need! variable))))))

        (define (visit node)
          (cond ((ref? node)
                 (if (variable-global? (ref-variable node)) (need! (ref-variable node))))
                ((const? node) #t)
                ((primcall? node)
                 (need-hook! (primcall-primitive node) 'hook)
                 (for-each visit (primcall-operands node)))
                ((primref? node)
                 (need-hook! (primref-primitive node) 'hook)
                 (need-hook! (primref-primitive node) 'value))
                (else
                 (if (set? node) (need! (set-variable node)))
                 (for-each-child visit node))))

        (define (visit-pending)
          (if (pair? pending)
              (let ((definition (car pending)))
                (set! pending (cdr pending))
                (visit (definition-value definition))
                (visit-pending))))

        (for-each clear-definition! (program-items program))
        (for-each collect-definition! (program-items program))
        (for-each (lambda (hook) (symbol-table-set! hooks (car hook) (cdr hook))) (program-hooks program))
        (for-each (lambda (name)
                    (let ((hook (assq name (program-hooks program))))
                      (if hook (need! (cdr hook)))))
                  hook-table)
        (for-each (lambda (item)
                    (if (not (droppable? item))
                        (begin (visit item) (visit-pending))))
                  (program-items program))
        (visit-pending)
        (make-program (program-source program)
                      (keep-needed (program-items program))
                      (keep-needed-hooks (program-hooks program) token))))

    ;; Collect the droppable definitions of each variable.
    (define (collect-definition! item)
      (if (definition? item)
          (let ((variable (definition-variable item)))
            (if (droppable? item)
                (variable-set-fact! variable (cons item (variable-fact variable)))))))

    ;; What the running system defines stays: other code may come to need it.
    (define (droppable? item)
      (and (definition? item)
           (not (variable-live-value (definition-variable item)))
           (discardable? (definition-value item))))

    (define (keep-needed items)
      (let loop ((items items) (kept '()))
        (cond ((null? items) (reverse kept))
              ((and (definition? (car items)) (pair? (variable-fact (definition-variable (car items)))) (droppable? (car items)))
               (loop (cdr items) kept))
              (else (loop (cdr items) (cons (car items) kept))))))

    ;; A hook whose definition went away is no hook any more.
    (define (keep-needed-hooks hooks token)
      (let loop ((hooks hooks) (kept '()))
        (cond ((null? hooks) (reverse kept))
              ((and (eq? (variable-mark (cdr (car hooks))) token) (pair? (variable-fact (cdr (car hooks)))))
               (loop (cdr hooks) kept))
              (else (loop (cdr hooks) (cons (car hooks) kept))))))))
