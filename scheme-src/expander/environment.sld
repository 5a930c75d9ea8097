;;; Environments: what identifiers mean.
;;;
;;;   environment   (scope-list . top)       scope-list: association list from identifiers to meanings, innermost first
;;;   top           the top level of a library, program or interaction: a table from symbols to meanings
;;;
;;; A meaning is one of
;;;
;;;   local        a variable of the builder               global     a top-level variable
;;;   keyword      a built-in form                         macro      a transformer and where it was defined
;;;   primitive    a row of (machine primitives)           #f         nothing: the identifier is unbound
;;;
;;; Identity of meanings counts: two names mean the same when their meanings are eq?, or both are unbound and were written
;;; alike. Exports carry the meaning itself, so an import under another name still means the same.
;;;
;;; The frame of a body is opened with a mark in the scope list; what the body defines is put in behind the mark, so
;;; environments that macros of the body have kept see definitions that come later.
;;;
;;; Source: renaming as in Clinger & Rees, Macros That Work (1991), with aliases resolved lazily through the environment of
;;; the macro's definition.
(define-library (expander environment)
  (export make-environment environment-top environment-scopes extend-environment extend-environment*
          open-frame frame-define! frame-meaning
          lookup same-meaning?
          make-local local? local-variable
          make-global global? global-name global-variable global-variable-set! global-home global-position
          global-written-name
          make-keyword keyword? keyword-name keyword-expression-procedure keyword-body-procedure
          make-general-transformer apply-transformer identifier-macro? assignment-macro?
          make-macro macro? macro-transformer macro-specification macro-environment macro-home macro-name
          make-top top? top-kind top-name top-table top-own top-instance top-instance-set! top-sealed? top-sealed?-set!
          top-environment top-define! call-with-journal top-own-meaning unique-global-name library-name->text
          make-definition-at-top definition-at-top-build definition-at-top-assigns? definition-at-top-slot
          definition-at-top-slot-set! top-add-definition! top-definition top-keep-definitions!)
  (import (scheme base) (base global-name) (base table) (base text) (reader syntax))
  (begin
    (define-record-type local
      (make-local variable)
      local?
      (variable local-variable))

    ;; name: unique in the system; variable: the builder's, or #f until it is first used; home: the top that defines it;
    ;; position: of its definition, or #f.
    (define-record-type global
      (make-global name written-name variable home position)
      global?
      (name global-name)
      (written-name global-written-name)
      (variable global-variable global-variable-set!)
      (home global-home)
      (position global-position))

    ;; expression-procedure: (chain position environment name) -> built expression, or #f: not an expression.
    ;; body-procedure: (chain position environment scope), adds to the scope, or #f: nothing special in a body.
    (define-record-type keyword
      (make-keyword name expression-procedure body-procedure)
      keyword?
      (name keyword-name)
      (expression-procedure keyword-expression-procedure)
      (body-procedure keyword-body-procedure))

    ;; transformer: (syntax environment-of-use macro) -> syntax, or #f after an error; specification: the syntax it was made
    ;; from; home: the top that defines it.
    (define-record-type macro
      (make-macro name transformer specification environment home)
      macro?
      (name macro-name)
      (transformer macro-transformer)
      (specification macro-specification)
      (environment macro-environment)
      (home macro-home))

    ;; What a macro has as its transformer when it is used not only in forms: a procedure as above, which gets a lone identifier
    ;; too, and, when assignments? holds, forms (set! identifier expression).
    (define-record-type general-transformer
      (make-general-transformer procedure assignments?)
      general-transformer?
      (procedure general-transformer-procedure)
      (assignments? general-transformer-assignments?))

    (define (apply-transformer transformer syntax environment macro)
      ((if (general-transformer? transformer) (general-transformer-procedure transformer) transformer)
       syntax environment macro))

    (define (identifier-macro? meaning)
      (and (macro? meaning) (general-transformer? (macro-transformer meaning))))

    (define (assignment-macro? meaning)
      (and (identifier-macro? meaning) (general-transformer-assignments? (macro-transformer meaning))))

    ;; kind: library, program, interaction, or registry (where macros read from registry data were defined); name: a
    ;; library's name or #f; library-text: that as text;
    ;; instance: how a library's variables get values while macros are expanded, see (expander transformer), or #f;
    ;; table: symbol -> meaning; own: symbol -> meaning, of those defined here; fresh-names: how often a name was needed;
    ;; definitions: what was defined here so far, for the transformers that stand behind it; sealed?: nothing can be defined;
    ;; journal: thunks that take back what was defined since, the last one first.
    (define-record-type top
      (make-top-record kind name library-text table own fresh-names instance definitions sealed? journal)
      top?
      (kind top-kind)
      (name top-name)
      (library-text top-library-text)
      (table top-table)
      (own top-own)
      (fresh-names top-fresh-names)
      (instance top-instance top-instance-set!)
      (definitions top-definitions top-definitions-set!)
      (sealed? top-sealed? top-sealed?-set!)
      (journal top-journal top-journal-set!))

    ;; A definition that was scanned. variable: the builder's; build: thunk that builds its right side with the builder of
    ;; the moment; assigns?: what it builds assigns the variable itself, perhaps with others; slot: where its value is while
    ;; macros are expanded, see (expander transformer), or #f.
    (define-record-type definition-at-top
      (make-definition-at-top variable build assigns? slot)
      definition-at-top?
      (variable definition-at-top-variable)
      (build definition-at-top-build)
      (assigns? definition-at-top-assigns?)
      (slot definition-at-top-slot definition-at-top-slot-set!))

    ;; A later definition of the variable counts.
    (define (top-add-definition! top definition)
      (top-definitions-set! top (cons definition (top-definitions top))))

    ;; -> definition or #f
    (define (top-definition top variable)
      (let loop ((definitions (top-definitions top)))
        (cond ((null? definitions) #f)
              ((eq? variable (definition-at-top-variable (car definitions))) (car definitions))
              (else (loop (cdr definitions))))))

    ;; Forget all definitions but those of these variables.
    (define (top-keep-definitions! top variables)
      (let loop ((definitions (top-definitions top)) (kept '()) (seen '()))
        (cond ((null? definitions) (top-definitions-set! top (reverse kept)))
              ((or (memq (definition-at-top-variable (car definitions)) seen)
                   (not (memq (definition-at-top-variable (car definitions)) variables)))
               (loop (cdr definitions) kept seen))
              (else
               (loop (cdr definitions)
                     (cons (car definitions) kept)
                     (cons (definition-at-top-variable (car definitions)) seen))))))

    (define (make-top kind name)
      (make-top-record kind name
                       (and name (library-name->text name "."))
                       (make-symbol-table) (make-symbol-table) (make-symbol-table) #f '() #f '()))

    ;; (library-name->text '(scheme base) ".") -> "scheme.base"
    (define (library-name->text name separator)
      (text-join (map text name) separator))

    (define (make-environment scopes top) (cons scopes top))
    (define (environment-scopes environment) (car environment))
    (define (environment-top environment) (cdr environment))
    (define (top-environment top) (cons '() top))

    (define (extend-environment environment identifier meaning)
      (cons (cons (cons identifier meaning) (car environment)) (cdr environment)))

    (define (extend-environment* environment identifiers meanings)
      (let loop ((identifiers identifiers) (meanings meanings) (scopes (car environment)))
        (if (null? identifiers)
            (cons scopes (cdr environment))
            (loop (cdr identifiers) (cdr meanings) (cons (cons (car identifiers) (car meanings)) scopes)))))

    ;; (open-frame environment) -> an environment whose scope list begins with a frame.
    (define (open-frame environment)
      (cons (cons (cons #f #f) (car environment)) (cdr environment)))

    ;; Define in the frame that the environment was opened with.
    (define (frame-define! environment identifier meaning)
      (let ((mark (car environment)))
        (set-cdr! mark (cons (cons identifier meaning) (cdr mark)))))

    ;; The meaning that the frame itself gives, or #f. parent: the environment in which the frame was opened.
    (define (frame-meaning environment parent identifier)
      (let loop ((scopes (cdr (car environment))))
        (cond ((eq? scopes (car parent)) #f)
              ((eq? identifier (car (car scopes))) (cdr (car scopes)))
              (else (loop (cdr scopes))))))

    ;; (lookup identifier environment) -> meaning or #f
    (define (lookup identifier environment)
      (let ((entry (assq identifier (car environment))))
        (cond (entry (cdr entry))
              ((symbol? identifier) (symbol-table-ref (top-table (cdr environment)) identifier #f))
              ((alias-binding identifier))
              (else (lookup (alias-name identifier) (alias-environment identifier))))))

    (define (same-meaning? identifier-1 environment-1 identifier-2 environment-2)
      (let ((meaning-1 (lookup identifier-1 environment-1))
            (meaning-2 (lookup identifier-2 environment-2)))
        (if (or meaning-1 meaning-2)
            (eq? meaning-1 meaning-2)
            (eq? (identifier-symbol identifier-1) (identifier-symbol identifier-2)))))

    ;; What this top itself defines the identifier to be, or #f.
    (define (top-own-meaning top identifier)
      (if (symbol? identifier)
          (symbol-table-ref (top-own top) identifier #f)
          (alias-binding identifier)))

    (define (top-define! top identifier meaning)
      (if (symbol? identifier)
          (begin
            (table-define! (top-table top) identifier meaning top)
            (table-define! (top-own top) identifier meaning top))
          (let ((before (alias-binding identifier)))
            (note! top (lambda () (alias-binding-set! identifier before)))
            (alias-binding-set! identifier meaning))))

    (define (table-define! table identifier meaning top)
      (let ((before (symbol-table-ref table identifier #f)))
        (note! top (lambda ()
                     (if before
                         (symbol-table-set! table identifier before)
                         (symbol-table-delete! table identifier))))
        (symbol-table-set! table identifier meaning)))

    ;; Only where forms are expanded one by one can a mistake in one be survived.
    (define (note! top undo)
      (when (eq? (top-kind top) 'interaction)
        (top-journal-set! top (cons undo (top-journal top)))))

    ;; (call-with-journal top procedure): calls it with a thunk that takes back what was defined at top since.
    (define (call-with-journal top procedure)
      (let ((journal (top-journal top)))
        (top-journal-set! top '())
        (let ((result (procedure (lambda ()
                                   (for-each (lambda (undo) (undo)) (top-journal top))
                                   (top-journal-set! top '())))))
          (top-journal-set! top journal)
          result)))

    ;; A name for a global that is used for nothing else: name@library, then name~2@library …
    (define (unique-global-name top identifier)
      (let* ((symbol (identifier-symbol identifier))
             (uses (+ 1 (symbol-table-ref (top-fresh-names top) symbol 0))))
        (symbol-table-set! (top-fresh-names top) symbol uses)
        (make-global-name symbol uses (top-library-text top))))))
