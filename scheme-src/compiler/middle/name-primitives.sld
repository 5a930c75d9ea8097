;;; Name primitives: turn every primitive that is used as a value into a top-level procedure.
;;;
;;; A primitive is an instruction, not an object. Where a program passes one to `map`, a procedure must exist that does the
;;; same: the hook that the row's (value hook) option names, when the name means more than its row (+ takes any number of
;;; arguments; it is called like the primitive), or the procedure that the running system has for it, a constant, or else its eta-expansion, made once for
;;; each primitive and put before the first item. After that nothing
;;; behind this pass knows primitives as values; the inliner sees through the small procedures again where it pays.
;;;
;;; Input  Core      Needs  nothing
;;; Output Core      Gives  primitives-named: no $primref
;;;
;;;   before   (call map.1 (primref car) x.2)
;;;   after    (definition car.3 (lambda car (clause (a.4) #f (primcall car a.4))))  (call map.1 car.3 x.2)
(define-library (compiler middle name-primitives)
  (export name-primitives)
  (import (scheme base) (base table) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler analysis constant-procedures))
  (begin
    (define (name-primitives program)
      (let ((names (make-symbol-table)) (definitions '()))
        (define (variable-of primitive)
          (let ((hook (primitive-option primitive 'value)) (known (symbol-table-ref names (primitive-name primitive) #f)))
            (cond (known known)
                  ((and hook (assq (car hook) (program-hooks program))) => cdr)
                  (else
                   (let ((variable (make-global-variable (primitive-name primitive) #f)))
                     (symbol-table-set! names (primitive-name primitive) variable)
                     (set! definitions (cons (make-definition #f variable (eta-expansion primitive)) definitions))
                     variable)))))

        (define (rewrite node)
          (if (primref? node)
              (let ((procedure (primitive-procedure (primref-primitive node))))
                (if procedure
                    (make-const (primref-source node) procedure)
                    (make-ref (primref-source node) (variable-of (primref-primitive node)))))
              (map-children rewrite node)))

        (let ((rewritten (map-items (lambda (item) (name-as-primitive (rewrite item) (program-hooks program))) program)))
          (if (null? definitions)
              rewritten
              (make-program (program-source rewritten)
                            (append (reverse definitions) (program-items rewritten))
                            (program-hooks rewritten))))))

    ;; The hook that stands for a primitive gets its name: that is what users know it by.
    (define (name-as-primitive item hooks)
      (let ((name (and (definition? item)
                       (lambda? (definition-value item))
                       (name-of-primitive (definition-variable item) hooks))))
        (if name
            (make-definition (definition-source item) (definition-variable item)
                             (make-lambda (lambda-source (definition-value item)) name (lambda-clauses (definition-value item))))
            item)))

    ;; hooks: list of (hook name . variable). -> symbol or #f
    (define (name-of-primitive variable hooks)
      (let ((hook (find-hook variable hooks)))
        (and hook (symbol-table-ref primitives-of-hooks (car hook) #f))))

    (define (find-hook variable hooks)
      (cond ((null? hooks) #f)
            ((eq? (cdr (car hooks)) variable) (car hooks))
            (else (find-hook variable (cdr hooks)))))

    (define primitives-of-hooks
      (let ((table (make-symbol-table)))
        (for-each (lambda (primitive)
                    (let ((hook (primitive-option primitive 'value)))
                      (if hook (symbol-table-set! table (car hook) (primitive-name primitive)))))
                  all-primitives)
        table))

    ;; A primitive that takes any number of arguments and has no hook gets clauses for a few.
    (define (eta-expansion primitive)
      (let* ((least (primitive-minimum-arguments primitive))
             (most (if (primitive-variadic? primitive) (+ least 4) least)))
        (make-lambda #f (primitive-name primitive)
                     (let loop ((count least))
                       (if (> count most)
                           '()
                           (let* ((clause (eta-clause primitive count)) (more (loop (+ count 1))))
                             (cons clause more)))))))

    (define (eta-clause primitive count)
      (let ((parameters (let loop ((left count) (parameters '()))
                          (if (= left 0)
                              parameters
                              (loop (- left 1) (cons (make-variable 'argument #f) parameters))))))
        (make-clause #f parameters #f
                     (make-primcall #f primitive (map (lambda (parameter) (make-ref #f parameter)) parameters)))))))
