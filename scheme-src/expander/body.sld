;;; Body: sequences in which definitions and expressions stand together, at top level and inside procedures; formals.
;;;
;;; A body is expanded in two steps. Scanning goes over its forms in order, opens macro uses until the head of each form is
;;; known, and enters what is defined into the *scope*; expressions and the right-hand sides wait as *items* until all
;;; names are known. Then the items are built.
;;;
;;;   (expand-body chain position environment name)            built expression: a local body
;;;   (scan-forms chain environment scope)                      scan into a scope; `begin` and its like call it again
;;;   (scope-define! scope identifier-syntax environment)       the variable of a new definition
;;;   (scope-hidden-variable scope identifier-syntax)           a variable that no name means
;;;   (scope-define-syntax! scope identifier-syntax meaning)
;;;   (scope-add! scope variable-or-#f position thunk)          an item: the thunk builds the expression
;;;   (scope-add-expression! scope syntax environment)          an item: this expression
;;;   (scope-add-assignment! scope variables position thunk)    an item that assigns these variables, all defined just before
;;;   (scope-top scope)                                         the top level, or #f inside a procedure
;;;   (note-syntax-form!)                                       the item being built works only while macros are expanded
;;;   (make-top-scope top) (build-top-items scope)              at top level: a list of built items
;;;
;;; A definition after an expression is allowed: the expressions before it become initial values of nothing.
(define-library (expander body)
  (export expand-body scan-forms scope-define! scope-hidden-variable scope-define-syntax! scope-add! scope-add-assignment!
          scope-add-expression! scope-top note-syntax-form!
          make-top-scope build-top-items parse-formals bind-identifiers expand-lambda-clause check-distinct)
  (import (scheme base) (base text) (base report) (base position)
          (reader syntax) (expander builder) (expander environment) (expander expression))
  (begin
    ;; environment: the frame; parent: what it was opened in; top: the top level, or #f inside a procedure; items: last first.
    (define-record-type scope
      (make-scope environment parent top items)
      scope?
      (environment scope-environment)
      (parent scope-parent)
      (top scope-top)
      (items scope-items scope-items-set!))

    ;; procedure: of a name or #f, builds the expression, which is called so.
    (define-record-type item
      (make-item variable definition? position procedure)
      item?
      (variable item-variable)
      (definition? item-definition?)    ; also of what assigns variables that were defined just before
      (position item-position)
      (procedure item-procedure))

    (define (build-item item name) ((item-procedure item) name))

    (define (make-top-scope top)
      (make-scope (top-environment top) #f top '()))

    (define (expand-body chain position environment name)
      (if (and (pair? chain) (null? (cdr chain)) (not (pair? (car (car chain)))))
          (expand-named (car chain) environment name)
          (let ((scope (make-scope (open-frame environment) environment #f '())))
            (scan-forms chain (scope-environment scope) scope)
            (build-local-items (scope-items scope) position name))))

    ;;; Scanning.

    (define (scan-forms chain environment scope)
      (when (pair? chain)
        (when (scope-top scope) (reset-macro-uses!))
        (scan-form (car chain) environment scope)
        (scan-forms (cdr chain) environment scope)))

    (define (scan-form syntax environment scope)
      (let ((meaning (head-meaning (car syntax) environment)))
        (cond ((and (keyword? meaning) (keyword-body-procedure meaning))
               => (lambda (procedure)
                    (procedure (car syntax) (cdr syntax) environment scope)))
              ((macro? meaning)
               (let ((expansion (expand-macro-use meaning syntax environment)))
                 (when expansion (scan-form expansion environment scope))
                 (unless expansion (scope-add! scope #f (cdr syntax) (lambda () (build-const (cdr syntax) #f))))))
              (else
               (note-foreign-definition! meaning (car syntax))
               (scope-add-expression! scope syntax environment)))))

    ;; (define-structure point x y): its name, or the names in its header, are meant to be defined.
    (define (note-foreign-definition! meaning datum)
      (when (and (not meaning)
                 (pair? datum)
                 (symbol? (car (car datum)))
                 (pair? (cdr datum))
                 (defining-name? (symbol->string (car (car datum)))))
        (note-meant-definitions! (car (cadr datum)))))

    (define (defining-name? name)
      (or (text-prefix? "define" name) (text-prefix? "defun" name) (text-prefix? "defn" name) (text-prefix? "defvar" name)
          (text-prefix? "defmacro" name) (text-prefix? "defstruct" name) (string=? name "def") (string=? name "struct")))

    (define (head-meaning datum environment)
      (and (pair? datum)
           (let ((head (car (car datum))))
             (and (or (symbol? head) (alias? head))
                  (lookup head environment)))))

    (define (scope-add! scope variable position thunk)
      (when (and variable (scope-top scope))
        (top-add-definition! (scope-top scope) (make-definition-at-top variable thunk #f #f)))
      (add-item! scope (make-item variable (if variable #t #f) position (lambda (name) (thunk)))))

    (define (scope-add-assignment! scope variables position thunk)
      (when (scope-top scope)
        (for-each (lambda (variable)
                    (top-add-definition! (scope-top scope) (make-definition-at-top variable thunk #t #f)))
                  variables))
      (add-item! scope (make-item #f #t position (lambda (name) (thunk)))))

    (define (add-item! scope item)
      (scope-items-set! scope (cons item (scope-items scope))))

    (define (scope-add-expression! scope syntax environment)
      (add-item! scope (make-item #f #f (cdr syntax) (lambda (name) (expand-named syntax environment name)))))

    ;;; Definitions.

    (define (scope-define! scope identifier-syntax environment)
      (let ((identifier (car identifier-syntax))
            (position (cdr identifier-syntax)))
        (if (scope-top scope)
            (define-at-top! (scope-top scope) identifier position)
            (let ((variable (build-variable (identifier-symbol identifier) position)))
              (check-not-defined scope identifier position)
              (frame-define! (scope-environment scope) identifier (make-local variable))
              variable))))

    (define (scope-hidden-variable scope identifier-syntax)
      (let ((identifier (car identifier-syntax))
            (position (cdr identifier-syntax))
            (top (scope-top scope)))
        (if top
            (build-global-variable (unique-global-name top identifier) position)
            (build-variable (identifier-symbol identifier) position))))

    (define (scope-define-syntax! scope identifier-syntax meaning)
      (let ((identifier (car identifier-syntax))
            (position (cdr identifier-syntax))
            (top (scope-top scope)))
        (if top
            (unless (sealed-against? top identifier position)
              (unless (eq? (top-kind top) 'interaction)
                (check-not-own top identifier position))
              (top-define! top identifier meaning))
            (begin
              (check-not-defined scope identifier position)
              (frame-define! (scope-environment scope) identifier meaning)))))

    (define (check-not-defined scope identifier position)
      (when (frame-meaning (scope-environment scope) (scope-parent scope) identifier)
        (report-error! position (text "duplicate definition of `" (identifier-symbol identifier) "` in this body"))))

    (define (sealed-against? top identifier position)
      (when (top-sealed? top)
        (report-error! position (text "`" (identifier-symbol identifier) "` cannot be defined: this environment is immutable")))
      (top-sealed? top))

    (define (check-not-own top identifier position)
      (let ((known (top-own-meaning top identifier)))
        (cond (known
               (if (and (global? known) (global-position known))
                   (report-error! position (text "duplicate definition of `" (identifier-symbol identifier) "`")
                                  (text "it is first defined at " (position->text (global-position known))))
                   (report-error! position (text "duplicate definition of `" (identifier-symbol identifier) "`"))))
              ((and (eq? (top-kind top) 'library) (symbol? identifier) (lookup identifier (top-environment top)))
               (report-warning! position (text "`" identifier "` is imported and defined again: the definition counts")
                              "exclude it from the import, or rename it")))))

    ;; A second definition at the top level of a program assigns, as R7RS says; at the REPL it replaces.
    (define (define-at-top! top identifier position)
      (let ((known (top-own-meaning top identifier)))
        (cond ((sealed-against? top identifier position) (build-variable (identifier-symbol identifier) position))
              ((and (global? known) (eq? (top-kind top) 'interaction)) (global-variable known))
              ((and (global? known) (eq? (top-kind top) 'program))
               (report-warning! position (text "`" (identifier-symbol identifier) "` is defined a second time")
                                (text "it is first defined at " (position->text (global-position known))))
               (unless (assq (global-variable known) redefined-globals)
                 (set! redefined-globals (cons (cons (global-variable known) #f) redefined-globals)))
               (global-variable known))
              (else
               (unless (eq? (top-kind top) 'interaction)
                 (check-not-own top identifier position))
               (let* ((name (unique-global-name top identifier))
                      (variable (build-global-variable name position)))
                 (top-define! top identifier
                              (make-global name (identifier-symbol identifier) variable top position))
                 variable)))))

    ;; The variables of programs that have several definitions: association list, the value tells whether the first one is built.
    (define redefined-globals '())

    (define (build-top-definition position variable expression)
      (let ((entry (assq variable redefined-globals)))
        (if (and entry (cdr entry))
            (build-set position variable expression)
            (begin
              (when entry (set-cdr! entry #t))
              (build-define position variable expression)))))

    ;;; Building.

    (define (build-local-items reversed position name)
      (cond ((null? reversed) (malformed position "this body is empty"))
            ((item-definition? (car reversed))
             (malformed (item-position (car reversed)) "this body ends with a definition"
                        "its last form must be an expression, the body's value"))
            ((no-definitions? reversed)
             (build-seq position (build-expressions (reverse reversed) name)))
            (else
             (let split ((reversed reversed) (expressions '()))
               (if (item-definition? (car reversed))
                   (build-definitions (reverse reversed) expressions position name)
                   (split (cdr reversed) (cons (car reversed) expressions)))))))

    (define (no-definitions? items)
      (or (null? items)
          (and (not (item-definition? (car items)))
               (no-definitions? (cdr items)))))

    ;; The value of the last one is that of the body.
    (define (build-expressions items name)
      (let loop ((items items) (built '()))
        (if (null? (cdr items))
            (reverse (cons (build-item (car items) name) built))
            (loop (cdr items) (cons (build-item (car items) #f) built)))))

    (define (build-definitions definitions expressions position name)
      (let loop ((items definitions) (variables '()) (inits '()))
        (if (null? items)
            (build-letrec* position (reverse variables) (reverse inits)
                           (build-seq position (build-expressions expressions name)))
            (let ((variable (or (item-variable (car items))
                                (build-variable 'ignored (item-position (car items)))))
                  (init (build-item (car items) #f)))
              (loop (cdr items) (cons variable variables) (cons init inits))))))

    ;; (build-top-items scope) -> list of built definitions and expressions; the scope is empty afterwards.
    (define (build-top-items scope)
      (let ((items (reverse (scope-items scope))))
        (scope-items-set! scope '())
        (let loop ((items items) (built '()) (for-transformers '()))
          (cond ((pair? items)
                 (set! syntax-form-noted? #f)
                 (reset-macro-uses!)
                 (let* ((item (car items))
                        (variable (item-variable item))
                        (expression (build-item item #f)))
                   (loop (cdr items)
                         (cons (if variable (build-top-definition (item-position item) variable expression) expression) built)
                         (if syntax-form-noted? (cons variable for-transformers) for-transformers))))
                (else
                 ;; Later forms of an interaction find the values of all other variables in the running system.
                 (when (eq? 'interaction (top-kind (scope-top scope)))
                   (top-keep-definitions! (scope-top scope) for-transformers))
                 (reverse built))))))

    (define syntax-form-noted? #f)
    (define (note-syntax-form!) (set! syntax-form-noted? #t))

    ;;; Formals.

    ;; (parse-formals datum position) -> (list-of-identifier-syntax . rest-identifier-or-#f), or #f after an error.
    (define (parse-formals datum position)
      (let loop ((datum datum) (required '()))
        (cond ((pair? datum)
               (if (identifier-syntax? (car datum))
                   (loop (cdr datum) (cons (car datum) required))
                   (begin
                     (report-error! (cdr (car datum)) "a parameter must be an identifier")
                     #f)))
              ((null? datum) (distinct-formals (reverse required) #f position))
              ((identifier-datum? datum) (distinct-formals (reverse required) datum position))
              (else
               (report-error! position "malformed list of parameters")
               #f))))

    (define (distinct-formals required rest position)
      (check-distinct required)
      (when (and rest (assq rest required))
        (report-error! position (text "duplicate parameter `" (identifier-symbol rest) "`")))
      (cons required rest))

    ;; Report each identifier that stands twice in the list of identifier syntax.
    (define (check-distinct identifiers)
      (when (pair? identifiers)
        (let ((again (assq (car (car identifiers)) (cdr identifiers))))
          (when again
            (report-error! (cdr again) (text "`" (identifier-symbol (car again)) "` is bound twice"))))
        (check-distinct (cdr identifiers))))

    ;; (bind-identifiers identifier-syntaxes environment) -> (variables . extended environment)
    (define (bind-identifiers identifiers environment)
      (let loop ((identifiers identifiers) (variables '()) (scopes (environment-scopes environment)))
        (if (null? identifiers)
            (cons (reverse variables) (make-environment scopes (environment-top environment)))
            (let* ((identifier (car (car identifiers)))
                   (variable (build-variable (identifier-symbol identifier) (cdr (car identifiers)))))
              (loop (cdr identifiers)
                    (cons variable variables)
                    (cons (cons identifier (make-local variable)) scopes))))))

    ;; (expand-lambda-clause formals formals-position body position environment) -> (required rest-or-#f body)
    (define (expand-lambda-clause formals formals-position body position environment)
      (let* ((parsed (or (parse-formals formals formals-position) (cons '() #f)))
             (bound (bind-identifiers (car parsed) environment))
             (rest (cdr parsed)))
        (if rest
            (let ((variable (build-variable (identifier-symbol rest) formals-position)))
              (list (car bound)
                    variable
                    (expand-body body position
                                 (extend-environment (cdr bound) rest (make-local variable)) #f)))
            (list (car bound) #f (expand-body body position (cdr bound) #f)))))))
