;;; Evaluate: a builder that makes Scheme closures, so that macro transformers run while programs are expanded.
;;;
;;;   (make-evaluating-builder find-slot)   a builder (see (expander builder)); what it builds are *codes*; find-slot: (variable) ->
;;;                                         global slot or #f, for variables that another builder has made
;;;   (evaluate-code code)                  the value of a code; of a definition: nothing in particular
;;;
;;;   code          (environment) -> value          environment: association list from local slots to values
;;;   local slot    a variable of procedures        global slot    a top-level variable, which holds its value itself
;;;
;;; It is portable and needs no `eval` of the host. Any value may be a constant. Tail calls are tail calls of the host, so
;;; loops run in constant space and continuations are the host's.
;;;
;;; A slot without a value may have an initializer, which is called once, when the value is first needed, and sets it.
(define-library (expander evaluate)
  (export make-evaluating-builder evaluate-code
          slot-without-value make-global-slot make-initialized-slot global-slot? global-slot-value-set!
          global-slot-initializer-set!)
  (import (scheme base) (base text) (base report) (expander builder) (expander evaluation-values))
  (begin
    (define-record-type local-slot
      (make-local-slot name)
      local-slot?
      (name local-slot-name))

    (define-record-type global-slot
      (make-initialized-slot name value initializer)
      global-slot?
      (name global-slot-name)
      (value global-slot-value global-slot-value-set!)
      (initializer global-slot-initializer global-slot-initializer-set!))     ; procedure of the slot, or #f

    (define (make-global-slot name value) (make-initialized-slot name value #f))

    (define slot-without-value (list 'unassigned))

    (define (evaluate-code code) (code '()))

    (define (make-evaluating-builder find-slot)
      (make-builder
       (lambda (name pos) (make-local-slot name))
       (lambda (name pos) (make-global-slot name slot-without-value))
       (lambda (name) (make-global-slot name slot-without-value))
       (lambda (pos datum) (lambda (environment) datum))
       (lambda (pos variable) (code-ref pos (known-slot variable find-slot)))
       (lambda (pos variable value) (code-set pos (known-slot variable find-slot) value))
       (lambda (pos test then else-part)
         (lambda (environment) (if (test environment) (then environment) (else-part environment))))
       code-seq
       code-lambda
       code-let
       code-letrec*
       code-call
       (lambda (pos name operands) (code-call pos (code-primitive pos name) operands))
       code-primitive
       code-receive
       (lambda (pos slot value)
         (lambda (environment) (global-slot-value-set! slot (value environment))))))

    (define (code-primitive pos name)
      (let ((found (evaluation-value name)))
        (if found
            (let ((value (car found))) (lambda (environment) value))
            (code-without-value pos name))))

    (define (code-without-value pos name)
      (report-error! pos (text "`" name "` has no value while macros are expanded"))
      (lambda (environment) #f))

    ;; A slot, or #f: a variable without value.
    (define (known-slot variable find-slot)
      (if (or (local-slot? variable) (global-slot? variable))
          variable
          (find-slot variable)))

    (define (code-ref pos slot)
      (cond ((local-slot? slot)
             (lambda (environment) (assigned-value (cdr (assq slot environment)) (local-slot-name slot))))
            (slot
             (lambda (environment)
               (initialize-slot! slot)
               (assigned-value (global-slot-value slot) (global-slot-name slot))))
            (else (code-of-later-variable pos))))

    (define (initialize-slot! slot)
      (let ((initializer (global-slot-initializer slot)))
        (when initializer
          (global-slot-initializer-set! slot #f)
          (initializer slot))))

    (define (code-of-later-variable pos)
      (report-error! pos "this variable belongs to a procedure of the program and has no value while macros are expanded"
                     "a transformer can use its own variables, what libraries export, and what is defined before it at top level")
      (lambda (environment) #f))

    (define (assigned-value value name)
      (if (eq? value slot-without-value)
          (error "variable used before its definition" name)
          value))

    (define (code-set pos slot value)
      (cond ((local-slot? slot) (lambda (environment) (set-cdr! (assq slot environment) (value environment))))
            (slot
             (lambda (environment)
               (initialize-slot! slot)
               (global-slot-value-set! slot (value environment))))
            (else (code-of-later-variable pos))))

    (define (code-seq pos codes)
      (let ((first (car codes))
            (rest (if (null? (cddr codes)) (cadr codes) (code-seq pos (cdr codes)))))
        (lambda (environment)
          (first environment)
          (rest environment))))

    ;;; Procedures. clause: (required-slots rest-slot-or-#f body)

    (define (code-lambda pos name clauses)
      (lambda (environment)
        (lambda arguments (enter-clause clauses arguments environment name))))

    (define (enter-clause clauses arguments environment name)
      (if (null? clauses)
          (error (text "wrong number of arguments in a call of " (or name "a procedure")) arguments)
          (let ((inner (bind-slots (car (car clauses)) (cadr (car clauses)) arguments environment)))
            (if inner
                ((car (cddr (car clauses))) inner)
                (enter-clause (cdr clauses) arguments environment name)))))

    ;; -> the environment with the slots bound, or #f when the number of values does not fit.
    (define (bind-slots required rest values environment)
      (cond ((pair? required)
             (and (pair? values)
                  (bind-slots (cdr required) rest (cdr values) (cons (cons (car required) (car values)) environment))))
            (rest (cons (cons rest values) environment))
            ((null? values) environment)
            (else #f)))

    (define (evaluate-each codes environment)
      (if (null? codes)
          '()
          (let ((value ((car codes) environment)))
            (cons value (evaluate-each (cdr codes) environment)))))

    (define (code-call pos operator operands)
      (lambda (environment)
        (let ((procedure (operator environment))
              (values (evaluate-each operands environment)))
          (if (procedure? procedure)
              (apply procedure values)
              (error "not a procedure" procedure)))))

    (define (code-let pos slots inits body)
      (lambda (environment)
        (body (bind-slots slots #f (evaluate-each inits environment) environment))))

    (define (code-letrec* pos slots inits body)
      (lambda (environment)
        (let ((inner (bind-slots slots #f (map (lambda (slot) slot-without-value) slots) environment)))
          (for-each (lambda (slot init) (set-cdr! (assq slot inner) (init inner))) slots inits)
          (body inner))))

    (define (code-receive pos required rest producer body)
      (lambda (environment)
        (call-with-values (lambda () (producer environment))
          (lambda results
            (let ((inner (bind-slots required rest results environment)))
              (if inner
                  (body inner)
                  (error "wrong number of values" results)))))))))
