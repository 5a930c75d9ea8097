;;; Libraries: define-library, import sets, and the registry of what has been loaded.
;;;
;;; A registry holds libraries by name, each with its export table (symbol -> meaning) and the items that its body was
;;; built to; `order` lists the names as they were completed, so that every library comes after those it imports.
;;;
;;; A library is looked for in this order: in the registry; the pseudo libraries (primitives) and (core-syntax); the host's
;;; libraries; the file a/b/c.sld for (a b c) in each root folder.
;;;
;;; A host library is given as (name symbol …): each symbol that is a built-in keyword is exported as the keyword, every
;;; other as the host's own global of that name.
(define-library (expander library)
  (export make-registry registry-libraries registry-roots registry-roots-set!
          registry-take-items! registry-taken registry-abandon! registry-add-library! registry-remove-library! registry-library
          make-library library-name library-exports
          find-library library-known? import-into-top! expand-library-definition library-definition? import-declaration?
          call-with-registry registry-exporters registry-source-file)
  (import (scheme base) (base list) (base table) (base text) (base report) (machine primitives)
          (reader syntax) (reader file)
          (expander environment) (expander expression) (expander body) (expander features) (expander support)
          (expander keywords) (expander exporters) (expander shapes))
  (begin
    (define-record-type library
      (make-library name exports)
      library?
      (name library-name)
      (exports library-exports))        ; symbol table of meanings; #f while the library is being expanded

    ;; libraries: string table from the written name; host-globals: symbol -> global, so that two host libraries that
    ;; export one name export one meaning; items: (name . built items) of new libraries, last one first; fresh: the names
    ;; of the libraries whose items have not been taken; taken: the items that were taken last, in order.
    (define-record-type registry
      (make-registry-record libraries roots host-libraries host-globals items fresh taken)
      registry?
      (libraries registry-libraries)
      (roots registry-roots registry-roots-set!)
      (host-libraries registry-host-libraries)
      (host-globals registry-host-globals)
      (items registry-items registry-items-set!)
      (fresh registry-fresh registry-fresh-set!)
      (taken registry-taken registry-taken-set!))

    ;; (make-registry root-folders host-libraries)
    (define (make-registry roots host-libraries)
      (make-registry-record (make-string-table) roots host-libraries (make-symbol-table) '() '() '()))

    ;; The items of all libraries expanded since the last call, in order. (registry-taken registry) then tells them library by
    ;; library: list of (name . items).
    (define (registry-take-items! registry)
      (let ((entries (registry-items registry)))
        (registry-items-set! registry '())
        (registry-fresh-set! registry '())
        (registry-taken-set! registry (reverse entries))
        (let loop ((entries entries) (all '()))
          (if (null? entries)
              all
              (loop (cdr entries) (append (cdr (car entries)) all))))))

    ;; After errors: forget the libraries whose items have not been taken.
    (define (registry-abandon! registry)
      (for-each (lambda (name) (registry-remove-library! registry name)) (registry-fresh registry))
      (registry-items-set! registry '())
      (registry-fresh-set! registry '()))

    (define (registry-add-library! registry library)
      (string-table-set! (registry-libraries registry) (datum->text (library-name library)) library))

    (define (registry-remove-library! registry name)
      (string-table-delete! (registry-libraries registry) (datum->text name)))

    ;; The library as far as the registry holds it complete, or #f.
    (define (registry-library registry name)
      (let ((library (string-table-ref (registry-libraries registry) (datum->text name) #f)))
        (and library (library-exports library) library)))

    ;; Run the thunk with features and run-time support found through the registry.
    (define (call-with-registry registry features thunk)
      (features-set! features
                     (lambda (name) (library-known? name registry))
                     (lambda () (registry-roots registry)))
      (support-finder-set! (lambda (name environment) (find-support name environment registry)))
      (exporter-finder-set! (lambda (symbol) (registry-exporters symbol registry)))
      (when (library-known? support-name registry)
        (find-library support-name #f registry))
      (thunk))

    (define support-name '(runtime support))

    ;; While (runtime support) is being expanded: what the library itself sees under the name.
    (define (find-support name environment registry)
      (let ((support (string-table-ref (registry-libraries registry) (datum->text support-name) #f)))
        (if (and support (library-exports support))
            (symbol-table-ref (library-exports support) name #f)
            (lookup name (top-environment (environment-top environment))))))

    ;; What exporting-libraries of (expander exporters) finds.
    (define (registry-exporters symbol registry)
      (exporting-libraries symbol
                           (lambda (name)
                             (let ((library (or (registry-library registry name)
                                                (and (assoc name (registry-host-libraries registry))
                                                     (find-library name #f registry)))))
                               (and library (library-exports library))))
                           (lambda (name) (registry-source-file name registry))))

    ;; The file that defines a library, or #f.
    (define (registry-source-file name registry)
      (find source-file-exists? (library-paths name registry)))

    ;;; Finding.

    (define (library-known? name registry)
      (or (string-table-contains? (registry-libraries registry) (datum->text name))
          (member name '((primitives) (core-syntax)))
          (if (assoc name (registry-host-libraries registry)) #t #f)
          (if (any source-file-exists? (library-paths name registry)) #t #f)
          (let ((other (srfi-by-other-name name)))
            (and other (library-known? other registry)))))

    ;; (srfi srfi-1) of Guile, (srfi :1) and (srfi :1 lists) of R6RS: (srfi 1); #f for all else.
    (define (srfi-by-other-name name)
      (and (list? name)
           (pair? name)
           (pair? (cdr name))
           (eq? 'srfi (car name))
           (symbol? (cadr name))
           (let* ((written (symbol->string (cadr name)))
                  (prefix (if (text-prefix? ":" written) 1 (if (text-prefix? "srfi-" written) 5 0)))
                  (number (and (> prefix 0) (string->number (substring written prefix (string-length written))))))
             (and (exact-integer? number) (list 'srfi number)))))

    (define (library-paths name registry)
      (if (and (pair? name) (list? name))
          (let ((relative (string-append (library-name->text name "/") ".sld")))
            (map (lambda (root) (string-append root "/" relative)) (registry-roots registry)))
          '()))

    ;; (find-library name position registry) -> library, or #f after an error at the position.
    (define (find-library name position registry)
      (let* ((key (datum->text name))
             (known (string-table-ref (registry-libraries registry) key #f)))
        (cond ((and known (library-exports known)) known)
              (known
               (report-error! position (text "the library " key " imports itself, directly or through others"))
               #f)
              ((equal? name '(primitives)) (enter-library! (primitive-library) registry))
              ((equal? name '(core-syntax)) (enter-library! (make-library name keyword-table) registry))
              ((assoc name (registry-host-libraries registry))
               => (lambda (row) (enter-library! (host-library row registry) registry)))
              ((registry-source-file name registry)
               => (lambda (path) (load-library name path position registry)))
              ((srfi-by-other-name name)
               => (lambda (name) (find-library name position registry)))
              (else
               (report-missing-library key position (library-paths name registry)
                                       (nearest-name (string->symbol key)
                                                     (map string->symbol (string-table-keys (registry-libraries registry)))))
               #f))))

    (define (report-missing-library key position paths near)
      (report-error! position (text "there is no library " key)
                     (and near (text "did you mean " near "?"))
                     (and (pair? paths) (text "looked for " (text-join paths " and ")))))

    (define (enter-library! library registry)
      (registry-add-library! registry library)
      library)

    (define (primitive-library)
      (let ((exports (make-symbol-table)))
        (for-each (lambda (primitive) (symbol-table-set! exports (primitive-name primitive) primitive)) all-primitives)
        (make-library '(primitives) exports)))

    (define (host-library row registry)
      (let ((exports (make-symbol-table)))
        (for-each (lambda (name)
                    (symbol-table-set! exports name (or (keyword-named name) (host-global name registry))))
                  (cdr row))
        (make-library (car row) exports)))

    (define (host-global name registry)
      (let ((globals (registry-host-globals registry)))
        (or (symbol-table-ref globals name #f)
            (let ((global (make-global name name #f #f #f)))
              (symbol-table-set! globals name global)
              global))))

    ;; Expand the libraries of a file; the wanted one must be among them.
    (define (load-library name path position registry)
      (for-each (lambda (syntax)
                  (if (library-definition? syntax)
                      (call-in-library-file (lambda () (expand-library-definition syntax registry)))
                      (report-error! (cdr syntax) "a library file holds define-library forms only")))
                (read-source-file path #f))
      (let ((library (string-table-ref (registry-libraries registry) (datum->text name) #f)))
        (cond ((and library (library-exports library)) library)
              (else
               (report-error! position (text path " does not define the library " (datum->text name)))
               (enter-library! (make-library name (make-symbol-table)) registry)))))

    (define (form-named? syntax symbol)
      (and (pair? (car syntax))
           (eq? symbol (car (car (car syntax))))
           (list-datum? (car syntax))))

    (define (library-definition? syntax) (form-named? syntax 'define-library))
    (define (import-declaration? syntax) (form-named? syntax 'import))

    ;;; Definitions. What the declarations of a library give, last one first.

    (define-record-type declarations
      (make-declarations exports imports bodies)
      declarations?
      (exports declarations-exports declarations-exports-set!)     ; export specs
      (imports declarations-imports declarations-imports-set!)     ; import sets
      (bodies declarations-bodies declarations-bodies-set!))       ; list data of forms

    ;; (define-library name declaration …)
    (define (expand-library-definition syntax registry)
      (let ((datum (car syntax)))
        (if (and (>= (form-size datum) 2) (library-name-datum? (car (cadr datum))))
            (let* ((name (syntax->datum (cadr datum)))
                   (found (make-declarations '() '() '())))
              (when (string-table-contains? (registry-libraries registry) (datum->text name))
                (report-error! (cdr (cadr datum)) (text "the library " (datum->text name) " is defined twice")))
              (registry-add-library! registry (make-library name #f))
              (registry-fresh-set! registry (cons name (registry-fresh registry)))
              (collect-declarations! (cddr datum) found)
              (expand-collected name found registry))
            (report-ill-formed datum (cdr syntax) '(define-library (name part ...) declaration ...)))))

    (define (library-name-datum? datum)
      (and (pair? datum)
           (list-datum? datum)
           (every (lambda (part) (or (symbol? (car part)) (and (exact-integer? (car part)) (>= (car part) 0)))) datum)))

    (define (collect-declarations! chain found)
      (for-each (lambda (syntax) (collect-declaration! syntax found)) chain))

    (define (collect-declaration! syntax found)
      (let* ((datum (car syntax))
             (head (and (pair? datum) (list-datum? datum) (car (car datum)))))
        (case head
          ((export)
           (declarations-exports-set! found (append-reverse (cdr datum) (declarations-exports found))))
          ((import)
           (declarations-imports-set! found (append-reverse (cdr datum) (declarations-imports found))))
          ((begin)
           (declarations-bodies-set! found (cons (cdr datum) (declarations-bodies found))))
          ((include include-ci)
           (declarations-bodies-set! found
                                     (cons (read-included datum (cdr syntax) (eq? head 'include-ci))
                                           (declarations-bodies found))))
          ((include-library-declarations)
           (collect-declarations! (read-included datum (cdr syntax) #f) found))
          ((cond-expand)
           (collect-declarations! (select-clause datum (cdr syntax)) found))
          (else
           (report-error! (cdr syntax) "this is no library declaration"
                          "expected export, import, begin, include, include-ci, include-library-declarations or cond-expand")))))

    (define (expand-collected name found registry)
      (let* ((top (make-top 'library name))
             (items (expand-bodies top found registry))
             (exports (export-table (reverse (declarations-exports found)) top)))
        (top-instance-set! top
                           (lambda ()
                             (let ((again (make-top 'library name)))
                               (cons again (expand-bodies again found registry)))))
        (registry-items-set! registry (cons (cons name items) (registry-items registry)))
        (registry-add-library! registry (make-library name exports))))

    (define (expand-bodies top found registry)
      (let ((scope (make-top-scope top)))
        (for-each (lambda (set) (import-into-top! set top registry)) (reverse (declarations-imports found)))
        (for-each (lambda (body) (scan-forms body (top-environment top) scope)) (reverse (declarations-bodies found)))
        (build-top-items scope)))

    ;;; Exports.

    (define (export-table specs top)
      (let ((exports (make-symbol-table)))
        (for-each (lambda (spec) (enter-export! spec exports top)) specs)
        exports))

    ;; identifier or (rename internal external)
    (define (enter-export! spec exports top)
      (let ((datum (car spec)))
        (cond ((symbol? datum) (enter-exported! datum datum spec exports top))
              ((and (= (form-size datum) 3) (eq? 'rename (car (car datum))) (every (lambda (part) (symbol? (car part))) datum))
               (enter-exported! (car (cadr datum)) (car (car (cddr datum))) (cadr datum) exports top))
              (else
               (report-error! (cdr spec) "malformed export" "expected a name or (rename internal external)")))))

    (define (enter-exported! internal external syntax exports top)
      (let ((meaning (symbol-table-ref (top-table top) internal #f)))
        (cond ((not meaning)
               (report-near-miss (cdr syntax)
                                 (text "`" internal "` is exported but neither defined nor imported")
                                 internal
                                 (symbol-table-keys (top-own top))))
              ((symbol-table-contains? exports external)
               (unless (eq? meaning (symbol-table-ref exports external #f))
                 (report-error! (cdr syntax) (text "`" external "` is exported twice"))))
              (else (symbol-table-set! exports external meaning)))))

    (define (report-near-miss position message name candidates)
      (let ((near (nearest-name name candidates)))
        (if near
            (report-error! position message (text "did you mean `" near "`?"))
            (report-error! position message))))

    ;;; Imports.

    ;; Enter what an import set gives into the table of a top. A SRFI's macro takes the place of the built-in form of the same name:
    ;; set! of SRFI 17, cond of SRFI 61 and let of SRFI 71 mean all that the forms mean, and programs import both.
    (define (import-into-top! set top registry)
      (let ((table (top-table top))
            (interaction? (eq? (top-kind top) 'interaction)))
        (for-each (lambda (entry)
                    (let ((known (symbol-table-ref table (car entry) #f)))
                      (cond ((or (eq? known (cdr entry)) (extends-form? known (cdr entry))) #t)
                            (else
                             (when (and known (not interaction?) (not (extends-form? (cdr entry) known)))
                               (report-conflict (car entry) (cdr set) top))
                             (when interaction? (symbol-table-delete! (top-own top) (car entry)))
                             (symbol-table-set! table (car entry) (cdr entry))))))
                  (import-set-entries set registry))))

    ;; It is an error (R7RS 5.2), but most Schemes let the later import count, and programs and libraries' files rely on it.
    (define (report-conflict name position top)
      (cond ((symbol-table-contains? (top-own top) name)
             (report-error! position (text "`" name "` is already defined here") "exclude it from the import, or rename it"))
            ((or (eq? 'program (top-kind top)) (expanding-library-file?))
             (report-warning! position (text "`" name "` is already imported with another meaning: the later import counts")
                              "exclude or rename one of the two"))
            (else
             (report-error! position (text "`" name "` is already imported with another meaning")
                            "exclude or rename one of the two"))))

    (define (extends-form? meaning other)
      (and (macro? meaning)
           (keyword? other)
           (let ((name (top-name (macro-home meaning))))
             (and (pair? name) (eq? 'srfi (car name))))))

    ;; (import-set-entries syntax registry) -> list of (symbol . meaning)
    (define (import-set-entries syntax registry)
      (let* ((datum (car syntax))
             (modifier (and (pair? datum) (list-datum? datum) (pair? (cdr datum))
                            (pair? (car (cadr datum)))
                            (car (car datum)))))
        (case modifier
          ((only) (only-entries (cddr datum) (cadr datum) registry))
          ((except) (except-entries (cddr datum) (cadr datum) registry))
          ((prefix) (prefix-entries datum (cdr syntax) registry))
          ((rename) (rename-entries (cddr datum) (cadr datum) registry))
          (else
           (if (library-name-datum? datum)
               (let ((library (find-library (syntax->datum syntax) (cdr syntax) registry)))
                 (if library (table->list (library-exports library)) '()))
               (begin
                 (report-error! (cdr syntax) "malformed import set"
                                (and (not (pair? datum))
                                     "the name of a library is a list: (import (scheme base))")
                                "expected a library name, or (only set name ...), (except set name ...), (prefix set name) or (rename set (name new) ...)")
                 '()))))))

    (define (entries-table entries)
      (let ((table (make-symbol-table)))
        (for-each (lambda (entry) (symbol-table-set! table (car entry) (cdr entry))) entries)
        table))

    ;; The meaning of a name that a modifier mentions, or #f after an error.
    (define (mentioned-meaning syntax table set)
      (let ((name (car syntax)))
        (cond ((not (symbol? name))
               (report-error! (cdr syntax) "expected a name")
               #f)
              ((symbol-table-ref table name #f))
              ((= 0 (table-count table)) #f)
              (else
               (report-near-miss (cdr syntax)
                                 (text (datum->text (innermost-library-name (syntax->datum set)))
                                       " does not export `" name "`")
                                 name (symbol-table-keys table))
               #f))))

    (define (innermost-library-name set)
      (if (and (pair? set) (pair? (cdr set)) (pair? (cadr set)))
          (innermost-library-name (cadr set))
          set))

    (define (only-entries names set registry)
      (let ((table (entries-table (import-set-entries set registry))))
        (filter-map (lambda (name)
                      (let ((meaning (mentioned-meaning name table set)))
                        (and meaning (cons (car name) meaning))))
                    names)))

    (define (except-entries names set registry)
      (let ((table (entries-table (import-set-entries set registry))))
        (for-each (lambda (name)
                    (when (mentioned-meaning name table set)
                      (symbol-table-delete! table (car name))))
                  names)
        (table->list table)))

    (define (prefix-entries datum position registry)
      (if (and (= (form-size datum) 3) (symbol? (car (car (cddr datum)))))
          (let ((prefix (car (car (cddr datum)))))
            (map (lambda (entry) (cons (symbol-append prefix (car entry)) (cdr entry)))
                 (import-set-entries (cadr datum) registry)))
          (begin
            (report-ill-shaped "import set" (make-syntax datum position) '(prefix set name))
            '())))

    (define (rename-entries renamings set registry)
      (let* ((entries (import-set-entries set registry))
             (table (entries-table entries))
             (new-names (make-symbol-table)))
        (for-each (lambda (renaming)
                    (let ((datum (car renaming)))
                      (if (and (= (form-size datum) 2) (symbol? (car (cadr datum))))
                          (when (mentioned-meaning (car datum) table set)
                            (symbol-table-set! new-names (car (car datum)) (car (cadr datum))))
                          (report-ill-shaped "renaming" renaming '(name new-name)))))
                  renamings)
        (map (lambda (entry)
               (cons (symbol-table-ref new-names (car entry) (car entry)) (cdr entry)))
             entries)))))
