;;; Interaction: expanding one form after another in an environment that grows, for the REPL and `eval`.
;;;
;;;   (make-interaction-environment registry features import-sets)          import-sets: plain data, for example ((scheme base))
;;;   (seal-interaction! interaction)                           from now on nothing can be defined in it or imported
;;;   (expand-form datum interaction builder)                   datum: plain data, as `eval` gets it, without circles
;;;   (expand-syntax-form syntax interaction builder)           syntax: as (reader parse) gives it, with positions
;;;
;;; Both return a list of built items: those of libraries that the form made necessary, then its own. Import declarations
;;; and library definitions are forms too. A definition of a known name keeps its variable, so code that was expanded
;;; before sees the new value; a name that nothing defines yet gets its variable when it is first mentioned. Mistakes raise
;;; `compile-errors` and leave what was defined before as it was.
(define-library (expander interaction)
  (export make-interaction-environment seal-interaction! interaction? expand-form expand-syntax-form interaction-names interaction-meaning)
  (import (scheme base) (base report) (base table) (reader syntax)
          (expander builder) (expander environment) (expander body) (expander library))
  (begin
    (define-record-type interaction
      (make-interaction-record registry features top)
      interaction?
      (registry interaction-registry)
      (features interaction-features)
      (top interaction-top))

    (define (make-interaction-environment registry features import-sets)
      (let ((interaction (make-interaction-record registry features (make-top 'interaction #f))))
        (for-each (lambda (set) (interaction-import! interaction set)) import-sets)
        interaction))

    (define (seal-interaction! interaction) (top-sealed?-set! (interaction-top interaction) #t))

    ;; Import without code: for libraries that the registry holds already. The set is plain data.
    (define (interaction-import! interaction set)
      (import-into-top! (plain->syntax set #f) (interaction-top interaction) (interaction-registry interaction))
      (raise-compile-errors!))

    ;; The names that mean something here, for completion.
    (define (interaction-names interaction)
      (symbol-table-keys (top-table (interaction-top interaction))))

    ;; A meaning of (expander environment); #f: none.
    (define (interaction-meaning name interaction)
      (symbol-table-ref (top-table (interaction-top interaction)) name #f))

    (define (expand-form datum interaction builder)
      (expand-syntax-form (plain->syntax datum #f) interaction builder))

    (define (expand-syntax-form syntax interaction builder)
      (let* ((registry (interaction-registry interaction))
             (top (interaction-top interaction))
             (items (call-with-journal top
                      (lambda (take-back!)
                        (let ((items (guard (condition ((compile-errors? condition) (take-back!) (raise condition)))
                                       (call-with-builder builder
                                         (lambda ()
                                           (call-with-registry registry (interaction-features interaction)
                                             (lambda () (expand-one syntax top registry))))))))
                          (when (> (report-error-count) 0) (take-back!))
                          items)))))
        (when (> (report-error-count) 0)
          (registry-abandon! registry)
          (raise-compile-errors!))
        (append (registry-take-items! registry) items)))

    (define (expand-one syntax top registry)
      (cond ((library-definition? syntax)
             ;; A library can be defined again at the REPL.
             (when (pair? (cdr (car syntax)))
               (registry-remove-library! registry (syntax->datum (cadr (car syntax)))))
             (expand-library-definition syntax registry)
             '())
            ((import-declaration? syntax)
             (when (top-sealed? top) (report-error! (cdr syntax) "nothing can be imported: this environment is immutable"))
             (for-each (lambda (set) (import-into-top! set top registry)) (cdr (car syntax)))
             '())
            (else
             (let ((scope (make-top-scope top)))
               (scan-forms (list syntax) (top-environment top) scope)
               (build-top-items scope)))))))
