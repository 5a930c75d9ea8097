;;; Core builder: the expander's builder that makes Core.
;;;
;;; The expander knows the languages behind it only through a record of procedures, (expander builder). Here is the one that
;;; makes nodes. It simplifies only what would otherwise be built to be taken apart at once: a call of a lambda expression
;;; whose one clause fits becomes $let, a `let` of nothing and a sequence of one are their body.
;;;
;;; It also notes on each variable whether an assignment names it; a top-level variable defined twice counts as assigned.
(define-library (compiler ir core-builder)
  (export make-core-builder)
  (import (scheme base) (expander builder) (compiler ir variable) (compiler ir core) (machine primitives) (base table))
  (begin
    ;; (make-core-builder) -> builder. Begins a compilation: variables are numbered from 1.
    (define (make-core-builder)
      (reset-variable-ids!)
      (make-builder build-variable build-global-variable build-const build-ref build-set build-if build-seq build-lambda
                    build-let build-letrec build-call build-primcall build-primref build-receive build-define))

    (define (build-variable name position) (make-variable name position))
    (define (build-global-variable name position) (make-global-variable name position))
    (define (build-const position datum) (make-const position datum))
    (define (build-ref position variable) (make-ref position variable))

    (define (build-set position variable value)
      (variable-set-assigned! variable #t)
      (make-set position variable value))

    (define (build-if position test then else) (make-if position test then else))

    ;; The first element's position serves the inner sequences as well.
    (define (build-seq position expressions)
      (if (null? (cdr expressions))
          (car expressions)
          (make-seq position (car expressions) (build-seq position (cdr expressions)))))

    ;; clauses: list of (required rest-or-#f body)
    (define (build-lambda position name clauses)
      (make-lambda position name
                   (map (lambda (clause) (make-clause position (car clause) (cadr clause) (car (cddr clause)))) clauses)))

    (define (build-let position variables values body)
      (if (null? variables)
          body
          (make-let position variables values body)))

    (define (build-letrec position variables values body)
      (if (null? variables)
          body
          (make-letrec position variables values body)))

    (define (build-call position operator operands)
      (if (and (lambda? operator)
               (null? (cdr (lambda-clauses operator)))
               (not (clause-rest (car (lambda-clauses operator))))
               (= (length (clause-required (car (lambda-clauses operator)))) (length operands)))
          (let ((clause (car (lambda-clauses operator))))
            (build-let position (clause-required clause) operands (clause-body clause)))
          (make-call position operator operands)))

    (define (build-primcall position name operands)
      (make-primcall position (primitive-of name) operands))

    (define (build-primref position name)
      (make-primref position (primitive-of name)))

    (define (build-receive position required rest producer body)
      (make-receive position required rest producer body))

    ;; variable-mark serves to see a second definition.
    (define (build-define position variable value)
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
