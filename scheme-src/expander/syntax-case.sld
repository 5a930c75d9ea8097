;;; Syntax-case: patterns, templates and the forms made of them, inside of transformers.
;;;
;;;   (syntax-case expression (literal ...) (pattern fender-or-nothing output) ...)
;;;   (syntax template)    (quasisyntax template), in it (unsyntax expression) and (unsyntax-splicing expression)
;;;   (with-syntax ((pattern expression) ...) body ...)
;;;
;;; Patterns and templates are those of (expander syntax-rules). A pattern variable is a meaning of its own: the variable of the
;;; evaluator that holds what it matched, and its depth of ellipses. The values, closures that match and generate, are
;;; constants of the code, so these forms have a meaning only while a transformer is expanded. Procedures that transformers
;;; use may contain them too; when the finished program calls such a procedure, that is an error.
(define-library (expander syntax-case)
  (export expand-syntax-case expand-syntax expand-quasisyntax expand-with-syntax)
  (import (scheme base) (base list) (base text) (base report)
          (reader syntax) (expander builder) (expander environment) (expander expression) (expander body)
          (expander support) (expander syntax-rules) (expander transformer))
  (begin
    (define-record-type pattern-meaning
      (make-pattern-meaning variable depth)
      pattern-meaning?
      (variable pattern-meaning-variable)
      (depth pattern-meaning-depth))

    (define (only-in-transformer position environment form-name thunk)
      (cond ((expand-in-transformer?) (thunk))
            (else
             (note-syntax-form!)
             (support-call position 'misuse
                           (list (build-const position "this form works only while macros are expanded")
                                 (build-const position form-name))
                           environment))))

    (define (constant-call position procedure operands)
      (build-call position (build-const position procedure) operands))

    ;;; Clauses.

    (define (expand-syntax-case datum position environment name)
      (if (and (>= (form-size datum) 3)
               (list-datum? (car (car (cddr datum))))
               (every identifier-syntax? (car (car (cddr datum))))
               (every (lambda (clause) (<= 2 (form-size (car clause)) 3)) (cdr (cddr datum))))
          (only-in-transformer position environment 'syntax-case
            (lambda ()
              (expand-subject (expand (cadr datum) environment) position
                (lambda (subject)
                  (expand-clauses (cdr (cddr datum)) (map car (car (car (cddr datum)))) subject position environment name)))))
          (malformed position "malformed syntax-case"
                     "expected (syntax-case expression (literal ...) (pattern output) (pattern fender output) ...)")))

    (define (expand-subject built position receive-subject)
      (let ((subject (build-variable 'subject position)))
        (build-let position (list subject)
                   (list (constant-call position (lambda (value) (value->syntax value position)) (list built)))
                   (receive-subject subject))))

    (define (expand-clauses clauses literals subject position environment name)
      (if (null? clauses)
          (constant-call position report-no-clause (list (build-ref position subject)))
          (let* ((clause (car (car clauses)))
                 (fender (and (pair? (cddr clause)) (cadr clause)))
                 (output (if fender (car (cddr clause)) (cadr clause)))
                 (next (build-variable 'next position)))
            (build-let position (list next)
                       (list (build-lambda position 'next
                                           (list (list '() #f
                                                       (expand-clauses (cdr clauses) literals subject position
                                                                       environment name)))))
                       (let ((otherwise (lambda () (build-call position (build-ref position next) '()))))
                         (expand-match (car clause) literals subject environment
                           (lambda (inner)
                             (let ((built (expand-named output inner name)))
                               (if fender
                                   (build-if position (expand fender inner) built (otherwise))
                                   built)))
                           otherwise))))))

    (define (report-no-clause syntax)
      (if (identifier-datum? (car syntax))
          (transformer-mistake (cdr syntax)
                               (text "the syntactic keyword `" (identifier-symbol (car syntax)) "` is used as a variable"))
          (transformer-mistake (cdr syntax) "this form has no meaning: no clause of syntax-case matches it")))

    ;; success: environment with the pattern variables -> built; failure: thunk -> built.
    (define (expand-match pattern literals subject environment success failure)
      (let* ((position (cdr pattern))
             (context (make-rule-context (transformer-template-environment) literals '... '() '()))
             (matcher (compile-pattern pattern 0 context))
             (variables (reverse (rule-variables context)))
             (count (length variables))
             (matched (build-variable 'matched position))
             (slots (map (lambda (variable) (build-variable (identifier-symbol (pattern-variable-identifier variable)) position))
                         variables)))
        (build-let position (list matched)
                   (list (constant-call position
                                        (lambda (syntax)
                                          (let ((values (make-vector count #f)))
                                            (and (matcher syntax values (transformer-use-environment)) values)))
                                        (list (build-ref position subject))))
                   (build-if position (build-ref position matched)
                             (build-let position slots
                                        (map (lambda (variable)
                                               (constant-call position vector-ref
                                                              (list (build-ref position matched)
                                                                    (build-const position (pattern-variable-index variable)))))
                                             variables)
                                        (success (bind-pattern-variables variables slots environment)))
                             (failure)))))

    (define (bind-pattern-variables variables slots environment)
      (extend-environment* environment
                           (map pattern-variable-identifier variables)
                           (map (lambda (variable slot) (make-pattern-meaning slot (pattern-variable-depth variable)))
                                variables slots)))

    ;; (with-syntax ((pattern expression) …) body …): one match of all of them.
    (define (expand-with-syntax datum position environment name)
      (if (and (>= (form-size datum) 3)
               (list-datum? (car (cadr datum)))
               (every (lambda (binding) (= 2 (form-size (car binding)))) (car (cadr datum))))
          (only-in-transformer position environment 'with-syntax
            (lambda ()
              (let* ((bindings (car (cadr datum)))
                     (pattern (make-syntax (map (lambda (binding) (car (car binding))) bindings) position))
                     (inits (expand-each (map (lambda (binding) (cadr (car binding))) bindings) environment)))
                (expand-subject (constant-call position list inits) position
                  (lambda (subject)
                    (expand-match pattern '() subject environment
                      (lambda (inner) (expand-body (cddr datum) position inner name))
                      (lambda ()
                        (constant-call position
                                       (lambda () (transformer-mistake position "a pattern of with-syntax does not match"))
                                       '()))))))))
          (ill-formed datum position '(with-syntax ((pattern expression) ...) body ...))))

    ;;; Templates.

    (define (expand-syntax datum position environment name)
      (if (= (form-size datum) 2)
          (only-in-transformer position environment 'syntax
            (lambda () (expand-template-in (cadr datum) position environment)))
          (ill-formed datum position '(syntax template))))

    (define (expand-template-in template position environment)
      (let* ((home (transformer-template-environment))
             (context (make-rule-context home '() '... '() '()))
             (found (template-variables (car template) environment '())))
        (rule-variables-set! context
                             (let loop ((found found) (index 0) (variables '()))
                               (if (null? found)
                                   variables
                                   (loop (cdr found) (+ index 1)
                                         (cons (make-pattern-variable (car (car found)) index
                                                                      (pattern-meaning-depth (cdr (car found))))
                                               variables)))))
        (let* ((generator (compile-template template '() context))
               (inserted (reverse (rule-inserted context)))
               (finish (if (and (pair? (car template)) (not (escaped-template? (car template))))
                           syntax->values
                           syntax->value)))
          (constant-call position
                         (lambda values
                           (finish
                            (generator (list->vector values)
                                       (list->vector
                                        (cons #f (map (lambda (identifier) (insert-identifier identifier home)) inserted)))
                                       (transformer-use-position))))
                         (map (lambda (entry) (build-ref position (pattern-meaning-variable (cdr entry)))) found)))))

    (define (escaped-template? datum)
      (and (identifier-syntax? (car datum)) (eq? '... (identifier-symbol (car (car datum))))))

    ;; The pattern variables in a template: association list identifier -> meaning.
    (define (template-variables datum environment found)
      (cond ((identifier-datum? datum)
             (let ((meaning (lookup datum environment)))
               (if (and (pattern-meaning? meaning) (not (assq datum found)))
                   (cons (cons datum meaning) found)
                   found)))
            ((pair? datum)
             (template-variables (cdr datum) environment (template-variables (car (car datum)) environment found)))
            ((vector? datum)
             (fold (lambda (element found) (template-variables (car element) environment found)) found (vector->list datum)))
            (else found)))

    ;;; quasisyntax: every unsyntax becomes a pattern variable, and what is left is a template.

    (define (expand-quasisyntax datum position environment name)
      (if (= (form-size datum) 2)
          (only-in-transformer position environment 'quasisyntax
            (lambda ()
              (let* ((holes (list '()))
                     (template (make-syntax (open-template (car (cadr datum)) 1 holes environment) (cdr (cadr datum))))
                     (holes (reverse (car holes))))
                (build-let position (map hole-variable holes) (map hole-value holes)
                           (expand-template-in template position
                                               (extend-environment* environment
                                                                    (map hole-identifier holes)
                                                                    (map (lambda (hole)
                                                                           (make-pattern-meaning (hole-variable hole)
                                                                                                 (hole-depth hole)))
                                                                         holes)))))))
          (ill-formed datum position '(quasisyntax template))))

    (define-record-type hole
      (make-hole identifier variable depth value)
      hole?
      (identifier hole-identifier)
      (variable hole-variable)
      (depth hole-depth)
      (value hole-value))

    ;; The datum with holes in place of what is unsyntaxed; the holes are added to the list in the car of `holes`.
    (define (open-template datum level holes environment)
      (cond ((vector? datum)
             (list->vector (open-template (vector->list datum) level holes environment)))
            ((not (pair? datum)) datum)
            ((marked-template? datum 'unsyntax environment)
             (if (= level 1)
                 (make-hole! (cadr datum) 0 holes environment)
                 (open-elements datum (- level 1) holes environment)))
            ((marked-template? datum 'quasisyntax environment)
             (open-elements datum (+ level 1) holes environment))
            ((and (= level 1) (marked-template? (car (car datum)) 'unsyntax-splicing environment))
             (let ((position (cdr (car datum)))
                   (hole (make-hole! (cadr (car (car datum))) 1 holes environment)))
               (cons (make-syntax hole position)
                     (cons (make-syntax '... position)
                           (open-template (cdr datum) level holes environment)))))
            ((marked-template? (car (car datum)) 'unsyntax-splicing environment)
             (cons (make-syntax (open-elements (car (car datum)) (- level 1) holes environment) (cdr (car datum)))
                   (open-template (cdr datum) level holes environment)))
            (else
             (let ((first (open-template (car (car datum)) level holes environment)))
               (cons (make-syntax first (cdr (car datum)))
                     (open-template (cdr datum) level holes environment))))))

    (define (open-elements datum level holes environment)
      (map (lambda (syntax) (make-syntax (open-template (car syntax) level holes environment) (cdr syntax))) datum))

    (define (make-hole! syntax depth holes environment)
      (let* ((position (cdr syntax))
             (identifier (make-alias 'unsyntax environment #f #f))
             (built (expand syntax environment)))
        (set-car! holes
                  (cons (make-hole identifier (build-variable 'unsyntax position) depth
                                   (constant-call position
                                                  (lambda (value)
                                                    (let ((syntax (value->syntax value position)))
                                                      (if (= depth 0) syntax (car syntax))))
                                                  (list built)))
                        (car holes)))
        identifier))

    ;; Is the datum (keyword x)?
    (define (marked-template? datum keyword environment)
      (and (pair? datum)
           (identifier-syntax? (car datum))
           (pair? (cdr datum))
           (null? (cddr datum))
           (let ((meaning (lookup (car (car datum)) environment)))
             (and (keyword? meaning) (eq? keyword (keyword-name meaning))))))))
