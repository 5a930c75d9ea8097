;;; Checker: the verifier of Core and Closed. Interprets the grammar, and checks what the grammar cannot say.
;;;
;;; Rules of every program:
;;;
;;;   grammar         a node is of a kind that the language allows; its fields are of their kinds
;;;   bound-once      a variable is bound by one binder
;;;   in-scope        a local variable is referred to inside the scope of its binder
;;;   value-or-label  $jump names a label, everything else a value
;;;   tail-jump       $jump stands in tail position of the body or of a clause of its $labels
;;;   operands        a primitive, a jump and a known call get as many operands as they take
;;;   captures        (Closed) a closure is made with as many values as its procedure captures; indices are below that
;;;
;;; Facts, which a pass gives and later ones need:
;;;
;;;   primitives-named   no $primref
;;;   letrec-ordered     no $letrec; $fix binds unassigned variables to lambdas
;;;   assignment-free    $set names global variables only
;;;
;;; A broken rule is an error that names the rule and shows the smallest offending form. Uses variable-mark, and label-slot
;;; in Closed. One traversal.
(define-library (compiler ir checker)
  (export check-core check-closed)
  (import (scheme base) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir closed) (compiler ir grammar) (compiler ir printer))
  (begin
    ;; (check-core program facts) -> program. facts: list of symbols.
    (define (check-core program facts)
      (check program core-language facts)
      program)

    ;; (check-closed program) -> program
    (define (check-closed program)
      (if (not (closed-program? program)) (broken 'grammar program closed-language))
      (for-each (lambda (procedure) (label-set-slot! (procedure-label procedure) procedure))
                (closed-program-procedures program))
      (check program closed-language '())
      program)

    (define (broken rule node language)
      (error (string-append "verifier: rule " (symbol->string rule) " broken in " (symbol->string (language-name language)))
             (if (kind-of node language) (node->datum node language) node)))

    ;; variable-mark while checking: (token . state), state one of value, outside, or of a label its $clause.
    (define (check program language facts)
      (define token (list 'check))
      (define procedure #f)             ; the procedure of Closed that is being checked

      (define (require condition rule node)
        (if (not condition) (broken rule node language)))

      (define (state variable)
        (let ((mark (variable-mark variable)))
          (if (and (pair? mark) (eq? (car mark) token)) (cdr mark) #f)))

      (define (bind! variable state-now node)
        (require (variable? variable) 'grammar node)
        (require (not (variable-global? variable)) 'bound-once node)
        (require (not (state variable)) 'bound-once node)
        (variable-set-mark! variable (cons token state-now)))

      (define (leave! variable) (variable-set-mark! variable (cons token 'outside)))

      ;; labels: the label variables in whose tail position the node stands.
      (define (check-node node labels)
        (let ((kind (kind-of node language)))
          (require kind 'grammar node)
          (bind-fields! node (kind-fields kind))
          (let loop ((fields (kind-fields kind)))
            (if (pair? fields)
                (begin
                  (check-field node kind (car fields) ((field-accessor (car fields)) node) labels)
                  (loop (cdr fields)))))
          (check-facts node)
          (check-operands node labels)
          (leave-fields! node (kind-fields kind))))

      (define (bind-fields! node fields)
        (if (pair? fields)
            (let ((value ((field-accessor (car fields)) node)))
              (case (field-kind (car fields))
                ((binders) (for-each (lambda (variable) (bind! variable 'value node)) value))
                ((rest) (if value (bind! value 'value node)))
                ((targets)
                 (require (= (length value) (length (labels-clauses node))) 'grammar node)
                 (for-each (lambda (variable clause) (bind! variable clause node)) value (labels-clauses node)))
                (else #t))
              (bind-fields! node (cdr fields)))))

      (define (leave-fields! node fields)
        (if (pair? fields)
            (let ((value ((field-accessor (car fields)) node)))
              (case (field-kind (car fields))
                ((binders targets) (for-each leave! value))
                ((rest) (if value (leave! value)))
                (else #t))
              (leave-fields! node (cdr fields)))))

      (define (check-field node kind field value labels)
        (case (field-kind field)
          ((position) (require (or (not value) (exact-integer? value)) 'grammar node))
          ((datum) #t)
          ((name) (require (or (not value) (symbol? value) (string? value)) 'grammar node))
          ((index) (require (and (exact-integer? value) (>= value 0)) 'grammar node))
          ((flag) (require (boolean? value) 'grammar node))
          ((primitive) (require (primitive? value) 'grammar node))
          ((label) (require (if (list? value) (all label? value) (label? value)) 'grammar node))
          ((global) (require (global? value) 'grammar node))
          ((variable) (check-reference value node))
          ((target) (require (and (variable? value) (clause? (state value))) 'value-or-label node))
          ((defined) (require (and (variable? value) (variable-global? value)) 'grammar node))
          ((binders targets rest) #t)
          ((expression) (check-node value (if (tail? kind field) labels '())))
          ((optional) (if value (check-node value '())))
          ((expressions) (for-each (lambda (child) (check-node child '())) value))
          ((body) (check-node value (if (tail? kind field) (inner-labels node labels) '())))
          ((bodies) (for-each (lambda (child) (check-node child (if (labels? node) (inner-labels node labels) '()))) value))
          ((body-lists) (for-each (lambda (children) (for-each (lambda (child) (check-node child '())) children)) value))
          ((clauses) (for-each (lambda (clause) (require (clause? clause) 'grammar node) (check-node clause '())) value))
          ((items) (for-each (lambda (item) (check-node item '())) value))
          ((procedures)
           (for-each (lambda (child) (set! procedure child) (check-node child '())) value))
          (else #t)))

      (define (tail? kind field)
        (memq (field-name field)
              (case (kind-name kind)
                ((if) '(then else))
                ((seq) '(second))
                ((let letrec fix labels receive clause closures) '(body))
                (else '()))))

      (define (inner-labels node labels)
        (if (labels? node) (append (labels-variables node) labels) labels))

      (define (check-reference variable node)
        (require (variable? variable) 'grammar node)
        (if (variable-global? variable)
            (require (eq? (language-name language) 'core) 'in-scope node)
            (let ((state (state variable)))
              (require (not (clause? state)) 'value-or-label node)
              (require (eq? state 'value) 'in-scope node))))

      (define (check-facts node)
        (for-each (lambda (fact) (require (holds? fact node) fact node)) facts))

      (define (holds? fact node)
        (case fact
          ((primitives-named) (not (primref? node)))
          ((letrec-ordered)
           (and (not (letrec? node))
                (or (not (fix? node))
                    (and (all lambda? (fix-lambdas node))
                         (= (length (fix-lambdas node)) (length (fix-variables node)))
                         (all (lambda (variable) (not (variable-assigned? variable))) (fix-variables node))))))
          ((assignment-free) (or (not (set? node)) (variable-global? (set-variable node))))
          (else #t)))

      (define (check-operands node labels)
        (cond ((primcall? node)
               (let ((count (length (primcall-operands node))) (primitive (primcall-primitive node)))
                 (require (if (primitive-variadic? primitive)
                              (>= count (primitive-minimum-arguments primitive))
                              (= count (primitive-minimum-arguments primitive)))
                          'operands node)))
              ((let? node) (require (= (length (let-variables node)) (length (let-values-of node))) 'operands node))
              ((letrec? node) (require (= (length (letrec-variables node)) (length (letrec-values node))) 'operands node))
              ((jump? node)
               (require (memq (jump-variable node) labels) 'tail-jump node)
               (let ((clause (state (jump-variable node))))
                 (require (and (not (clause-rest clause))
                               (= (length (clause-required clause)) (length (jump-operands node))))
                          'operands node)))
              ((known-call? node)
               (let* ((target (label-slot (known-call-label node)))
                      (clause (and (procedure-node? target)
                                   (< (known-call-clause node) (length (procedure-clauses target)))
                                   (list-ref (procedure-clauses target) (known-call-clause node)))))
                 (require (and clause
                               (= (length (known-call-operands node))
                                  (+ (length (clause-required clause)) (if (clause-rest clause) 1 0))))
                          'operands node)
                 (require (or (known-call-closure node) (= 0 (procedure-captured target))) 'captures node)))
              ((closure? node)
               (require (= (captured-count (closure-label node)) (length (closure-values node))) 'captures node))
              ((closures? node)
               (for-each (lambda (label values) (require (= (captured-count label) (length values)) 'captures node))
                         (closures-labels node) (closures-values node)))
              ((static-closure? node)
               (require (eqv? (captured-count (static-closure-label node)) 0) 'captures node))
              ((captured? node)
               (require (and procedure (< (captured-index node) (procedure-captured procedure))) 'captures node))))

      ;; -1: no such procedure
      (define (captured-count label)
        (if (procedure-node? (label-slot label)) (procedure-captured (label-slot label)) -1))

      (check-node program '()))

    (define (all satisfied? list)
      (or (null? list)
          (and (satisfied? (car list)) (all satisfied? (cdr list)))))))
