;;; Macro forms: define-syntax, let-syntax, letrec-syntax, syntax-error; and include and cond-expand, which put other forms
;;; in their place.
;;;
;;; Inside a procedure let-syntax and letrec-syntax are expressions with a body of their own, as R7RS says. At top level,
;;; where only a definition can make such a form useful, their forms belong to the top level and only the keywords are local.
(define-library (expander macro-forms)
  (export scan-define-syntax expand-let-syntax expand-letrec-syntax scan-let-syntax scan-letrec-syntax
          expand-syntax-error scan-syntax-error
          expand-include scan-include expand-include-ci scan-include-ci expand-cond-expand scan-cond-expand
          compile-transformer)
  (import (scheme base) (base list) (base text) (base report)
          (reader syntax) (expander builder) (expander environment) (expander expression) (expander body)
          (expander features) (expander shapes) (expander support) (expander syntax-rules) (expander transformer))
  (begin
    ;; (expand-transformer syntax environment name) -> meaning, or #f after an error.
    (define (expand-transformer syntax environment name)
      (let* ((datum (car syntax))
             (head (cond ((identifier-datum? datum) datum)
                         ((and (pair? datum) (identifier-syntax? (car datum))) (car (car datum)))
                         (else #f)))
             (meaning (and head (lookup head environment))))
        (cond ((and (pair? datum) (eq? meaning syntax-rules-keyword))
               (make-macro name (compile-syntax-rules syntax environment) syntax environment
                           (environment-top environment)))
              ((and (pair? datum) (macro? meaning))
               (let ((expansion (expand-macro-use meaning syntax environment)))
                 (and expansion (expand-transformer expansion environment name))))
              ((and (pair? datum) (or (eq? meaning er-macro-transformer-keyword) (mentions-syntax? datum environment)))
               (let ((transformer (compile-procedural-transformer syntax environment)))
                 (if transformer
                     (make-macro name transformer syntax environment (environment-top environment))
                     (failed-macro name environment))))
              ((and (identifier-datum? datum) (or (macro? meaning) (keyword? meaning))) meaning)
              (else
               (report-error! (cdr syntax) "expected a macro transformer"
                              "(syntax-rules (literal ...) (pattern template) ...), or the name of a macro")
               #f))))

    ;; (compile-transformer syntax environment): of a specification that a macro was made from before.
    (define (compile-transformer syntax environment)
      (if (eq? syntax-rules-keyword (lookup (car (car (car syntax))) environment))
          (compile-syntax-rules syntax environment)
          (compile-procedural-transformer syntax environment)))

    ;; An expression can be a transformer when the forms that take syntax apart are known where it stands, or are in it.
    (define (mentions-syntax? datum environment)
      (or (syntax-keyword? (lookup 'syntax-case environment))
          (let walk ((datum datum))
            (cond ((pair? datum) (or (walk (car (car datum))) (walk (cdr datum))))
                  ((identifier-datum? datum) (syntax-keyword? (lookup datum environment)))
                  (else #f)))))

    (define (syntax-keyword? meaning)
      (and (keyword? meaning)
           (memq (keyword-name meaning) '(syntax-case syntax quasisyntax))))

    ;; A name whose transformer was wrong expands to nothing, so its uses are not reported too.
    (define (failed-macro name environment)
      (make-macro name (lambda (syntax environment-of-use macro) #f) #f environment (environment-top environment)))

    (define (transformer-or-failure syntax environment name)
      (or (expand-transformer syntax environment name)
          (failed-macro name environment)))

    (define (scan-define-syntax datum position environment scope)
      (if (and (= (form-size datum) 3) (identifier-syntax? (cadr datum)))
          (scope-define-syntax! scope (cadr datum)
                                (transformer-or-failure (car (cddr datum)) environment
                                                        (identifier-symbol (car (cadr datum)))))
          (report-ill-formed datum position '(define-syntax name transformer))))

    ;;; Local keywords.

    (define (expand-let-syntax datum position environment name)
      (let ((inner (let-syntax-environment datum position environment)))
        (if inner
            (expand-body (cddr datum) position inner name)
            (build-const position #f))))

    (define (expand-letrec-syntax datum position environment name)
      (let ((inner (letrec-syntax-environment datum position environment)))
        (if inner
            (expand-body (cddr datum) position inner name)
            (build-const position #f))))

    (define (scan-let-syntax datum position environment scope)
      (if (scope-top scope)
          (let ((inner (let-syntax-environment datum position environment)))
            (when inner (scan-forms (cddr datum) inner scope)))
          (scope-add-expression! scope (cons datum position) environment)))

    (define (scan-letrec-syntax datum position environment scope)
      (if (scope-top scope)
          (let ((inner (letrec-syntax-environment datum position environment)))
            (when inner (scan-forms (cddr datum) inner scope)))
          (scope-add-expression! scope (cons datum position) environment)))

    (define (let-syntax-environment datum position environment)
      (and (check-syntax-bindings datum position)
           (let ((bindings (car (cadr datum))))
             (extend-environment* environment
                                  (map (lambda (binding) (car (car (car binding)))) bindings)
                                  (map (lambda (binding) (binding-meaning binding environment)) bindings)))))

    (define (letrec-syntax-environment datum position environment)
      (and (check-syntax-bindings datum position)
           (let ((inner (open-frame environment)))
             (for-each (lambda (binding)
                         (frame-define! inner (car (car (car binding))) (binding-meaning binding inner)))
                       (car (cadr datum)))
             inner)))

    (define (binding-meaning binding environment)
      (transformer-or-failure (cadr (car binding)) environment (identifier-symbol (car (car (car binding))))))

    (define (check-syntax-bindings datum position)
      (if (and (>= (form-size datum) 3)
               (list-datum? (car (cadr datum)))
               (every (lambda (binding)
                        (and (= (form-size (car binding)) 2) (identifier-syntax? (car (car binding)))))
                      (car (cadr datum))))
          (begin
            (check-distinct (map (lambda (binding) (car (car binding))) (car (cadr datum))))
            #t)
          (begin
            (report-ill-formed datum position (list (identifier-symbol (car (car datum))) '((name transformer) ...) 'body '...))
            #f)))

    ;;; syntax-error

    (define (expand-syntax-error datum position environment name)
      (report-syntax-error datum position)
      (build-const position #f))

    (define (scan-syntax-error datum position environment scope)
      (report-syntax-error datum position))

    (define (report-syntax-error datum position)
      (if (and (>= (form-size datum) 2) (string? (car (cadr datum))))
          (report-error! position
                         (text-join (cons (car (cadr datum))
                                          (map (lambda (syntax) (datum->text (syntax->datum syntax))) (cddr datum)))
                                    " "))
          (report-ill-formed datum position '(syntax-error "message" datum ...))))

    ;;; include, cond-expand

    (define (expand-spliced chain position environment name)
      (cond ((null? chain) (unspecified position))
            ((null? (cdr chain)) (expand-named (car chain) environment name))
            (else (build-seq position (expand-each chain environment)))))

    (define (expand-include datum position environment name)
      (expand-spliced (read-included datum position #f) position environment name))

    (define (scan-include datum position environment scope)
      (scan-forms (read-included datum position #f) environment scope))

    (define (expand-include-ci datum position environment name)
      (expand-spliced (read-included datum position #t) position environment name))

    (define (scan-include-ci datum position environment scope)
      (scan-forms (read-included datum position #t) environment scope))

    (define (expand-cond-expand datum position environment name)
      (expand-spliced (select-clause datum position) position environment name))

    (define (scan-cond-expand datum position environment scope)
      (scan-forms (select-clause datum position) environment scope))))
