;;; Sizes: what it would cost to have an expression of Core a second time, and what of that is worth while.
(define-library (compiler analysis sizes)
  (export size-as-copy copy-limit)
  (import (scheme base) (machine primitives) (compiler ir core))
  (begin
    (define largest-size 40)            ; nothing is measured beyond
    (define size-limit 8)               ; of a procedure that is copied
    (define lambda-bonus 14)            ; more for each operand that is a lambda expression
    (define likely-bonus 30)            ; more for a body that is a likely test

    ;; (copy-limit count) -> the largest size of a procedure that is copied to a call with so many lambda expressions among its operands.
    (define (copy-limit count) (+ size-limit (* lambda-bonus count)))

    (define primitive-likely (primitive-named '%likely))

    ;; (size-as-copy body) -> size or #f. A body that is a likely test, perhaps of what is bound around it, is a fast way and a slow one: written
    ;; to be copied.
    (define (size-as-copy body)
      (let ((size (size-of body)))
        (and size
             (if (likely-test? body)
                 (max 0 (- size likely-bonus))
                 size))))

    (define (likely-test? body)
      (cond ((let? body) (likely-test? (let-body body)))
            ((if? body) (and (primcall? (if-test body)) (eq? (primcall-primitive (if-test body)) primitive-likely)))
            (else #f)))

    ;; (size-of node) -> size, or #f: larger than the largest. References and constants count nothing. What asks for its own
    ;; place on the stack is never copied.
    (define (size-of node)
      (let ((left (size-left node largest-size)))
        (and left (- largest-size left))))

    (define (size-left node left)
      (cond ((not left) #f)
            ((< left 0) #f)
            ((or (ref? node) (const? node)) left)
            ((primcall? node)
             (if (eq? (primitive-name (primcall-primitive node)) '%stack-pointer)
                 #f
                 (list-left (primcall-operands node) (- left 1))))
            ((call? node) (list-left (call-operands node) (size-left (call-operator node) (- left 2))))
            ((if? node) (size-left (if-else node) (size-left (if-then node) (size-left (if-test node) (- left 1)))))
            ((seq? node) (size-left (seq-second node) (size-left (seq-first node) left)))
            ((let? node) (size-left (let-body node) (list-left (let-values-of node) left)))
            ((lambda? node) (list-left (map clause-body (lambda-clauses node)) (- left 2)))
            ((fix? node) (size-left (fix-body node) (list-left (fix-lambdas node) (- left 1))))
            ((set? node) (size-left (set-value node) (- left 1)))
            ((receive? node) (size-left (receive-body node) (size-left (receive-producer node) (- left 2))))
            (else #f)))

    (define (list-left nodes left)
      (cond ((not left) #f)
            ((null? nodes) (if (< left 0) #f left))
            (else (list-left (cdr nodes) (size-left (car nodes) left)))))))
