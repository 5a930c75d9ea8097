;;; Reductions: constructors of Core that build the simplest expression that does the same.
;;;
;;; They look one level deep and never change what runs: (if (not a) b c) becomes (if a c b), a constant in front of
;;; a sequence goes away, a primitive on constants is computed, a variable that is only tested at once is its value. They keep
;;; variable-count: how often an expression of the output refers to a variable; what they drop is counted off.
;;;
;;; The context of an expression says what its value is for: value, test (true or false only), effect (not used).
(define-library (compiler analysis reductions)
  (export nothing emit-ref uncount! build-seq build-if negation? build-primcall build-let wrap comparable?)
  (import (scheme base) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler analysis folding))
  (begin
    ;;; Counts. variable-count: how often the expressions built so far refer to a variable.

    ;; What is left of an expression without effect.
    (define nothing (make-const #f #f))

    (define (emit-ref source variable)
      (variable-set-count! variable (+ (variable-count variable) 1))
      (make-ref source variable))

    ;; A simplified expression goes away.
    (define (uncount! node)
      (cond ((ref? node) (lower-count! (ref-variable node)))
            ((const? node) #t)
            (else
             (if (set? node) (lower-count! (set-variable node)))
             (for-each-child uncount! node))))

    (define (lower-count! variable) (variable-set-count! variable (- (variable-count variable) 1)))

    ;;; Constructors. All parts are simplified.

    (define (build-seq source first second)
      (cond ((const? first) second)
            ((or (lambda? first) (and (ref? first) (not (variable-global? (ref-variable first)))))
             (uncount! first)
             second)
            (else (make-seq source first second))))

    (define (negation? node)
      (and (primcall? node) (eq? (primcall-primitive node) primitive-not)))

    (define (build-if source test then else context)
      (cond ((negation? test) (build-if source (car (primcall-operands test)) else then context))
            ((and (const? then) (const? else) (or (eq? context 'effect) (eqv? (const-value then) (const-value else))))
             (if (eq? context 'effect) test (build-seq source test then)))
            ((and (true? then) (false? else) (or (eq? context 'test) (boolean-valued? test then))) test)
            ((and (false? then) (true? else) (or (eq? context 'test) (eq? (const-value else) #t)))
             (make-primcall source primitive-not (list test)))
            ((same-variable? test else) (uncount! else) (build-if source test then (make-const source #f) context))
            ((and (eq? context 'test) (same-variable? test then))
             (uncount! then)
             (build-if source test (make-const source #t) else context))
            ((and (same-variable? test then) (false? else)) (uncount! then) test)
            (else (make-if source test then else))))

    ;; The test gives #t where the branch is #t.
    (define (boolean-valued? test then)
      (and (eq? (const-value then) #t)
           (primcall? test)
           (eq? (primitive-result (primcall-primitive test)) 'boolean)))

    (define (true? node) (and (const? node) (const-value node)))
    (define (false? node) (and (const? node) (not (const-value node))))
    (define (same-variable? one other)
      (and (ref? one) (ref? other)
           (eq? (ref-variable one) (ref-variable other))
           (not (variable-assigned? (ref-variable one)))
           (not (variable-global? (ref-variable one)))))

    (define primitive-not (primitive-named 'not))
    (define primitive-eq? (primitive-named 'eq?))
    (define primitive-eqv? (primitive-named 'eqv?))

    (define (build-primcall source primitive operands)
      (let ((folded (and (primitive-option primitive 'fold)
                         (all-const? operands)
                         (fold-primitive primitive (map const-value operands)))))
        (cond (folded (make-const source (car folded)))
              ((and (eq? primitive primitive-eqv?) (or (comparable? (car operands)) (comparable? (cadr operands))))
               (make-primcall source primitive-eq? operands))
              (else (make-primcall source primitive operands)))))

    (define (all-const? nodes)
      (or (null? nodes)
          (and (const? (car nodes)) (all-const? (cdr nodes)))))

    ;; A constant that is eqv? only to what is eq? to it.
    (define (comparable? node)
      (and (const? node)
           (let ((value (const-value node)))
             (or (boolean? value) (char? value) (symbol? value) (null? value)
                 (and (exact-integer? value) (< (abs value) 1000000000))))))

    ;; before: $let, $seq and $fix whose last part is to be replaced by the body, innermost first.
    (define (wrap before body)
      (if (null? before)
          body
          (let ((outer (car before)))
            (wrap (cdr before)
                  (cond ((let? outer) (make-let (let-source outer) (let-variables outer) (let-values-of outer) body))
                        ((seq? outer) (make-seq (seq-source outer) (seq-first outer) body))
                        (else (make-fix (fix-source outer) (fix-variables outer) (fix-lambdas outer) body)))))))

    ;; A variable that is only tested at once is its value.
    (define (build-let source variables values body context)
      (cond ((null? variables) body)
            ((and (null? (cdr variables)) (only-use? (car variables) body)) (car values))
            ((and (null? (cdr variables)) (if? body) (only-use? (car variables) (if-test body)))
             (build-if (if-source body) (car values) (if-then body) (if-else body) context))
            (else (make-let source variables values body))))

    (define (only-use? variable node)
      (and (ref? node)
           (eq? (ref-variable node) variable)
           (= (variable-count variable) 1)
           (not (variable-assigned? variable))))))
