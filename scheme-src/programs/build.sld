;;; Build: from the path of a program to an image program; the whole road in one procedure.
;;;
;;; The run-time system's hooks and its main library are linked into every program. The program's items are, in this order: those
;;; of the run-time system and of the standard libraries, of the record below, of the program's own libraries, of the program,
;;; and the call of `end-program`.
;;;
;;; The standard libraries' sources are looked for in the folders given, or, by a compiler that carries them inside itself, there:
;;; under names that begin with `suo:`. The libraries of the run-time system are then out of the program's sight.
;;;
;;; *The system itself* keeps its standard libraries whole, with what the expander must know of them and with their sources. Before
;;; the program's own items the register-file word `libraries` becomes the vector
;;;
;;;   #(stub-offsets registry-data names values sources)
;;;
;;;   names, values   vectors: the unique name and the value of each global
;;;   sources         association list from names to bytevectors: the files of the run-time system and the libraries
;;;
;;; from which (programs live) makes the registry of the running system.
(define-library (programs build)
  (export build-image-program target-features)
  (import (scheme base)
          (base position) (base table) (base list) (base text) (base file)
          (reader syntax)
          (expander environment) (expander library) (expander program) (expander registry-data)
          (machine layout) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir core-builder)
          (only (compiler ir closed) closed-program? closed-program-globals closed-program-entry)
          (compiler pipeline) (compiler back x86-64 stubs)
          (compiler image writer)
          (programs standard-libraries))
  (begin
    ;; (build-image-program path roots system? flags) -> program of (compiler image writer), or #f when the flags stopped the
    ;; compilation. path: of the source; roots: folders of libraries; system?: keep the standard libraries. Raises
    ;; `compile-errors` of (base report).
    (define (build-image-program path roots system? flags)
      (reset-file-names!)
      (let* ((builder (make-core-builder))
             (inside? (and (not system?) (inside-file "suo:/runtime/main.sld") #t))
             (registry (make-registry (if inside? inside-roots roots) '()))
             (runtime-items (import-items (append '((runtime hooks) (runtime main))
                                                  (if (or system? inside?) standard-libraries '()))
                                          registry builder))
             (hooks (hook-variables registry))
             (end (end-item registry))
             (record (if system? (library-record-items runtime-items registry roots) '()))
             (items (begin
                      (if inside? (leave-inside! registry roots))
                      (expand-program-in path registry builder target-features)))
             (closed (compile-items (append runtime-items record items (list end)) hooks flags)))
        (and (closed-program? closed)
             (let ((chunks (generate-code closed 'static flags)))
               (and (pair? chunks)
                    (make-image-program (append (all-stubs) chunks)
                                        (closed-program-globals closed)
                                        (closed-program-entry closed)
                                        (if system?
                                            (vector-map (lambda (name) (inside-name name roots)) (all-file-names))
                                            (all-file-names))))))))

    (define target-features '(r7rs suo x86-64 full-unicode ratios exact-closed))

    (define inside-roots '("suo:" "suo:/lib"))

    ;; The name that a file of the system has inside: its first root becomes `suo:`.
    (define (inside-name name roots)
      (let ((root (find (lambda (root) (text-prefix? (string-append root "/") name)) roots)))
        (if root
            (string-append "suo:" (substring name (string-length root) (string-length name)))
            name)))

    ;; From here on the program sees the standard libraries and its own.
    (define (leave-inside! registry roots)
      (for-each (lambda (key)
                  (unless (member key standard-keys) (string-table-delete! (registry-libraries registry) key)))
                (string-table-keys (registry-libraries registry)))
      (registry-roots-set! registry roots))

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

    ;;; The record of kept libraries.

    (define libraries-word (layout-number 'register-file 'libraries))

    ;; The items that fill the word. items: those that define the libraries' globals.
    (define (library-record-items items registry roots)
      (let* ((data (registry->data registry (append '((runtime hooks) (runtime support)) standard-libraries)))
             (names (global-names data))
             (variables (variables-of names items))
             (table (make-global-variable 'library-values #f)))
        (append
         (list (make-definition #f table (primcall '%make-vector (constant (length names)) (constant #f))))
         (value-items variables table)
         (list (primcall '%register-set! (constant libraries-word)
                         (primcall 'vector
                                   (primcall '%register-ref (constant libraries-word))
                                   (constant data)
                                   (constant (list->vector names))
                                   (make-ref #f table)
                                   (constant (sources roots))))))))

    ;; Every file read so far.
    (define (sources roots)
      (map (lambda (name) (cons (inside-name name roots) (read-file-bytes name)))
           (vector->list (all-file-names))))

    (define (value-items variables table)
      (let loop ((variables variables) (index 0) (items '()))
        (if (null? variables)
            (reverse items)
            (loop (cdr variables) (+ index 1)
                  (cons (primcall '%vector-set! (make-ref #f table) (constant index) (make-ref #f (car variables)))
                        items)))))

    (define (constant datum) (make-const #f datum))
    (define (primcall name . operands) (make-primcall #f (primitive-named name) operands))

    (define (global-names data)
      (filter-map (lambda (meaning) (and (eq? (car meaning) 'global) (cadr meaning))) (car data)))

    (define (variables-of names items)
      (let ((table (make-symbol-table)))
        (for-each (lambda (item)
                    (if (definition? item)
                        (symbol-table-set! table (variable-name (definition-variable item)) (definition-variable item))))
                  items)
        (map (lambda (name)
               (or (symbol-table-ref table name #f) (error "build: no definition of this global" name)))
             names)))))
