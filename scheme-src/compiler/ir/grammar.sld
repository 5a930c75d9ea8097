;;; Grammar: every kind of node once, with the kinds of its fields; then each language as the full list of what it allows.
;;;
;;; The checker, the printer, the reader and the mapping over children ((compiler ir checker), … printer, … reader, … children)
;;; are interpreters of this table: whoever adds a node writes its record, one row here, and its name in the languages that
;;; allow it.
;;;
;;; Kinds of fields:
;;;
;;;   position                  exact integer or #f; not printed
;;;   datum  name  index  flag  a constant; a symbol or #f; an exact integer >= 0; a boolean
;;;   primitive  label  global  a row of (machine primitives); a label or list of labels; a global of Closed
;;;   variable  target          a variable in scope, bound as a value; as a label
;;;   defined                   the global variable that a definition binds, in scope in the whole program
;;;   binders  rest  targets    binds a list of variables; a variable or #f; a list of variables as labels
;;;   expression expressions    in the scope around the node; `optional`: an expression or #f
;;;   body  bodies              in the scope of what the node binds; a node and a list of nodes
;;;   body-lists                a list of lists of nodes, in the scope of what the node binds
;;;   clauses                   a list of $clause, in the scope around the node
;;;   items  procedures  globals  hooks  closed-hooks   the contents of programs
(define-library (compiler ir grammar)
  (export kind-name kind-constructor kind-fields field-name field-kind field-accessor
          language-name core-language closed-language
          kind-of kind-named)
  (import (scheme base) (compiler ir core) (compiler ir closed))
  (begin
    (define-record-type kind (make-kind name predicate constructor fields) kind?
      (name kind-name)
      (predicate kind-predicate)
      (constructor kind-constructor)
      (fields kind-fields))

    (define-record-type field (make-field name kind accessor) field?
      (name field-name)
      (kind field-kind)
      (accessor field-accessor))

    ;; (row name predicate constructor (field-name field-kind accessor) …) -> kind
    (define (row name predicate constructor . fields)
      (make-kind name predicate constructor
                 (map (lambda (field) (make-field (car field) (cadr field) (list-ref field 2))) fields)))

    ;; All kinds of nodes of Core and Closed; the most frequent first, for `kind-of`.
    (define node-kinds
      (list
       (row 'ref ref? make-ref
            (list 'source 'position ref-source) (list 'variable 'variable ref-variable))
       (row 'const const? make-const
            (list 'source 'position const-source) (list 'value 'datum const-value))
       (row 'primcall primcall? make-primcall
            (list 'source 'position primcall-source) (list 'primitive 'primitive primcall-primitive)
            (list 'operands 'expressions primcall-operands))
       (row 'call call? make-call
            (list 'source 'position call-source) (list 'operator 'expression call-operator)
            (list 'operands 'expressions call-operands))
       (row 'if if? make-if
            (list 'source 'position if-source) (list 'test 'expression if-test)
            (list 'then 'expression if-then) (list 'else 'expression if-else))
       (row 'let let? make-let
            (list 'source 'position let-source) (list 'variables 'binders let-variables)
            (list 'values 'expressions let-values-of) (list 'body 'body let-body))
       (row 'seq seq? make-seq
            (list 'source 'position seq-source) (list 'first 'expression seq-first)
            (list 'second 'expression seq-second))
       (row 'lambda lambda? make-lambda
            (list 'source 'position lambda-source) (list 'name 'name lambda-name)
            (list 'clauses 'clauses lambda-clauses))
       (row 'clause clause? make-clause
            (list 'source 'position clause-source) (list 'required 'binders clause-required)
            (list 'rest 'rest clause-rest) (list 'body 'body clause-body))
       (row 'known-call known-call? make-known-call
            (list 'source 'position known-call-source) (list 'label 'label known-call-label)
            (list 'clause 'index known-call-clause) (list 'closure 'optional known-call-closure)
            (list 'operands 'expressions known-call-operands))
       (row 'global-ref global-ref? make-global-ref
            (list 'source 'position global-ref-source) (list 'global 'global global-ref-global)
            (list 'checked? 'flag global-ref-checked?))
       (row 'captured captured? make-captured
            (list 'source 'position captured-source) (list 'index 'index captured-index))
       (row 'self self? make-self
            (list 'source 'position self-source))
       (row 'static-closure static-closure? make-static-closure
            (list 'source 'position static-closure-source) (list 'label 'label static-closure-label))
       (row 'closure closure? make-closure
            (list 'source 'position closure-source) (list 'label 'label closure-label)
            (list 'values 'expressions closure-values))
       (row 'closures closures? make-closures
            (list 'source 'position closures-source) (list 'variables 'binders closures-variables)
            (list 'labels 'label closures-labels) (list 'values 'body-lists closures-values)
            (list 'body 'body closures-body))
       (row 'global-set global-set? make-global-set
            (list 'source 'position global-set-source) (list 'global 'global global-set-global)
            (list 'value 'expression global-set-value))
       (row 'set set? make-set
            (list 'source 'position set-source) (list 'variable 'variable set-variable)
            (list 'value 'expression set-value))
       (row 'fix fix? make-fix
            (list 'source 'position fix-source) (list 'variables 'binders fix-variables)
            (list 'lambdas 'bodies fix-lambdas) (list 'body 'body fix-body))
       (row 'letrec letrec? make-letrec
            (list 'source 'position letrec-source) (list 'variables 'binders letrec-variables)
            (list 'values 'bodies letrec-values) (list 'body 'body letrec-body))
       (row 'labels labels? make-labels
            (list 'source 'position labels-source) (list 'variables 'targets labels-variables)
            (list 'clauses 'bodies labels-clauses) (list 'body 'body labels-body))
       (row 'jump jump? make-jump
            (list 'source 'position jump-source) (list 'variable 'target jump-variable)
            (list 'operands 'expressions jump-operands))
       (row 'receive receive? make-receive
            (list 'source 'position receive-source) (list 'required 'binders receive-required)
            (list 'rest 'rest receive-rest) (list 'producer 'expression receive-producer)
            (list 'body 'body receive-body))
       (row 'primref primref? make-primref
            (list 'source 'position primref-source) (list 'primitive 'primitive primref-primitive))
       (row 'definition definition? make-definition
            (list 'source 'position definition-source) (list 'variable 'defined definition-variable)
            (list 'value 'expression definition-value))
       (row 'program program? make-program
            (list 'source 'position program-source) (list 'items 'items program-items)
            (list 'hooks 'hooks program-hooks))
       (row 'procedure procedure-node? make-procedure
            (list 'label 'label procedure-label) (list 'name 'name procedure-name)
            (list 'source 'position procedure-source) (list 'clauses 'clauses procedure-clauses)
            (list 'captured 'index procedure-captured))
       (row 'closed-program closed-program? make-closed-program
            (list 'procedures 'procedures closed-program-procedures) (list 'globals 'globals closed-program-globals)
            (list 'entry 'label closed-program-entry) (list 'hooks 'closed-hooks closed-program-hooks))))

    (define-record-type language (make-language name kinds) language?
      (name language-name)
      (kinds language-kinds))

    ;; (language-allowing name allowed) -> language; its kinds in table order.
    (define (language-allowing name allowed)
      (make-language name
                     (let loop ((kinds node-kinds))
                       (cond ((null? kinds) '())
                             ((memq (kind-name (car kinds)) allowed) (cons (car kinds) (loop (cdr kinds))))
                             (else (loop (cdr kinds)))))))

    (define core-language
      (language-allowing 'core
                '(program definition
                  const ref set if seq lambda clause let letrec fix call primcall primref receive labels jump)))

    (define closed-language
      (language-allowing 'closed
                '(closed-program procedure
                  const ref if seq clause let labels jump receive primcall call
                  captured self closure closures static-closure global-ref global-set known-call)))

    ;; (kind-of node language) -> kind, or #f when the language does not allow the node.
    (define (kind-of node language)
      (let loop ((kinds (language-kinds language)))
        (cond ((null? kinds) #f)
              (((kind-predicate (car kinds)) node) (car kinds))
              (else (loop (cdr kinds))))))

    ;; (kind-named name language) -> kind or #f
    (define (kind-named name language)
      (let loop ((kinds (language-kinds language)))
        (cond ((null? kinds) #f)
              ((eq? (kind-name (car kinds)) name) (car kinds))
              (else (loop (cdr kinds))))))))
