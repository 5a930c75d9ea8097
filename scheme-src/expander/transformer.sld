;;; Transformer: macros whose transformer is a procedure, evaluated while the program is expanded.
;;;
;;;   (compile-procedural-transformer syntax environment)     transformer as in (expander environment), or #f after an error:
;;;                                                           of (er-macro-transformer expression), or of an expression whose
;;;                                                           value takes a syntax object and returns one
;;;   (expand-in-transformer?)                                is a transformer being expanded now?
;;;   (insert-identifier identifier environment)              the alias that this use of a macro gives to an identifier
;;;   (value->syntax value position) (syntax->value syntax)   between values of transformers and the expander's syntax
;;;
;;; A syntax object is a `wrapped` piece of syntax, or a list or vector of syntax objects. An er-macro-transformer gets plain
;;; lists, in which symbols and aliases are the identifiers.
;;;
;;; The expression is expanded in the environment of its definition and evaluated by (expander evaluate). Of the variables
;;; there, those of the standard library mean the host's procedures; for the variables of any other library the library is
;;; *instantiated*: expanded once more, for evaluation. Of its own program or library a transformer sees what is defined
;;; before it at top level: such a definition is expanded and evaluated a second time when a transformer first needs the
;;; value. What it assigns then lasts until the expansion ends and is unknown to the running program.
;;;
;;; Hygiene: what is inserted in one use of a macro becomes one alias for each identifier; the vector #(macro list-of-aliases)
;;; is those aliases' `expansion`, from which `datum->syntax` gets the alias of another symbol.
(define-library (expander transformer)
  (export compile-procedural-transformer er-macro-transformer-keyword
          expand-in-transformer? transformer-template-environment transformer-use-environment transformer-use-position
          insert-identifier value->syntax syntax->value syntax->values transformer-mistake
          find-live-value-with!)
  (import (scheme base) (base text) (base table) (base report) (base position)
          (reader syntax) (expander builder) (expander environment) (expander expression)
          (expander evaluate) (expander evaluation-values) (expander shapes))
  (begin
    (define er-macro-transformer-keyword (make-keyword 'er-macro-transformer #f #f))

    (define-record-type wrapped
      (make-wrapped syntax)
      wrapped?
      (syntax wrapped-syntax))

    ;; One use of a macro. strict?: symbols are no identifiers; written: association list from the plain lists and the
    ;; identifiers that an er-macro-transformer got to the syntax they stand for.
    (define-record-type transformation
      (make-transformation environment expansion strict? position written)
      transformation?
      (environment transformation-environment)
      (expansion transformation-expansion)
      (strict? transformation-strict?)
      (position transformation-position)
      (written transformation-written transformation-written-set!))

    (define current-transformation #f)

    (define (call-with-transformation transformation thunk)
      (let ((outer current-transformation))
        (dynamic-wind
         (lambda () (set! current-transformation transformation))
         thunk
         (lambda () (set! current-transformation outer)))))

    (define (transformer-use-environment) (transformation-environment current-transformation))

    (define (transformer-use-position) (transformation-position current-transformation))

    (define (compile-procedural-transformer syntax environment)
      (let* ((datum (car syntax))
             (er? (and (pair? datum)
                       (identifier-syntax? (car datum))
                       (eq? er-macro-transformer-keyword (lookup (car (car datum)) environment)))))
        (cond ((not er?) (evaluate-transformer syntax environment syntax #f))
              ((= (form-size datum) 2) (evaluate-transformer (cadr datum) environment syntax #t))
              (else
               (report-ill-formed datum (cdr syntax) '(er-macro-transformer procedure))
               #f))))

    (define (evaluate-transformer expression environment specification er?)
      (let ((found (evaluate-syntax expression environment)))
        (cond ((not found) #f)
              ((and (procedure? (car found)) er?)
               (er-transformer (car found) environment (cdr specification)))
              ((procedure? (car found))
               (make-general-transformer (syntax-transformer (car found) environment (cdr specification)) #f))
              ((and (variable-transformer? (car found)) (not er?))
               (make-general-transformer
                (syntax-transformer (variable-transformer-procedure (car found)) environment (cdr specification))
                #t))
              (else
               (report-error! (cdr expression) "expected a macro transformer"
                              "the value of this expression is not a procedure")
               #f))))

    ;; What make-variable-transformer gives.
    (define-record-type variable-transformer
      (make-variable-transformer procedure)
      variable-transformer?
      (procedure variable-transformer-procedure))

    ;;; Uses.

    (define (er-transformer procedure home position)
      (lambda (syntax environment-of-use macro)
        (transform syntax environment-of-use macro position #f
                   (lambda ()
                     (procedure (remembered-form (car syntax))
                                (lambda (name) (insert-identifier (value-identifier name) home))
                                (lambda (name-1 name-2)
                                  (and (identifier-datum? name-1)
                                       (identifier-datum? name-2)
                                       (same-meaning? name-1 environment-of-use name-2 environment-of-use))))))))

    (define (syntax-transformer procedure home position)
      (lambda (syntax environment-of-use macro)
        (transform syntax environment-of-use macro position #t
                   (lambda () (procedure (make-wrapped syntax))))))

    ;; Call the transformer; a condition that it raises is reported at the use.
    (define (transform syntax environment macro position strict? thunk)
      (with-mistakes-at (cdr syntax)
                        (text "the transformer of `" (macro-name macro) "` failed")
                        (and position (text "the transformer stands at " (position->text position)))
        (lambda ()
          (call-with-transformation
           (make-transformation environment (vector macro '()) strict? (cdr syntax) '())
           (lambda () (value->syntax (thunk) (cdr syntax)))))))

    ;; What thunk returns, or #f after a mistake.
    (define (with-mistakes-at position message hint thunk)
      (guard (condition
              ((compile-errors? condition) (raise condition))
              ((mistake? condition)
               (when (mistake-message condition)
                 (report-error! (or (mistake-position condition) position) (mistake-message condition) hint))
               #f)
              ((error-object? condition)
               (report-error! position
                              (text message ": "
                                    (text-join (cons (error-object-message condition)
                                                     (map datum->text (map value->plain (error-object-irritants condition))))
                                               " "))
                              hint)
               #f)
              (#t
               (report-error! position message hint)
               #f))
        (thunk)))

    ;; What a transformer says is wrong with the program; message #f: it has been reported.
    (define-record-type mistake
      (make-mistake position message)
      mistake?
      (position mistake-position)
      (message mistake-message))

    (define (transformer-mistake position message)
      (raise (make-mistake position message)))

    ;;; Evaluation.

    (define template-environment #f)

    (define (expand-in-transformer?) (if template-environment #t #f))
    (define (transformer-template-environment) template-environment)

    ;; Expand for evaluation; templates mean what they mean in the environment.
    (define (call-for-evaluation environment thunk)
      (let ((outer template-environment))
        (dynamic-wind
         (lambda () (set! template-environment environment))
         (lambda ()
           (call-with-builder (make-evaluating-builder (lambda (variable) (definition-slot variable environment)))
             (lambda () (call-with-global-variables variable-for-evaluation thunk))))
         (lambda () (set! template-environment outer)))))

    ;; -> list of the value, or #f after an error.
    (define (evaluate-syntax syntax environment)
      (let* ((errors (report-error-count))
             (code (call-for-evaluation environment (lambda () (expand syntax environment)))))
        (and (= errors (report-error-count))
             (with-mistakes-at (cdr syntax) "the evaluation of this transformer failed" #f
               (lambda ()
                 (call-with-transformation
                  (make-transformation environment (vector #f '()) #t (cdr syntax) '())
                  (lambda () (list (evaluate-code code)))))))))

    ;; (find-live-value-with! procedure): procedure of a global; list of its value in the running system, or #f.
    (define live-value-finder (lambda (global) #f))
    (define (find-live-value-with! procedure) (set! live-value-finder procedure))

    ;; The slot that holds a global's value.
    (define (variable-for-evaluation global position)
      (let ((home (global-home global))
            (slot-of (lambda (found) (make-global-slot (global-written-name global) (car found)))))
        (cond ((global-slot? (global-variable global)) (global-variable global))
              ((and (standard-home? home) (evaluation-value (global-written-name global))) => slot-of)
              ((and home (global-variable global) (definition-slot (global-variable global) (top-environment home))))
              ((live-value-finder global) => slot-of)
              ((and home (instance-slot home (global-name global))))
              (else
               (report-error! position
                              (text "`" (global-written-name global) "` has no value while macros are expanded")
                              (and home (not (top-instance home))
                                   "define it in a library that is imported here, or inside of the transformer"))
               (make-global-slot (global-written-name global) #f)))))

    ;; The slot of a variable that the program or library being expanded has defined, or #f.
    (define (definition-slot variable environment)
      (let ((definition (top-definition (environment-top environment) variable)))
        (and definition
             (or (definition-at-top-slot definition)
                 (let ((slot (make-initialized-slot 'definition slot-without-value
                                                    (lambda (slot) (evaluate-definition definition slot environment)))))
                   (definition-at-top-slot-set! definition slot)
                   slot)))))

    (define (evaluate-definition definition slot environment)
      (let* ((errors (report-error-count))
             (code (call-for-evaluation environment (definition-at-top-build definition))))
        (unless (= errors (report-error-count))
          (transformer-mistake #f #f))
        (let ((value (evaluate-code code)))
          (unless (definition-at-top-assigns? definition)
            (global-slot-value-set! slot value)))))

    (define (standard-home? home)
      (or (not home)
          (and (top-name home)
               (or (eq? 'runtime (car (top-name home)))
                   (equal? '(suo syntax) (top-name home))))))

    ;; The slot under a unique name in the instance of a library, or #f.
    (define (instance-slot top name)
      (let ((instance (top-instance top)))
        (cond ((procedure? instance)
               (let ((slots (make-symbol-table)))
                 (top-instance-set! top slots)
                 (instantiate! instance top slots)
                 (symbol-table-ref slots name #f)))
              (instance (symbol-table-ref instance name #f))
              (else #f))))

    ;; expand-again: thunk -> (top . items)
    (define (instantiate! expand-again top slots)
      (let* ((errors (report-error-count))
             (expanded (call-for-evaluation (top-environment top) expand-again))
             (own (top-own (car expanded))))
        (for-each (lambda (symbol)
                    (let ((meaning (symbol-table-ref own symbol #f)))
                      (when (global? meaning)
                        (symbol-table-set! slots (global-name meaning) (global-variable meaning)))))
                  (symbol-table-keys own))
        (when (= errors (report-error-count))
          (for-each evaluate-code (cdr expanded)))))

    ;;; Identifiers.

    (define (insert-identifier identifier environment)
      (remembered-alias identifier environment (transformation-expansion current-transformation)))

    (define (remembered-alias identifier environment expansion)
      (let loop ((aliases (vector-ref expansion 1)))
        (cond ((null? aliases)
               (let ((alias (make-alias identifier environment #f expansion)))
                 (vector-set! expansion 1 (cons alias (vector-ref expansion 1)))
                 alias))
              ((and (eq? identifier (alias-name (car aliases)))
                    (eq? environment (alias-environment (car aliases))))
               (car aliases))
              (else (loop (cdr aliases))))))

    ;; The symbol as if it had been inserted together with the identifier.
    (define (sibling-identifier identifier symbol)
      (if (symbol? identifier)
          symbol
          (let ((name (sibling-identifier (alias-name identifier) symbol))
                (environment (alias-environment identifier))
                (expansion (alias-expansion identifier)))
            (cond ((not (vector? expansion)) (make-alias name environment #f expansion))
                  ((list? (vector-ref expansion 1)) (remembered-alias name environment expansion))
                  (else (sibling-in-rules name environment expansion))))))

    ;; The expansion of syntax-rules is a vector of aliases; those it lacks are remembered here.
    (define further-aliases '())

    (define (sibling-in-rules name environment expansion)
      (let loop ((index 1))
        (cond ((= index (vector-length expansion))
               (let ((entry (or (assq expansion further-aliases)
                                (let ((entry (cons expansion (vector (vector-ref expansion 0) '()))))
                                  (set! further-aliases (cons entry further-aliases))
                                  entry))))
                 (remembered-alias name environment (cdr entry))))
              ((eq? name (alias-name (vector-ref expansion index))) (vector-ref expansion index))
              (else (loop (+ index 1))))))

    ;; The identifier that a value is, or #f.
    (define (value-identifier value)
      (cond ((wrapped? value)
             (and (identifier-datum? (car (wrapped-syntax value))) (car (wrapped-syntax value))))
            ((alias? value) value)
            ((symbol? value)
             (and (not (and current-transformation (transformation-strict? current-transformation))) value))
            (else #f)))

    (define (needed-identifier value who)
      (or (value-identifier value)
          (error (text who " needs an identifier") value)))

    ;;; Values.

    (define (syntax->value syntax) (make-wrapped syntax))

    ;; A list datum becomes a list of syntax objects.
    (define (syntax->values syntax)
      (let loop ((datum (car syntax)))
        (cond ((pair? datum) (cons (make-wrapped (car datum)) (loop (cdr datum))))
              ((null? datum) '())
              (else (make-wrapped (make-syntax datum (cdr syntax)))))))

    (define (value->syntax value position)
      (cond ((wrapped? value) (wrapped-syntax value))
            ((written-syntax value) => (lambda (entry) (cdr entry)))
            (else (make-syntax (value->datum value position) position))))

    ;; The entry of a piece of the form that this use got.
    (define (written-syntax value)
      (and current-transformation
           (or (pair? value) (symbol? value) (alias? value))
           (assq value (transformation-written current-transformation))))

    (define (value->datum value position)
      (cond ((pair? value)
             (cons (value->syntax (car value) position) (value->datum (cdr value) position)))
            ((wrapped? value) (car (wrapped-syntax value)))
            ((vector? value) (vector-map (lambda (element) (value->syntax element position)) value))
            ((and (symbol? value) (not (value-identifier value)))
             (transformer-mistake #f (text "a transformer returned the symbol `" value "`, which is no identifier here: "
                                           "use (syntax " value ") or datum->syntax")))
            ((procedure? value)
             (transformer-mistake #f "a transformer returned a procedure, which cannot stand in a program"))
            (else value)))

    ;; datum->form, with the pieces remembered, so that what comes back unchanged keeps its positions. A very long form has
    ;; the position of the use instead.
    (define (remembered-form datum)
      (let ((left written-at-most))
        (let convert ((datum datum))
          (cond ((pair? datum)
                 (let* ((syntax (car datum))
                        (first (convert (car syntax))))
                   (when (and (> left 0)
                              (or (pair? first) (identifier-datum? first))
                              (not (assq first (transformation-written current-transformation))))
                     (set! left (- left 1))
                     (transformation-written-set! current-transformation
                                                  (cons (cons first syntax) (transformation-written current-transformation))))
                   (cons first (convert (cdr datum)))))
                (else (datum->form datum))))))

    (define written-at-most 500)

    ;; Plain lists whose leaves are symbols, aliases and constants.
    (define (datum->form datum)
      (cond ((pair? datum) (cons (datum->form (car (car datum))) (datum->form (cdr datum))))
            ((vector? datum) (vector-map (lambda (element) (datum->form (car element))) datum))
            ((labelled? datum) (labelled-datum datum))
            (else datum)))

    (define (value->plain value)
      (cond ((wrapped? value) (syntax->datum (wrapped-syntax value)))
            ((pair? value) (cons (value->plain (car value)) (value->plain (cdr value))))
            ((vector? value) (vector-map value->plain value))
            ((alias? value) (identifier-symbol value))
            (else value)))

    ;; Plain data in which every symbol is what it would be beside the identifier.
    (define (plain->value plain identifier position)
      (let convert ((plain plain))
        (cond ((pair? plain) (cons (convert (car plain)) (convert (cdr plain))))
              ((vector? plain) (vector-map convert plain))
              ((symbol? plain) (make-wrapped (make-syntax (sibling-identifier identifier plain) position)))
              (else plain))))

    (define (position-of value)
      (if (wrapped? value)
          (cdr (wrapped-syntax value))
          (and current-transformation (transformation-position current-transformation))))

    (define (list-of-value value)
      (if (wrapped? value) (syntax->values (wrapped-syntax value)) value))

    ;;; The procedures of (suo syntax).

    (offer-evaluation-values!
     (list
      (cons 'syntax->datum (lambda (value) (value->plain value)))
      (cons 'datum->syntax
            (lambda (template plain)
              (let ((position (position-of template)))
                (make-wrapped
                 (value->syntax (plain->value plain (needed-identifier template 'datum->syntax) position) position)))))
      (cons 'make-variable-transformer make-variable-transformer)
      (cons 'identifier? (lambda (value) (if (value-identifier value) #t #f)))
      (cons 'bound-identifier=?
            (lambda (value-1 value-2)
              (eq? (needed-identifier value-1 'bound-identifier=?) (needed-identifier value-2 'bound-identifier=?))))
      (cons 'free-identifier=?
            (lambda (value-1 value-2)
              (let ((environment (transformer-use-environment)))
                (same-meaning? (needed-identifier value-1 'free-identifier=?) environment
                               (needed-identifier value-2 'free-identifier=?) environment))))
      (cons 'generate-temporaries
            (lambda (values)
              (map (lambda (value)
                     (make-wrapped
                      (make-syntax (make-alias (let ((identifier (value-identifier value)))
                                                 (if identifier (identifier-symbol identifier) 'temporary))
                                               (transformer-use-environment) #f
                                               (transformation-expansion current-transformation))
                                   (position-of value))))
                   (list-of-value values))))
      (cons 'syntax->list (lambda (value) (let ((list (list-of-value value))) (and (list? list) list))))
      (cons 'syntax-violation
            (lambda (who message . forms)
              (transformer-mistake
               (and (pair? forms) (position-of (if (pair? (cdr forms)) (cadr forms) (car forms))))
               (if who (text (value->plain who) ": " message) message))))))))
