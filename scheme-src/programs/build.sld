;;; Build: from the path of a program to an image program; the whole road in one procedure.
;;;
;;; The run-time system's hooks and its main library are linked into every program. The program's items are, in this order: those
;;; of the run-time system and of the standard libraries, of the record of libraries, of the program's own libraries, of the
;;; program, and the call of `end-program`.
;;;
;;; The standard libraries' sources are looked for in the folders given, or, by a compiler that carries them inside itself, there:
;;; under names that begin with `suo:`. The libraries of the run-time system are then out of the program's sight.
;;;
;;; *The system itself* keeps its standard libraries whole: (programs library-record) is in it. So does a program that may
;;; evaluate, which gets the compiler too, and shares its own libraries with what it evaluates.
(define-library (programs build)
  (export build-image-program)
  (import (scheme base)
          (base position) (base report) (base table) (base list) (base text) (base file) (runtime features)
          (reader syntax) (reader file) (reader parse) (base literal-number)
          (expander environment) (expander exporters) (expander library) (expander program)
          (compiler ir core) (compiler ir core-builder)
          (only (compiler ir closed) closed-program? closed-program-globals closed-program-entry)
          (compiler pipeline) (compiler back x86-64 stubs)
          (compiler image writer)
          (programs evaluators) (programs library-record) (programs standard-libraries))
  (begin
    (number-constructors-set! literal-number-constructors)
    (suggest-libraries! (append standard-libraries further-libraries))

    ;; (build-image-program path roots system? flags) -> program of (compiler image writer), or #f when the flags stopped the
    ;; compilation. path: of the source; roots: folders of libraries; system?: build the system itself. Raises
    ;; `compile-errors` of (base report).
    (define (build-image-program path roots system? flags)
      (cond (system? (image-program (expand-system path roots) (lambda (name) (inside-name name roots)) flags))
            ((not (inside-file "suo:/runtime/main.sld"))
             (image-program (expand-outside path roots) (lambda (name) name) flags))
            (else
             (let ((parts (expand-inside path roots '())))
               (image-program (if (parts-evaluate? parts)
                                  (expand-inside path roots '((programs linked)))
                                  parts)
                              (lambda (name) name)
                              flags)))))

    ;; place-name: what a file is called in positions, from its path.
    (define (image-program parts place-name flags)
      (let ((closed (compile-items (all-items parts) (parts-hooks parts) flags)))
        (and (closed-program? closed)
             (let ((chunks (generate-code closed 'static flags)))
               (and (pair? chunks)
                    (make-image-program (append (all-stubs) chunks)
                                        (closed-program-globals closed)
                                        (closed-program-entry closed)
                                        (vector-map place-name (all-file-names))))))))

    ;;; What a program is made of.

    (define-record-type parts
      (make-parts runtime record program end hooks evaluators)
      parts?
      (runtime parts-runtime)             ; items of the libraries that every program gets
      (record parts-record)               ; items of the record of libraries, and of the compiler
      (program parts-program)             ; items of the program and its libraries
      (end parts-end)                     ; the last item
      (hooks parts-hooks)
      (evaluators parts-evaluators))      ; the variables of eval and its like

    (define (all-items parts)
      (append (parts-runtime parts) (parts-record parts) (parts-program parts) (list (parts-end parts))))

    ;; By a compiler on a foreign host, or one without sources inside: everything comes from the folders.
    (define (expand-outside path roots)
      (let* ((builder (make-core-builder))
             (registry (fresh-registry roots))
             (runtime (import-items '((runtime hooks) (runtime main)) registry builder)))
        (make-parts runtime '() (expand-program-in path registry builder target-features)
                    (end-item registry) (hook-variables registry) '())))

    ;; With the record of the standard libraries, and every file's contents in it.
    (define (expand-system path roots)
      (let* ((builder (make-core-builder))
             (registry (fresh-registry roots))
             (runtime (import-items (append '((runtime hooks) (runtime main)) standard-libraries) registry builder))
             (data (library-data registry '()))
             (program (without-warnings (expand-program-in path registry builder target-features)))
             (recorded (recorded-items data runtime program '() (sources roots))))
        (make-parts runtime (car recorded) (cadr recorded) (end-item registry) (hook-variables registry) '())))

    ;; The system itself expands without a warning.
    (define (without-warnings items)
      (for-each (lambda (report)
                  (apply report-error! (report-position report) (report-message report) (report-hints report)))
                (take-reports!))
      (raise-compile-errors!)
      items)

    ;; With the sources inside this compiler. compiler: () or the name of the library that brings the compiler, which needs the
    ;; record: of the standard libraries and of the program's.
    (define (expand-inside path roots compiler)
      (let* ((builder (make-core-builder))
             (registry (fresh-registry '("suo:" "suo:/lib")))
             (runtime (import-items (append '((runtime hooks) (runtime main)) standard-libraries) registry builder))
             (end (end-item registry))
             (hooks (hook-variables registry))
             (evaluators (evaluator-variables registry))
             (hook-library (find-library '(runtime hooks) #f registry))
             (compiler-items (if (null? compiler) '() (import-items compiler registry builder))))
        (leave-inside! registry roots)
        (let ((program (expand-program-in path registry builder target-features)))
          (if (null? compiler)
              (make-parts runtime '() program end hooks evaluators)
              (let* ((own (registry-taken registry))
                     (data (begin
                             (registry-add-library! registry hook-library)
                             (library-data registry (map car own))))
                     (recorded (recorded-items data runtime program own (further-sources))))
                (make-parts runtime (append (car recorded) compiler-items) (cadr recorded) end hooks evaluators))))))

    ;; What was reported before refers to files by numbers that begin anew; it will be said again.
    (define (fresh-registry roots)
      (reset-file-names!)
      (take-reports!)
      (make-registry roots '()))

    ;; The name that a file of the system has inside: its first root becomes `suo:`.
    (define (inside-name name roots)
      (let ((root (find (lambda (root) (text-prefix? (string-append root "/") name)) roots)))
        (if root
            (string-append "suo:" (substring name (string-length root) (string-length name)))
            name)))

    ;; Every file read so far, and the further libraries.
    (define (sources roots)
      (map (lambda (name) (cons (inside-name name roots) (read-file-bytes name)))
           (append (vector->list (all-file-names))
                   (map (lambda (library) (library-file library roots)) further-libraries))))

    ;; Of the further libraries, by a compiler that carries their files.
    (define (further-sources)
      (map (lambda (library)
             (let ((name (library-file library '("suo:/lib"))))
               (cons name (inside-file name))))
           further-libraries))

    (define (library-file library roots)
      (let ((relative (string-append "/" (library-name->text library "/") ".sld")))
        (or (find source-file-exists? (map (lambda (root) (string-append root relative)) roots))
            (error "build: no file of this library" library))))

    ;; From here on the program sees the standard libraries, its own and the further ones.
    (define (leave-inside! registry roots)
      (for-each (lambda (key)
                  (unless (member key standard-keys) (string-table-delete! (registry-libraries registry) key)))
                (string-table-keys (registry-libraries registry)))
      (registry-roots-set! registry (append roots (list further-root))))

    (define standard-keys (map datum->text (cons '(runtime support) standard-libraries)))

    (define (import-items libraries registry builder)
      (expand-program-forms (list (plain->syntax (cons 'import libraries) #f)) registry builder target-features))

    (define (end-item registry)
      (make-call #f (make-ref #f (exported-variable '(runtime main) 'end-program registry)) '()))

    ;; Every export of (runtime hooks), as (name . variable).
    (define (hook-variables registry)
      (let ((exports (library-exports (find-library '(runtime hooks) #f registry))))
        (filter-map (lambda (name)
                      (let ((meaning (symbol-table-ref exports name #f)))
                        (and (global? meaning) (cons name (global-variable meaning)))))
                    (symbol-table-keys exports))))

    (define (exported-variable library name registry)
      (global-variable (symbol-table-ref (library-exports (find-library library #f registry)) name #f)))

    (define (evaluator-variables registry)
      (map (lambda (entry) (exported-variable (car entry) (cdr entry) registry)) evaluators))

    (define (parts-evaluate? parts)
      (evaluates? (parts-program parts)
                  (lambda (node) (and (ref? node) (memq (ref-variable node) (parts-evaluators parts)) #t))))))
