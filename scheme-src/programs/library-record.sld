;;; Library record: what a system image knows of its libraries, so that it can compile programs against them.
;;;
;;; Before the program's own items the register-file word `libraries` becomes the vector
;;;
;;;   #(stub-offsets registry-data names values sources procedures)
;;;
;;;   registry-data   see (expander registry-data)
;;;   names, values   vectors; of each value the name tells what it is:
;;;                     name               the value of the global of this unique name
;;;                     (cell name)        the cell that holds the value of a global that may be assigned
;;;                     (primitive name)   the procedure that stands for the primitive where it is used as a value
;;;   sources         association list from names to bytevectors: the files that the image was made from, or ()
;;;   procedures      what may be copied of those among the values: the table that (compiler middle store-procedures) makes
;;;
;;; from which (programs live) makes the registry of the running system. The values of the libraries that a program brings itself are
;;; put there behind each of them; before that they are `unassigned`.
(define-library (programs library-record)
  (export library-data recorded-items)
  (import (scheme base)
          (base table) (base list)
          (expander registry-data)
          (machine layout) (machine primitives)
          (compiler ir variable) (compiler ir core)
          (programs shared-libraries) (programs standard-libraries))
  (begin
    ;;; Items that fill the word.

    (define libraries-word (layout-number 'register-file 'libraries))

    ;; (library-data registry names) -> what the expander must know of the standard libraries and of those named, as plain data.
    (define (library-data registry names)
      (registry->data registry (append '((runtime hooks) (runtime support)) standard-libraries names)))

    ;; (recorded-items data items program-items taken sources) -> list of two lists of items: those of the record, and the program's
    ;; with those between them that publish its libraries' values. data: of library-data; items: those that define the standard
    ;; libraries' globals; taken: (name . items) of each of the program's libraries; sources: association list.
    (define (recorded-items data items program-items taken sources)
      (let* ((shared (shared-variables data taken))
             (cells (make-cells shared))
             (table (make-global-variable 'library-values #f))
             (entries (append (global-entries data (variables-of items) (variables-in shared) cells)
                              (primitive-entries data))))
        (list (record-items data entries table sources)
              (publish-behind-libraries (in-cells program-items cells) taken (publication entries cells table)))))

    (define (record-items data entries table sources)
      (append
       (list (make-definition #f table (primcall '%make-vector (constant (length entries)) (primcall '%unassigned))))
       (filter-map (lambda (entry) (and (entry-value entry) (store-item table (entry-index entry) (entry-value entry)))) entries)
       (list (primcall '%register-set! (constant libraries-word)
                       (primcall 'vector
                                 (primcall '%register-ref (constant libraries-word))
                                 (constant data)
                                 (constant (list->vector (map entry-name entries)))
                                 (make-ref #f table)
                                 (constant sources)
                                 (constant (make-stored-procedures (list->vector (map entry-symbol entries)))))))))

    ;; The global whose value stands there; nothing is known of others.
    (define (entry-symbol entry)
      (if (and (symbol? (entry-name entry)) (not (entry-variable entry))) (entry-name entry) 'none))

    (define (store-item table index value)
      (primcall '%vector-set! (make-ref #f table) (constant index) value))

    (define (constant datum) (make-const #f datum))
    (define (primcall name . operands) (make-primcall #f (primitive-named name) operands))

    ;;; Entries: what stands at an index of the two vectors.

    ;; name: as above; value: the node that gives the value at once, or #f; variable: of a program's library, whose value comes
    ;; when the library has run, or #f.
    (define-record-type entry
      (make-entry name value variable index)
      entry?
      (name entry-name)
      (value entry-value)
      (variable entry-variable)
      (index entry-index))

    ;; standard, own: symbol tables of variables by name.
    (define (global-entries data standard own cells)
      (let loop ((names (row-names data 'global)) (index 0) (entries '()))
        (if (null? names)
            (reverse entries)
            (let* ((name (car names)) (variable (symbol-table-ref own name #f)))
              (loop (cdr names) (+ index 1)
                    (cons (if variable
                              (make-entry (if (cell-of variable cells) (list 'cell name) name) #f variable index)
                              (make-entry name (make-ref #f (standard-variable name standard)) #f index))
                          entries))))))

    (define (standard-variable name table)
      (or (symbol-table-ref table name #f) (error "build: no definition of this global" name)))

    ;; A primitive whose hook stands for it needs no other procedure.
    (define (primitive-entries data)
      (let loop ((names (filter (lambda (name) (not (primitive-option (primitive-named name) 'value))) (row-names data 'primitive)))
                 (index (length (row-names data 'global)))
                 (entries '()))
        (if (null? names)
            (reverse entries)
            (loop (cdr names) (+ index 1)
                  (cons (make-entry (list 'primitive (car names)) (make-primref #f (primitive-named (car names))) #f index)
                        entries)))))

    (define (row-names data kind)
      (filter-map (lambda (meaning) (and (eq? (car meaning) kind) (cadr meaning))) (car data)))

    (define (variables-of items)
      (variables-table (filter-map (lambda (item) (and (definition? item) (definition-variable item))) items)))

    (define (variables-in shared) (variables-table (map car shared)))

    (define (variables-table variables)
      (let ((table (make-symbol-table)))
        (for-each (lambda (variable) (symbol-table-set! table (variable-name variable) variable)) variables)
        table))

    ;; variable -> item that puts its value into the table, or #f.
    (define (publication entries cells table)
      (let ((indices (make-symbol-table)))
        (for-each (lambda (entry)
                    (if (entry-variable entry)
                        (symbol-table-set! indices (variable-name (entry-variable entry)) (entry-index entry))))
                  entries)
        (lambda (variable)
          (let ((index (symbol-table-ref indices (variable-name variable) #f)))
            (and index (store-item table index (make-ref #f (or (cell-of variable cells) variable))))))))))
