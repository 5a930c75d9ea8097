;;; Core builder: the expander's builder that makes Core.
;;;
;;; The expander knows the languages behind it only through a record of procedures, (expander builder). Here is the one that
;;; makes nodes. It simplifies only what would otherwise be built to be taken apart at once: a call of a lambda expression
;;; whose one clause fits becomes $let, a `let` of nothing and a sequence of one are their body.
;;;
;;; It also notes on each variable whether an assignment names it; a top-level variable defined twice counts as assigned.
(define-library (compiler ir core-builder)
  (export make-core-builder make-core-builder-with core-set core-define never-returning-names)
  (import (scheme base) (only (expander builder) make-builder) (compiler ir variable) (compiler ir core) (machine primitives) (base table))
  (begin
    ;; (make-core-builder) -> builder. Begins a compilation: variables are numbered from 1.
    (define (make-core-builder)
      (make-core-builder-with make-global-variable core-existing-variable make-ref core-set core-define
                              (lambda (operator)
                                (and (ref? operator) (memq (variable-name (ref-variable operator)) never-returning-names)))))

    ;; The same with other ways to treat top-level variables. never-returns?: of a node, whether it is a procedure of those
    ;; below.
    (define (make-core-builder-with global-variable existing-variable ref set define never-returns?)
      (reset-variable-ids!)
      (make-builder make-variable global-variable existing-variable make-const ref set make-if core-seq
                    core-lambda core-let core-letrec
                    (lambda (position operator operands)
                      (let ((call (core-call position operator operands)))
                        (if (never-returns? operator)
                            (make-seq position call (make-const #f #f))
                            call)))
                    core-primcall core-primref make-receive define))

    ;; The run-time system's procedures that never return, by the unique names of their variables. A call of one is never
    ;; a tail call, so that the frame of the caller is there to tell the place.
    (define never-returning-names '(error@runtime.errors raise@runtime.control))

    ;; A variable that the running system holds: nothing is known of it.
    (define (core-existing-variable name)
      (let ((variable (make-global-variable name #f)))
        (variable-set-live-value! variable name)
        variable))

    (define (core-set position variable value)
      (variable-set-assigned! variable #t)
      (make-set position variable value))

    ;; The position serves the inner sequences as well.
    (define (core-seq position expressions)
      (if (null? (cdr expressions))
          (car expressions)
          (make-seq position (car expressions) (core-seq position (cdr expressions)))))

    ;; clauses: list of (required rest-or-#f body)
    (define (core-lambda position name clauses)
      (make-lambda position name
                   (map (lambda (clause)
                          (for-each note-parameter! (car clause))
                          (if (cadr clause) (note-parameter! (cadr clause)))
                          (make-clause position (car clause) (cadr clause) (car (cddr clause))))
                        clauses)))

    (define (note-parameter! variable) (variable-set-parameter! variable #t))

    (define (core-let position variables values body)
      (if (null? variables)
          body
          (make-let position variables values body)))

    (define (core-letrec position variables values body)
      (if (null? variables)
          body
          (make-letrec position variables values body)))

    (define (core-call position operator operands)
      (if (and (lambda? operator)
               (null? (cdr (lambda-clauses operator)))
               (not (clause-rest (car (lambda-clauses operator))))
               (= (length (clause-required (car (lambda-clauses operator)))) (length operands)))
          (let ((clause (car (lambda-clauses operator))))
            (core-let position (clause-required clause) operands (clause-body clause)))
          (make-call position operator operands)))

    (define (core-primcall position name operands)
      (make-primcall position (primitive-of name) operands))

    (define (core-primref position name)
      (make-primref position (primitive-of name)))

    ;; variable-mark serves to see a second definition.
    (define (core-define position variable value)
      (if (eq? (variable-mark variable) 'defined)
          (variable-set-assigned! variable #t)
          (variable-set-mark! variable 'defined))
      (make-definition position variable value))

    ;; Rows by name.
    (define rows
      (let ((table (make-symbol-table)))
        (for-each (lambda (primitive) (symbol-table-set! table (primitive-name primitive) primitive)) all-primitives)
        table))

    (define (primitive-of name)
      (or (symbol-table-ref rows name #f) (error "core builder: no such primitive" name)))))
