;;; Effects: what may happen when an expression of Core runs.
;;;
;;; An expression is *discardable* when it surely gives one value, changes nothing, ends, and cannot fail: when its value is
;;; not wanted, it goes away. The primitive table says what a primitive does; a checked primitive fails on a wrong type, so
;;; it is discardable only on arguments that surely fit: (car x) is not, (cons x y) and (vector-length '#(1 2)) are.
;;; It is *constant-like* when, besides, it does not depend on memory, so it may move past anything that has effects.
(define-library (compiler analysis effects)
  (export discardable? constant-like? primitive-discardable?)
  (import (scheme base) (machine primitives) (compiler ir variable) (compiler ir core))
  (begin
    ;; Looks at a bounded number of nodes; larger expressions are not discardable.
    (define (discardable? node)
      (let ((left (check node 40)))
        (and left #t)))

    ;; (check node fuel) -> fuel left, or #f: not discardable
    (define (check node fuel)
      (cond ((= fuel 0) #f)
            ((or (const? node) (ref? node) (lambda? node) (primref? node)) (- fuel 1))
            ((primcall? node)
             (and (primitive-discardable? (primcall-primitive node) (primcall-operands node))
                  (check-all (primcall-operands node) (- fuel 1))))
            ((if? node) (check-all (list (if-test node) (if-then node) (if-else node)) fuel))
            ((let? node)
             (let ((left (check-all (let-values-of node) fuel)))
               (and left (check (let-body node) left))))
            ((fix? node) (check (fix-body node) fuel))
            ((seq? node) (check-all (list (seq-first node) (seq-second node)) fuel))
            (else #f)))

    (define (check-all nodes fuel)
      (if (null? nodes)
          fuel
          (let ((left (check (car nodes) fuel)))
            (and left (> left 0) (check-all (cdr nodes) left)))))

    ;; Whether a call of the primitive itself, its operands computed, may go away.
    (define (primitive-discardable? primitive operands)
      (and (memq (primitive-effect primitive) '(pure alloc read))
           (or (unchecked? primitive)
               (operands-fit? (primitive-arguments primitive) operands))))

    ;; Names with % check nothing, except the record accessors.
    (define (unchecked? primitive)
      (and (char=? (string-ref (symbol->string (primitive-name primitive)) 0) #\%)
           (not (memq (primitive-name primitive) '(%checked-record-ref %check-assigned)))))

    (define (operands-fit? types operands)
      (cond ((null? operands) #t)
            ((null? types) #f)
            ((eq? (car types) '&) (operands-fit-all? (cadr types) operands))
            (else (and (fits? (car types) (car operands)) (operands-fit? (cdr types) (cdr operands))))))

    (define (operands-fit-all? type operands)
      (or (null? operands)
          (and (fits? type (car operands)) (operands-fit-all? type (cdr operands)))))

    (define (fits? type operand)
      (or (eq? type 'any)
          (and (const? operand)
               (let ((value (const-value operand)))
                 (case type
                   ((number) (exact-integer? value))
                   ((char) (char? value))
                   ((pair) (pair? value))
                   ((vector) (vector? value))
                   ((string) (string? value))
                   ((symbol) (symbol? value))
                   ((boolean) (boolean? value))
                   (else #f))))))

    (define (constant-like? node)
      (or (const? node)
          (lambda? node)
          (primref? node)
          (and (ref? node) (not (variable-assigned? (ref-variable node))))
          (and (primcall? node)
               (memq (primitive-effect (primcall-primitive node)) '(pure alloc))
               (primitive-discardable? (primcall-primitive node) (primcall-operands node))
               (all-constant-like? (primcall-operands node)))))

    (define (all-constant-like? nodes)
      (or (null? nodes)
          (and (constant-like? (car nodes)) (all-constant-like? (cdr nodes)))))))
