;;; Binding forms: lambda, define, set!, let and its family, do, and the multiple-value forms.
;;;
;;; A keyword's procedure gets (datum position environment name) and returns a built expression; in a body it gets (datum
;;; position environment scope) and adds to the scope. `datum` is the whole form, a list datum that begins with the keyword.
(define-library (expander binding-forms)
  (export expand-lambda expand-case-lambda expand-set! expand-let expand-let* expand-letrec expand-letrec*
          expand-let-values expand-let*-values expand-do
          scan-define scan-define-values)
  (import (scheme base) (base list) (base text) (base report) (machine primitives)
          (reader syntax) (expander builder) (expander environment) (expander expression) (expander body)
          (expander shapes) (expander support))
  (begin
    ;; (lambda formals body …)
    (define (expand-lambda datum position environment name)
      (if (>= (form-size datum) 3)
          (build-lambda position name
                        (list (expand-lambda-clause (car (cadr datum)) (cdr (cadr datum)) (cddr datum)
                                                    position environment)))
          (ill-formed datum position '(lambda (parameter ...) body ...))))

    ;; (case-lambda (formals body …) …)
    (define (expand-case-lambda datum position environment name)
      (if (and (list-datum? datum) (every case-lambda-clause? (cdr datum)))
          (build-lambda position name
                        (if (null? (cdr datum))
                            (list (clause-for-nothing position environment))
                            (map (lambda (clause)
                                   (let ((formals (car (car clause))))
                                     (expand-lambda-clause (car formals) (cdr formals) (cdr (car clause))
                                                           (cdr clause) environment)))
                                 (cdr datum))))
          (ill-formed datum position '(case-lambda ((parameter ...) body ...) ...))))

    ;; Takes any arguments and says that they are wrong.
    (define (clause-for-nothing position environment)
      (let ((all (build-variable 'arguments position)))
        (list '() all
              (support-call position 'misuse
                            (list (build-const position "wrong number of arguments: this procedure has no clauses")
                                  (build-ref position all))
                            environment))))

    (define (case-lambda-clause? syntax) (>= (form-size (car syntax)) 2))

    ;; (set! identifier expression)
    (define (expand-set! datum position environment name)
      (if (and (= (form-size datum) 3) (identifier-syntax? (cadr datum)))
          (let* ((target (cadr datum))
                 (identifier (car target))
                 (meaning (lookup identifier environment)))
            (cond ((local? meaning)
                   (build-set position (local-variable meaning)
                              (expand-named (car (cddr datum)) environment (identifier-symbol identifier))))
                  ((assignable-global? meaning identifier environment)
                   (build-set position (global-builder-variable meaning (cdr target))
                              (expand-named (car (cddr datum)) environment (identifier-symbol identifier))))
                  ((assignment-macro? meaning)
                   (let ((expansion (expand-macro-use meaning (make-syntax datum position) environment)))
                     (if expansion
                         (expand-named expansion environment name)
                         (build-const position #f))))
                  ((or (global? meaning) (primitive? meaning))
                   (malformed (cdr target)
                              (text "cannot assign to the imported variable `" (identifier-symbol identifier) "`")
                              (text "a definition of your own, (define " (identifier-symbol identifier)
                                    " ...), takes the place of the import")))
                  (meaning
                   (malformed (cdr target)
                              (text "cannot assign to the syntactic keyword `" (identifier-symbol identifier) "`")))
                  (else
                   (let ((use (unbound-use identifier (cdr target) environment
                                           "`set!` changes a variable that `define`, `let` or a parameter list has made")))
                     (note-meant-definitions! identifier)
                     use))))
          (ill-formed datum position '(set! variable expression))))

    ;; A library may assign to what it defines itself, also from its macros; those of a registry have been checked.
    (define (assignable-global? meaning identifier environment)
      (and (global? meaning)
           (or (eq? (global-home meaning) (environment-top environment))
               (let ((top (writing-top identifier environment)))
                 (or (eq? (global-home meaning) top)
                     (eq? (top-kind top) 'registry))))))

    ;; The top level in whose text the identifier was written.
    (define (writing-top identifier environment)
      (if (symbol? identifier)
          (environment-top environment)
          (writing-top (alias-name identifier) (alias-environment identifier))))

    ;;; Definitions.

    ;; (define identifier expression) or (define (identifier . formals) body …)
    (define (scan-define datum position environment scope)
      (let ((size (form-size datum)))
        (cond ((and (= size 3) (identifier-syntax? (cadr datum)))
               (let* ((target (cadr datum))
                      (init (car (cddr datum)))
                      (variable (scope-define! scope target environment)))
                 (scope-add! scope variable position
                             (lambda () (expand-named init environment (identifier-symbol (car target)))))))
              ((and (>= size 3) (procedure-definition? (cadr datum)))
               (let* ((header (car (cadr datum)))
                      (target (car header))
                      (variable (scope-define! scope target environment)))
                 (scope-add! scope variable position
                             (lambda ()
                               (build-lambda position (identifier-symbol (car target))
                                             (list (expand-lambda-clause (cdr header) (cdr (cadr datum)) (cddr datum)
                                                                         position environment)))))))
              (else
               (if (and (pair? (cdr datum)) (curried-header? (cadr datum)))
                   (report-error! (cdr (cadr datum)) "malformed define: a name must stand before the parameters"
                                  "a procedure that makes a procedure: (define (f a) (lambda (b) ...))")
                   (report-ill-formed datum position '(define name expression) '(define (name parameter ...) body ...)))
               ;; The name counts as defined, so its uses are not reported too.
               (let ((target (defined-name datum)))
                 (when target
                   (let ((variable (scope-define! scope target environment)))
                     (scope-add! scope variable position (lambda () (build-const position #f))))))))))

    (define (procedure-definition? syntax)
      (and (pair? (car syntax)) (identifier-syntax? (car (car syntax)))))

    (define (curried-header? syntax)
      (and (pair? (car syntax)) (pair? (car (car (car syntax))))))

    (define (defined-name datum)
      (and (pair? (cdr datum))
           (let ((target (cadr datum)))
             (let innermost ((target target))
               (cond ((identifier-syntax? target) target)
                     ((pair? (car target)) (innermost (car (car target))))
                     (else #f))))))

    ;; (define-values formals expression): the variables are defined first and then assigned together.
    (define (scan-define-values datum position environment scope)
      (let* ((errors (report-error-count))
             (parsed (and (= (form-size datum) 3) (parse-formals (car (cadr datum)) (cdr (cadr datum))))))
        (if (and parsed (= errors (report-error-count)))
            (let* ((rest (and (cdr parsed) (make-syntax (cdr parsed) (cdr (cadr datum)))))
                   (targets (append (car parsed) (if rest (list rest) '())))
                   (variables (map-in-order (lambda (target) (scope-define! scope target environment)) targets))
                   (producer (car (cddr datum))))
              (for-each (lambda (variable)
                          (scope-add! scope variable position (lambda () (build-const position #f))))
                        variables)
              (scope-add-assignment! scope variables position
                                     (lambda ()
                                       (assign-values variables targets (and rest #t) position
                                                      (expand producer environment)))))
            (begin
              (unless (= (form-size datum) 3)
                (report-ill-formed datum position '(define-values (name ...) expression)))
              (note-meant-definitions! (cdr datum))))))

    (define (map-in-order procedure list)
      (let loop ((list list) (results '()))
        (if (null? list)
            (reverse results)
            (loop (cdr list) (cons (procedure (car list)) results)))))

    (define (assign-values variables targets rest? position producer)
      (let* ((received (map-in-order (lambda (target) (build-variable (identifier-symbol (car target)) (cdr target)))
                                     targets))
             (assignments (map (lambda (variable value) (build-set position variable (build-ref position value)))
                               variables received))
             (required (if rest? (take received (- (length received) 1)) received)))
        (build-receive position required (and rest? (last received)) producer
                       (build-seq position (append assignments (list (unspecified position)))))))

    ;;; let and its family.

    ;; ((identifier expression) …): -> list of (identifier-syntax . expression-syntax), or #f after an error.
    (define (parse-bindings syntax form-name)
      (if (list-datum? (car syntax))
          (let loop ((chain (car syntax)) (bindings '()))
            (cond ((null? chain) (reverse bindings))
                  ((and (= (form-size (car (car chain))) 2) (identifier-syntax? (car (car (car chain)))))
                   (loop (cdr chain)
                         (cons (cons (car (car (car chain))) (cadr (car (car chain)))) bindings)))
                  (else
                   (report-ill-shaped (text "bindings of " form-name) syntax '((name expression) ...))
                   #f)))
          (begin
            (report-ill-shaped (text "bindings of " form-name) syntax '((name expression) ...))
            #f)))

    (define (expand-init binding environment)
      (expand-named (cdr binding) environment (identifier-symbol (car (car binding)))))

    ;; (let bindings body …) or (let name bindings body …)
    (define (expand-let datum position environment name)
      (let ((size (form-size datum)))
        (cond ((and (>= size 4) (identifier-syntax? (cadr datum)))
               (expand-named-let datum position environment))
              ((and (>= size 3) (not (identifier-syntax? (cadr datum))))
               (let ((bindings (parse-bindings (cadr datum) "let")))
                 (if bindings
                     (let ((inits (map-in-order (lambda (binding) (expand-init binding environment)) bindings))
                           (bound (bind-identifiers (distinct-names bindings) environment)))
                       (build-let position (car bound) inits
                                  (expand-body (cddr datum) position (cdr bound) name)))
                     (build-const position #f))))
              (else (if (and (pair? (cdr datum)) (identifier-syntax? (cadr datum)))
                        (ill-formed datum position '(let name ((name expression) ...) body ...))
                        (ill-formed datum position '(let ((name expression) ...) body ...)))))))

    (define (distinct-names bindings)
      (let ((names (map car bindings)))
        (check-distinct names)
        names))

    (define (expand-named-let datum position environment)
      (let ((bindings (parse-bindings (car (cddr datum)) "let")))
        (if bindings
            (let* ((inits (map-in-order (lambda (binding) (expand-init binding environment)) bindings))
                   (loop (cadr datum))
                   (outer (bind-identifiers (list loop) environment))
                   (inner (bind-identifiers (distinct-names bindings) (cdr outer)))
                   (body (expand-body (cdr (cddr datum)) position (cdr inner) #f)))
              (build-loop position (car (car outer)) (identifier-symbol (car loop)) (car inner) inits body))
            (build-const position #f))))

    ;; (let loop …): the initial values are outside the scope of the loop; all variables are unique.
    (define (build-loop position loop name variables inits body)
      (build-letrec* position (list loop)
                     (list (build-lambda position name (list (list variables #f body))))
                     (build-call position (build-ref position loop) inits)))

    (define (expand-let* datum position environment name)
      (let ((bindings (and (>= (form-size datum) 3) (parse-bindings (cadr datum) "let*"))))
        (cond (bindings
               (let loop ((bindings bindings) (environment environment))
                 (if (null? bindings)
                     (expand-body (cddr datum) position environment name)
                     (let* ((init (expand-init (car bindings) environment))
                            (bound (bind-identifiers (list (car (car bindings))) environment)))
                       (build-let position (car bound) (list init) (loop (cdr bindings) (cdr bound)))))))
              ((>= (form-size datum) 3) (build-const position #f))
              (else (ill-formed datum position '(let* ((name expression) ...) body ...))))))

    (define (expand-letrec datum position environment name)
      (expand-recursive-let datum position environment name "letrec" build-letrec))

    (define (expand-letrec* datum position environment name)
      (expand-recursive-let datum position environment name "letrec*"
                            (lambda (position bindings environment variables inits body)
                              (build-letrec* position variables inits body))))

    ;; build: of position, bindings, their environment, variables, inits and body.
    (define (expand-recursive-let datum position environment name form-name build)
      (let ((bindings (and (>= (form-size datum) 3) (parse-bindings (cadr datum) form-name))))
        (cond (bindings
               (let* ((bound (bind-identifiers (distinct-names bindings) environment))
                      (inits (map-in-order (lambda (binding) (expand-init binding (cdr bound))) bindings))
                      (body (expand-body (cddr datum) position (cdr bound) name)))
                 (if (null? bindings)
                     body
                     (build position bindings (cdr bound) (car bound) inits body))))
              ((>= (form-size datum) 3) (build-const position #f))
              (else
               (ill-formed datum position (list (string->symbol form-name) '((name expression) ...) 'body '...))))))

    ;; letrec evaluates all initial values before it assigns any, which shows when a continuation captured in one is entered again: the
    ;; values from before are then assigned once more, to the same variables. So the values that may capture are gathered in a list
    ;; by an earlier binding of a letrec*; a procedure that nobody calls mentions the variables there, which keeps their places outside.
    (define (build-letrec position bindings environment variables inits body)
      (let loop ((rest bindings) (left variables) (values inits) (procedures '()) (constants '()) (computed '()))
        (if (pair? rest)
            (let ((entry (cons (car left) (car values)))
                  (kind (init-kind (binding-datum (car rest)) environment)))
              (loop (cdr rest) (cdr left) (cdr values)
                    (if (eq? kind 'procedure) (cons entry procedures) procedures)
                    (if (eq? kind 'constant) (cons entry constants) constants)
                    (if (eq? kind 'computed) (cons entry computed) computed)))
            (if (null? computed)
                (build-letrec* position variables inits body)
                (build-computed-letrec position (reverse procedures) (reverse computed) (reverse constants) body)))))

    (define (build-computed-letrec position procedures computed constants body)
      (let* ((gathered (build-variable 'values position))
             (refer (lambda (variable) (build-ref position variable)))
             (keeper (build-lambda position 'keeper
                                   (list (list '() #f (build-seq position (map-in-order refer (map car computed))))))))
        (build-letrec* position
                       (append (map car procedures) (list gathered) (map car computed) (map car constants))
                       (append (map cdr procedures)
                               (list (build-seq position (list keeper (gather-values position (map cdr computed)))))
                               (take-values position (refer gathered) computed)
                               (map cdr constants))
                       body)))

    ;; An expression that evaluates these, in order, to the list of their values.
    (define (gather-values position inits)
      (let loop ((rest inits) (temporaries '()))
        (if (pair? rest)
            (let ((temporary (build-variable 'value position)))
              (build-let position (list temporary) (list (car rest)) (loop (cdr rest) (cons temporary temporaries))))
            (let collect ((temporaries temporaries) (values (build-const position '())))
              (if (pair? temporaries)
                  (collect (cdr temporaries)
                           (build-primcall position 'cons (list (build-ref position (car temporaries)) values)))
                  values)))))

    ;; The expressions of the elements of a list, as many as there are entries.
    (define (take-values position values entries)
      (if (null? entries)
          '()
          (cons (build-primcall position 'car (list values))
                (take-values position (build-primcall position 'cdr (list values)) (cdr entries)))))

    ;; The expression of a binding of parse-bindings.
    (define (binding-datum binding) (car (cdr binding)))

    ;; What an initial value is by its form: procedure, constant or computed.
    (define (init-kind datum environment)
      (cond ((pair? datum)
             (let* ((head (car (car datum)))
                    (meaning (and (or (symbol? head) (alias? head)) (lookup head environment))))
               (case (and (keyword? meaning) (keyword-name meaning))
                 ((lambda case-lambda) 'procedure)
                 ((quote) 'constant)
                 (else 'computed))))
            ((or (symbol? datum) (alias? datum)) 'computed)
            (else 'constant)))

    ;;; Multiple values.

    ;; ((formals expression) …): -> list of (parsed-formals formals-position . expression-syntax), or #f after an error.
    (define (parse-values-bindings syntax form-name)
      (if (list-datum? (car syntax))
          (let loop ((chain (car syntax)) (bindings '()))
            (cond ((null? chain) (reverse bindings))
                  ((= (form-size (car (car chain))) 2)
                   (let* ((binding (car (car chain)))
                          (parsed (parse-formals (car (car binding)) (cdr (car binding)))))
                     (and parsed
                          (loop (cdr chain) (cons (cons parsed (cons (cdr (car binding)) (cadr binding))) bindings)))))
                  (else
                   (report-ill-shaped (text "bindings of " form-name) syntax '(((name ...) expression) ...))
                   #f)))
          (begin
            (report-ill-shaped (text "bindings of " form-name) syntax '(((name ...) expression) ...))
            #f)))

    (define (expand-let-values datum position environment name)
      (expand-values-let datum position environment name #f "let-values"))

    (define (expand-let*-values datum position environment name)
      (expand-values-let datum position environment name #t "let*-values"))

    ;; Producers of let-values are expanded in the outer environment, those of let*-values each in the one so far.
    (define (expand-values-let datum position outer name sequential? form-name)
      (let ((bindings (and (>= (form-size datum) 3) (parse-values-bindings (cadr datum) form-name))))
        (cond (bindings
               (unless sequential?
                 (check-distinct (append-map binding-identifiers bindings)))
               (let loop ((bindings bindings) (environment outer))
                 (if (null? bindings)
                     (expand-body (cddr datum) position environment name)
                     (let* ((parsed (car (car bindings)))
                            (formals-position (cadr (car bindings)))
                            (producer (expand (cddr (car bindings)) (if sequential? environment outer)))
                            (bound (bind-identifiers (car parsed) environment))
                            (rest (and (cdr parsed)
                                       (build-variable (identifier-symbol (cdr parsed)) formals-position)))
                            (inner (if rest
                                       (extend-environment (cdr bound) (cdr parsed) (make-local rest))
                                       (cdr bound))))
                       (build-receive position (car bound) rest producer (loop (cdr bindings) inner))))))
              ((>= (form-size datum) 3) (build-const position #f))
              (else
               (ill-formed datum position (list (string->symbol form-name) '(((name ...) expression) ...) 'body '...))))))

    ;; binding: ((required . rest-or-#f) formals-position . producer), to identifier syntax.
    (define (binding-identifiers binding)
      (let ((rest (cdr (car binding))))
        (append (car (car binding))
                (if rest (list (cons rest (cadr binding))) '()))))

    ;;; do

    ;; (do ((variable init [step]) …) (test expression …) command …)
    (define (expand-do datum position environment name)
      (if (and (>= (form-size datum) 3)
               (list-datum? (car (cadr datum)))
               (every do-variable? (car (cadr datum)))
               (>= (form-size (car (car (cddr datum)))) 1))
          (let* ((specs (car (cadr datum)))
                 (names (map (lambda (spec) (car (car spec))) specs))
                 (inits (map-in-order (lambda (spec)
                                        (expand-named (cadr (car spec)) environment
                                                      (identifier-symbol (car (car (car spec))))))
                                      specs))
                 (loop (build-variable 'do-loop position))
                 (bound (bind-identifiers names environment))
                 (inner (cdr bound)))
            (check-distinct names)
            (let* ((exit (car (car (cddr datum))))
                   (test (expand (car exit) inner))
                   (results (expand-each (cdr exit) inner))
                   (commands (expand-each (cdr (cddr datum)) inner))
                   (steps (map-in-order (lambda (spec)
                                          (if (pair? (cddr (car spec)))
                                              (expand (car (cddr (car spec))) inner)
                                              (expand (car (car spec)) inner)))
                                        specs))
                   (again (build-call position (build-ref position loop) steps)))
              (build-loop position loop 'do-loop (car bound) inits
                          (build-if position test
                                    (if (null? results) (unspecified position) (build-seq position results))
                                    (build-seq position (append commands (list again)))))))
          (ill-formed datum position '(do ((variable init step) ...) (test result ...) command ...))))

    (define (do-variable? syntax)
      (let ((size (form-size (car syntax))))
        (and (<= 2 size 3) (identifier-syntax? (car (car syntax))))))))
