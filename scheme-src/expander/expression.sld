;;; Expression: the dispatch of the expander. A piece of syntax in an environment becomes a built expression.
;;;
;;;   (expand syntax environment)                  an expression
;;;   (expand-named syntax environment name)       … whose value will be called so: procedures take the name
;;;   (expand-each chain environment)              the expressions of a list datum
;;;   (expand-macro-use macro syntax environment)  one step: syntax, or #f when that was an error (reported)
;;;   (malformed position message hint …)          report, and return a harmless expression
;;;   (ill-formed datum position shape …)          the same for a form that has none of the shapes of (expander shapes)
;;;   (ill-shaped what syntax shape …)             the same for a part of a form
;;;
;;; A mistake never stops the expansion: it is reported and a constant takes its place.
(define-library (expander expression)
  (export reset-macro-uses! expand expand-named expand-each expand-macro-use malformed ill-formed ill-shaped global-reference global-builder-variable
          call-with-global-variables exporter-finder-set! unbound-use unbound-call-builder-set! call-in-library-file expanding-library-file? note-meant-definitions! reference-meaning form-size identifier-syntax?)
  (import (scheme base) (base list) (base table) (base text) (base report) (machine primitives)
          (reader syntax) (expander builder) (expander environment) (expander exporters) (expander foreign-names)
          (expander shapes))
  (begin
    (define (expand syntax environment) (expand-named syntax environment #f))

    (define (expand-named syntax environment name)
      (let ((datum (car syntax)))
        (cond ((pair? datum) (expand-form-datum syntax datum environment name))
              ((symbol? datum) (expand-reference datum (cdr syntax) environment))
              ((alias? datum) (expand-reference datum (cdr syntax) environment))
              (else (expand-self-evaluating datum (cdr syntax))))))

    (define (expand-form-datum syntax datum environment name)
      (let* ((head (car datum))
             (identifier (car head)))
        (if (or (symbol? identifier) (alias? identifier))
            (let ((meaning (lookup identifier environment)))
              (cond ((local? meaning)
                     (expand-call (build-ref (cdr head) (local-variable meaning)) datum (cdr syntax) environment))
                    ((global? meaning)
                     (expand-call (global-reference meaning (cdr head)) datum (cdr syntax) environment))
                    ((keyword? meaning) (expand-keyword-form meaning datum (cdr syntax) environment name))
                    ((macro? meaning)
                     (let ((expansion (expand-macro-use meaning syntax environment)))
                       (if expansion
                           (expand-named expansion environment name)
                           (build-const (cdr syntax) #f))))
                    ((primitive? meaning)
                     (expand-primitive-call meaning (cdr head) (proper-operands datum (cdr syntax)) (cdr syntax)
                                            environment))
                    ((meaning-elsewhere-is-syntax? meaning identifier environment)
                     (unbound-use identifier (cdr head) environment))
                    (else
                     (expand-call (expand-reference identifier (cdr head) environment)
                                  datum (cdr syntax) environment))))
            (expand-call (expand head environment) datum (cdr syntax) environment))))

    (define (expand-keyword-form keyword datum position environment name)
      (let ((procedure (keyword-expression-procedure keyword)))
        (cond (procedure (procedure datum position environment name))
              ((keyword-body-procedure keyword)
               (malformed position
                          (text "`" (keyword-name keyword) "` stands where an expression is expected")
                          "definitions stand at the beginning of a body or at top level"))
              (else
               (malformed position (text "misplaced `" (keyword-name keyword) "`") (keyword-place-hint (keyword-name keyword)))))))

    ;; Where a keyword that makes no form of its own belongs.
    (define (keyword-place-hint name)
      (case name
        ((unquote unquote-splicing) "a comma stands inside a quasiquotation: `(a ,b ,@c)")
        ((else =>) "it belongs to a clause of `cond`, `case` or `guard`")
        ((... _) "it belongs to `syntax-rules`")
        (else #f)))

    ;; A form at top level that needs more uses of macros than this never ends, as far as anybody would wait.
    (define macro-uses-allowed 500000)
    (define macro-uses 0)
    (define (reset-macro-uses!) (set! macro-uses 0))

    (define (expand-macro-use macro syntax environment)
      (set! macro-uses (+ macro-uses 1))
      (when (> macro-uses macro-uses-allowed)
        (report-fatal! (cdr syntax)
                       (text "the expansion of macros does not end: after " macro-uses-allowed
                             " uses in one form the next is again one of `" (macro-name macro) "`")))
      (apply-transformer (macro-transformer macro) syntax environment macro))

    (define (expand-call operator datum position environment)
      (build-call position operator (expand-each (proper-operands datum position) environment)))

    ;; The operands of a form, as a list datum that ends in ().
    (define (proper-operands datum position)
      (if (list-datum? (cdr datum))
          (cdr datum)
          (begin
            (report-error! position "a dot cannot stand in a procedure call")
            '())))

    (define (expand-each chain environment)
      (let loop ((chain chain) (built '()))
        (if (pair? chain)
            (loop (cdr chain) (cons (expand-named (car chain) environment #f) built))
            (reverse built))))

    (define (expand-self-evaluating datum position)
      (cond ((or (number? datum) (string? datum) (boolean? datum) (char? datum) (bytevector? datum))
             (build-const position datum))
            ((vector? datum) (build-const position (datum->plain datum)))
            ((null? datum)
             (malformed position "an empty list is no expression" "write '() for the empty list"))
            ((labelled? datum) (malformed position "a datum label can stand only inside a quoted datum"))
            (else (build-const position datum))))

    ;;; References.

    (define (expand-reference identifier position environment)
      (let ((meaning (lookup identifier environment)))
        (if (identifier-macro? meaning)
            (let ((expansion (expand-macro-use meaning (make-syntax identifier position) environment)))
              (if expansion
                  (expand expansion environment)
                  (build-const position #f)))
            (reference-meaning meaning identifier position environment))))

    (define (reference-meaning meaning identifier position environment)
      (cond ((local? meaning) (build-ref position (local-variable meaning)))
            ((global? meaning) (global-reference meaning position))
            ((primitive? meaning) (build-primref position (primitive-name meaning)))
            ((not meaning) (unbound-reference identifier position environment))
            (else
             (malformed position
                        (text "the syntactic keyword `" (identifier-symbol identifier) "` is used as a variable")))))

    (define (global-reference global position)
      (build-ref position (global-builder-variable global position)))

    ;; Globals of the host or of libraries already there get their variable when they are first mentioned.
    (define (global-builder-variable global position)
      (cond (global-variables (global-variables global position))
            ((global-variable global))
            (else
             (let ((variable (build-existing-variable (global-name global))))
               (global-variable-set! global variable)
               variable))))

    ;; While transformers are expanded, a procedure (global position) -> variable; otherwise #f.
    (define global-variables #f)

    (define (call-with-global-variables procedure thunk)
      (let ((outer global-variables))
        (dynamic-wind
         (lambda () (set! global-variables procedure))
         thunk
         (lambda () (set! global-variables outer)))))

    ;; At the REPL a later form may define it; elsewhere it is a mistake.
    (define (unbound-reference identifier position environment)
      (let ((top (environment-top environment)))
        (if (eq? (top-kind top) 'interaction)
            (let* ((name (unique-global-name top identifier))
                   (global (make-global name (identifier-symbol identifier)
                                        (build-global-variable name position) top #f)))
              (top-define! top identifier global)
              (global-reference global position))
            (unbound-use identifier position environment))))

    ;; A mistake in a program. A library's file is often not the user's to mend, and much of it is never reached: there it is a
    ;; warning, and an error when the program comes by.
    (define (unbound-use identifier position environment . hints)
      (if (and in-library-file? (not global-variables))
          (begin
            (report-unbound report-warning! identifier position environment hints)
            (unbound-call-builder identifier position environment))
          (begin
            (report-unbound report-error! identifier position environment hints)
            (build-const position #f))))

    (define in-library-file? #f)
    (define (expanding-library-file?) in-library-file?)

    (define (call-in-library-file thunk)
      (let ((outer in-library-file?))
        (dynamic-wind
         (lambda () (set! in-library-file? #t))
         thunk
         (lambda () (set! in-library-file? outer)))))

    ;; Builds what raises that error, of (expander support).
    (define unbound-call-builder #f)
    (define (unbound-call-builder-set! procedure) (set! unbound-call-builder procedure))

    (define (report-unbound report! identifier position environment hints)
      (unless (and (> (report-error-count) 0) (meant-to-be-defined? (identifier-symbol identifier)))
        (report-unbound-name report! identifier position environment hints)))

    (define (report-unbound-name report! identifier position environment hints)
      (let* ((symbol (identifier-symbol identifier))
             (import (import-hint (exporter-finder symbol)))
             (foreign (and (not import) (foreign-name-hint symbol)))
             (near (and (not import) (not foreign) (nearest-name symbol (names-in-scope environment)))))
        (apply report! position (text "unbound variable `" symbol "`")
               import
               foreign
               (and near (text "did you mean `" near "`?"))
               (and (not near) (not foreign) (number-like? (symbol->string symbol))
                    "it begins like a number, and is none")
               (and global-variables "a transformer can use what is defined before it, and what libraries export")
               (inserting-macro-hint identifier)
               (if (or import foreign near) '() hints))))

    ;; Does it begin with a digit, perhaps behind a sign or point?
    (define (number-like? name)
      (let loop ((index 0))
        (and (< index (string-length name))
             (let ((char (string-ref name index)))
               (or (char<=? #\0 char #\9)
                   (and (memv char '(#\+ #\- #\.)) (< index 2) (loop (+ index 1))))))))

    ;; The names that a definition which failed was meant to define, or a form of another Scheme that defines: who uses them is
    ;; not told that nothing does, once the definition has been reported.
    (define meant-definitions '())

    ;; Of `point`, also make-point, point? and point-x.
    (define (meant-to-be-defined? symbol)
      (let ((name (symbol->string symbol)))
        (any (lambda (meant)
               (or (eq? meant symbol)
                   (let ((stem (symbol->string meant)))
                     (or (string=? name (string-append "make-" stem))
                         (string=? name (string-append stem "?"))
                         (text-prefix? (string-append stem "-") name)
                         (text-prefix? (string-append "set-" stem "-") name)))))
             meant-definitions)))

    (define (note-meant-definitions! datum)
      (cond ((pair? datum)
             (note-meant-definitions! (car (car datum)))
             (note-meant-definitions! (cdr datum)))
            ((identifier-datum? datum)
             (set! meant-definitions (cons (identifier-symbol datum) meant-definitions)))))

    ;; Procedure of a symbol: the libraries that export it, as exporting-libraries of (expander exporters) gives them.
    (define exporter-finder (lambda (symbol) '()))
    (define (exporter-finder-set! procedure) (set! exporter-finder procedure))

    ;; A keyword of a library that was not imported, or of another Scheme: what stands in its form are no operands.
    (define (meaning-elsewhere-is-syntax? meaning identifier environment)
      (and (not meaning)
           (not (eq? 'interaction (top-kind (environment-top environment))))
           (or (foreign-form? (identifier-symbol identifier))
               (any cdr (exporter-finder (identifier-symbol identifier))))))

    ;; Who wrote the identifier, when it does not stand at the position where it is reported.
    (define (inserting-macro-hint identifier)
      (and (alias? identifier)
           (vector? (alias-expansion identifier))
           (macro? (vector-ref (alias-expansion identifier) 0))
           (text "the macro `" (macro-name (vector-ref (alias-expansion identifier) 0)) "` inserts it")))

    (define (names-in-scope environment)
      (let loop ((scopes (environment-scopes environment))
                 (names (symbol-table-keys (top-table (environment-top environment)))))
        (cond ((null? scopes) names)
              ((symbol? (car (car scopes))) (loop (cdr scopes) (cons (car (car scopes)) names)))
              (else (loop (cdr scopes) names)))))

    ;;; Primitives in operator position.

    (define (expand-primitive-call primitive head-position chain position environment)
      (let ((operands (expand-each chain environment)))
        (fold-primitive-call primitive head-position operands (length operands) position)))

    (define (fold-primitive-call primitive head-position operands count position)
      (let ((minimum (primitive-minimum-arguments primitive))
            (nary (primitive-option primitive 'nary)))
        (cond ((if (primitive-variadic? primitive) (>= count minimum) (= count minimum))
               (build-primcall position (primitive-name primitive) operands))
              ((and nary (eq? (car nary) 'left))
               (fold-left-call primitive nary operands count position))
              ((and nary (> count 2))
               (fold-chain-call primitive operands position))
              (else
               (unless (or nary (primitive-option primitive 'value))
                 (warn-argument-count primitive count position))
               (build-call position (build-primref head-position (primitive-name primitive)) operands)))))

    (define (warn-argument-count primitive count position)
      (let ((minimum (primitive-minimum-arguments primitive)))
        (report-warning! position
                         (text "`" (primitive-name primitive) "` takes " (if (primitive-variadic? primitive) "at least " "")
                               minimum (if (= minimum 1) " argument" " arguments") ", here it gets " count))))

    ;; (+) = 0   (+ a) = (+ 0 a)   (- a) = (- 0 a), which turns 0.0 into -0.0   (+ a b c) = (+ (+ a b) c)
    (define (fold-left-call primitive nary operands count position)
      (let ((name (primitive-name primitive))
            (unit (cadr nary))
            (negate? (pair? (cddr nary))))
        (cond ((and (= count 0) (not negate?)) (build-const position unit))
              ((= count 0)
               (warn-argument-count primitive count position)
               (build-call position (build-primref position name) operands))
              ((= count 1)
               (build-primcall position name (list (build-const position unit) (car operands))))
              (else
               (let loop ((built (car operands)) (rest (cdr operands)))
                 (if (null? rest)
                     built
                     (loop (build-primcall position name (list built (car rest))) (cdr rest))))))))

    ;; (< a b c) = (let ((x a) (y b) (z c)) (if (< x y) (< y z) #f))
    (define (fold-chain-call primitive operands position)
      (let* ((name (primitive-name primitive))
             (variables (map (lambda (operand) (build-variable 'operand position)) operands)))
        (build-let position variables operands
                   (let loop ((variables variables))
                     (let ((test (build-primcall position name
                                                 (list (build-ref position (car variables))
                                                       (build-ref position (cadr variables))))))
                       (if (null? (cddr variables))
                           test
                           (build-if position test (loop (cdr variables)) (build-const position #f))))))))

    ;;; For the keywords' procedures.

    (define (malformed position message . hints)
      (apply report-error! position message hints)
      (build-const position #f))

    (define (ill-formed datum position . shapes)
      (apply report-ill-formed datum position shapes)
      (build-const position #f))

    (define (ill-shaped what syntax . shapes)
      (apply report-ill-shaped what syntax shapes)
      (build-const (cdr syntax) #f))

    ;; The number of elements of a list datum, or -1 when it does not end in ().
    (define (form-size datum)
      (let loop ((datum datum) (size 0))
        (cond ((pair? datum) (loop (cdr datum) (+ size 1)))
              ((null? datum) size)
              (else -1))))

    (define (identifier-syntax? syntax) (identifier-datum? (car syntax)))))
