;;; Closed: Core after closure conversion. Procedures have no free variables; closures are explicit objects.
;;;
;;; A program is a list of procedures beside each other, a list of globals, and the label of the procedure that runs the
;;; top-level items. Expressions use these nodes of Core, with local variables only, which are never assigned:
;;; $const $ref $if $seq $let $labels $jump $receive $primcall $call (of an unknown procedure), and $clause in procedures
;;; and $labels. The nodes of its own:
;;;
;;;   $closed-program  procedures globals entry hooks         hooks: list of (name . target), target a label when the hook is
;;;                                                           a known procedure without free values, otherwise a global
;;;   $procedure       label name source clauses captured     captured: number of free values in its closure
;;;   $captured        source index                           free value of the current closure, from 0
;;;   $self            source                                 the current closure itself
;;;   $closure         source label values                    allocate a closure
;;;   $closures        source variables labels values body    mutually recursive closures; values: list of lists of
;;;                                                           expressions, which may refer to the variables
;;;   $static-closure  source label                           a closure without free values: one object in the image
;;;   $global-ref      source global checked?                 checked?: may run before the definition
;;;   $global-set      source global value
;;;   $known-call      source label clause closure operands   clause: index; closure: expression or #f (needs none);
;;;                                                           operands fit the clause, the rest as one list
;;;
;;; Labels name procedures, globals name top-level variables. Both are objects; their ids follow the program text.
;;;   global-value  a $static-closure or $const with which the image initialises the global, or #f: unassigned at start
;;;   global-live   the variable's live value when it belongs to the running system, or #f
(define-library (compiler ir closed)
  (export make-closed-program closed-program? closed-program-procedures closed-program-globals closed-program-entry
          closed-program-hooks
          make-procedure procedure-node? procedure-label procedure-name procedure-source procedure-clauses procedure-captured
          make-captured captured? captured-source captured-index
          make-self self? self-source
          make-closure closure? closure-source closure-label closure-values
          make-closures closures? closures-source closures-variables closures-labels closures-values closures-body
          make-static-closure static-closure? static-closure-source static-closure-label
          make-global-ref global-ref? global-ref-source global-ref-global global-ref-checked?
          make-global-set global-set? global-set-source global-set-global global-set-value
          make-known-call known-call? known-call-source known-call-label known-call-clause known-call-closure
          known-call-operands
          make-label label? label-name label-id label-system? label-set-system! label-slot label-set-slot!
          make-global global? global-name global-id global-value global-set-value! global-live global-set-live!
          global-slot global-set-slot!
          reset-label-ids!)
  (import (scheme base))
  (begin
    (define-record-type $closed-program (make-closed-program procedures globals entry hooks) closed-program?
      (procedures closed-program-procedures)
      (globals closed-program-globals)
      (entry closed-program-entry)
      (hooks closed-program-hooks))

    ;; `procedure?` belongs to Scheme, so the predicate is procedure-node?.
    (define-record-type $procedure (make-procedure label name source clauses captured) procedure-node?
      (label procedure-label)
      (name procedure-name)
      (source procedure-source)
      (clauses procedure-clauses)
      (captured procedure-captured))

    (define-record-type $captured (make-captured source index) captured?
      (source captured-source)
      (index captured-index))

    (define-record-type $self (make-self source) self?
      (source self-source))

    (define-record-type $closure (make-closure source label values) closure?
      (source closure-source)
      (label closure-label)
      (values closure-values))

    (define-record-type $closures (make-closures source variables labels values body) closures?
      (source closures-source)
      (variables closures-variables)
      (labels closures-labels)
      (values closures-values)
      (body closures-body))

    (define-record-type $static-closure (make-static-closure source label) static-closure?
      (source static-closure-source)
      (label static-closure-label))

    (define-record-type $global-ref (make-global-ref source global checked?) global-ref?
      (source global-ref-source)
      (global global-ref-global)
      (checked? global-ref-checked?))

    (define-record-type $global-set (make-global-set source global value) global-set?
      (source global-set-source)
      (global global-set-global)
      (value global-set-value))

    (define-record-type $known-call (make-known-call source label clause closure operands) known-call?
      (source known-call-source)
      (label known-call-label)
      (clause known-call-clause)
      (closure known-call-closure)
      (operands known-call-operands))

    (define-record-type label (new-label name id system? slot) label?
      (name label-name)
      (id label-id)
      (system? label-system? label-set-system!)         ; of the system's libraries, not of the user's
      (slot label-slot label-set-slot!))

    (define-record-type global (new-global name id value live slot) global?
      (name global-name)
      (id global-id)
      (value global-value global-set-value!)
      (live global-live global-set-live!)
      (slot global-slot global-set-slot!))

    (define next-id 0)

    (define (take-id!)
      (set! next-id (+ next-id 1))
      next-id)

    ;; Begin a compilation.
    (define (reset-label-ids!)
      (set! next-id 0))

    ;; A fresh label; name: symbol or #f.
    (define (make-label name)
      (new-label name (take-id!) #f #f))

    ;; A fresh global; constant: see global-value above.
    (define (make-global name constant)
      (new-global name (take-id!) constant #f #f))))
