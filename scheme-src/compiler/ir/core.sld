;;; Core: the language of the middle. Names are resolved, macros are gone, and nothing is known of machines.
;;;
;;; Nodes are immutable records; a pass builds new ones. The first field of each node is `source`: a position of
;;; (base position) or #f. The grammar, that is which field holds what, stands in (compiler ir grammar), from which the
;;; checker, the printer and the reader come.
;;;
;;;   $const     source value
;;;   $ref       source variable
;;;   $set       source variable value         assignment; gone for local variables after convert-assignments
;;;   $if        source test then else
;;;   $seq       source first second           the value of first is dropped
;;;   $lambda    source name clauses           several clauses: case-lambda; the first that fits is taken
;;;   $clause    source required rest body     rest: variable or #f
;;;   $let       source variables values body  no order among the values
;;;   $letrec    source variables values body  letrec* semantics; gone after order-letrec
;;;   $fix       source variables lambdas body mutually recursive procedures, never assigned
;;;   $call      source operator operands      no order among operator and operands
;;;   $primcall  source primitive operands     primitive: row of (machine primitives)
;;;   $primref   source primitive              a primitive as a value
;;;   $receive   source required rest producer body   bind the values of an expression
;;;   $labels    source variables clauses body contified procedures: reached by $jump alone, which stands in tail position
;;;                                            of the body or of a clause
;;;   $jump      source variable operands
;;;   $program   source items hooks            items: $definition or expression, run in order; hooks: list of (name . variable),
;;;                                            the definitions that compiled code refers to by itself (machine/primitives.scm)
;;;   $definition source variable value
;;;
;;; A `static-descriptor` is a constant ($const holds it): the descriptor of a record type that the image contains ready made. So is
;;; `stored-procedures`, with a vector of names, until store-procedures of the middle puts a table in its place.
(define-library (compiler ir core)
  (export make-const const? const-source const-value
          make-ref ref? ref-source ref-variable
          make-set set? set-source set-variable set-value
          make-if if? if-source if-test if-then if-else
          make-seq seq? seq-source seq-first seq-second
          make-lambda lambda? lambda-source lambda-name lambda-clauses
          make-clause clause? clause-source clause-required clause-rest clause-body
          make-let let? let-source let-variables let-values-of let-body
          make-letrec letrec? letrec-source letrec-variables letrec-values letrec-body
          make-fix fix? fix-source fix-variables fix-lambdas fix-body
          make-call call? call-source call-operator call-operands
          make-primcall primcall? primcall-source primcall-primitive primcall-operands
          make-primref primref? primref-source primref-primitive
          make-receive receive? receive-source receive-required receive-rest receive-producer receive-body
          make-labels labels? labels-source labels-variables labels-clauses labels-body
          make-jump jump? jump-source jump-variable jump-operands
          make-program program? program-source program-items program-hooks
          make-definition definition? definition-source definition-variable definition-value
          make-static-descriptor static-descriptor? static-descriptor-id static-descriptor-name static-descriptor-fields
          make-stored-procedures stored-procedures? stored-procedures-names)
  (import (scheme base))
  (begin
    (define-record-type $const (make-const source value) const?
      (source const-source)
      (value const-value))

    (define-record-type $ref (make-ref source variable) ref?
      (source ref-source)
      (variable ref-variable))

    (define-record-type $set (make-set source variable value) set?
      (source set-source)
      (variable set-variable)
      (value set-value))

    (define-record-type $if (make-if source test then else) if?
      (source if-source)
      (test if-test)
      (then if-then)
      (else if-else))

    (define-record-type $seq (make-seq source first second) seq?
      (source seq-source)
      (first seq-first)
      (second seq-second))

    (define-record-type $lambda (make-lambda source name clauses) lambda?
      (source lambda-source)
      (name lambda-name)
      (clauses lambda-clauses))

    (define-record-type $clause (make-clause source required rest body) clause?
      (source clause-source)
      (required clause-required)
      (rest clause-rest)
      (body clause-body))

    ;; `let-values` is a form of Scheme, so the accessor of the field `values` is let-values-of.
    (define-record-type $let (make-let source variables values body) let?
      (source let-source)
      (variables let-variables)
      (values let-values-of)
      (body let-body))

    (define-record-type $letrec (make-letrec source variables values body) letrec?
      (source letrec-source)
      (variables letrec-variables)
      (values letrec-values)
      (body letrec-body))

    (define-record-type $fix (make-fix source variables lambdas body) fix?
      (source fix-source)
      (variables fix-variables)
      (lambdas fix-lambdas)
      (body fix-body))

    (define-record-type $call (make-call source operator operands) call?
      (source call-source)
      (operator call-operator)
      (operands call-operands))

    (define-record-type $primcall (make-primcall source primitive operands) primcall?
      (source primcall-source)
      (primitive primcall-primitive)
      (operands primcall-operands))

    (define-record-type $primref (make-primref source primitive) primref?
      (source primref-source)
      (primitive primref-primitive))

    (define-record-type $receive (make-receive source required rest producer body) receive?
      (source receive-source)
      (required receive-required)
      (rest receive-rest)
      (producer receive-producer)
      (body receive-body))

    (define-record-type $labels (make-labels source variables clauses body) labels?
      (source labels-source)
      (variables labels-variables)
      (clauses labels-clauses)
      (body labels-body))

    (define-record-type $jump (make-jump source variable operands) jump?
      (source jump-source)
      (variable jump-variable)
      (operands jump-operands))

    (define-record-type $program (make-program source items hooks) program?
      (source program-source)
      (items program-items)
      (hooks program-hooks))

    (define-record-type $definition (make-definition source variable value) definition?
      (source definition-source)
      (variable definition-variable)
      (value definition-value))

    ;; id: unique in the program, from 1, in program order; name: symbol; fields: list of symbols.
    (define-record-type static-descriptor (make-static-descriptor id name fields) static-descriptor?
      (id static-descriptor-id)
      (name static-descriptor-name)
      (fields static-descriptor-fields))

    (define-record-type stored-procedures (make-stored-procedures names) stored-procedures?
      (names stored-procedures-names))))
