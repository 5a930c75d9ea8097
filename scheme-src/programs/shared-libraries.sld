;;; Shared libraries: a program that evaluates shares its own libraries with what it evaluates.
;;;
;;; A program has one instance of each library (R7RS 5.6.1), and eval sees it when `environment` names the library. So behind the
;;; items of each library stand items that publish the values of its variables: of those that it exports and of those that
;;; exported macros may mention. What never changes is published as a value, so the program's own code is compiled as ever. A
;;; variable that is assigned, or that a macro with a `set!` mentions, lives in a cell, which the program and what it
;;; evaluates have in common.
;;;
;;; Used by (programs library-record), for executables, and by (programs evaluate), in memory. Does not: share what a program itself
;;; defines; no environment shows it.
(define-library (programs shared-libraries)
  (export shared-variables publish-behind-libraries make-cells cell-of in-cells)
  (import (scheme base) (base table) (base list) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children))
  (begin
    ;; (shared-variables data taken) -> list of (variable . assigned?). data: of (expander registry-data), with the libraries in it;
    ;; taken: (name . items) of each of the program's libraries, as `registry-taken` of (expander library) gives them.
    (define (shared-variables data taken)
      (let ((rows (list->vector (car data))) (kinds (make-symbol-table)))
        (vector-for-each (lambda (row)
                           (if (eq? (car row) 'global) (symbol-table-set! kinds (cadr row) 'value)))
                         rows)
        (vector-for-each (lambda (row)
                           (if (and (eq? (car row) 'macro) (assigns? row rows)) (mark-assigned! row rows kinds)))
                         rows)
        (append-map (lambda (library)
                      (filter-map (lambda (item)
                                    (and (definition? item) (shared (definition-variable item) kinds)))
                                  (cdr library)))
                    taken)))

    (define (shared variable kinds)
      (let ((kind (symbol-table-ref kinds (variable-name variable) #f)))
        (and kind
             (cons variable (or (variable-assigned? variable) (eq? kind 'assigned))))))

    ;; The indices of what a macro's row mentions: (macro name specification symbols aliases).
    (define (mentioned-rows row rows)
      (map (lambda (entry) (vector-ref rows (cdr entry)))
           (filter cdr (append (list-ref row 3) (list-ref row 4)))))

    (define (assigns? row rows)
      (member '(keyword set!) (mentioned-rows row rows)))

    (define (mark-assigned! row rows kinds)
      (for-each (lambda (mentioned)
                  (if (eq? (car mentioned) 'global) (symbol-table-set! kinds (cadr mentioned) 'assigned)))
                (mentioned-rows row rows)))

    ;; (publish-behind-libraries items taken publication) -> items: those of the program, which begin with those of its libraries,
    ;; with (publication variable) behind the library that defines the variable. publication: variable -> item, or #f: not shared.
    (define (publish-behind-libraries items taken publication)
      (let loop ((items items) (taken taken))
        (if (null? taken)
            items
            (let* ((own (cdr (car taken)))
                   (count (length own))
                   (publications (filter-map (lambda (item) (and (definition? item) (publication (definition-variable item)))) own))
                   (rest (loop (list-tail items count) (cdr taken))))
              (append (list-head items count) publications rest)))))

    (define (list-head items count)
      (if (= count 0) '() (cons (car items) (list-head (cdr items) (- count 1)))))

    ;;; Cells, in executables: a shared variable that may be assigned becomes one of the same name that holds its cell. A mention
    ;;; before the definition fails as ever.

    ;; (make-cells shared) -> symbol table from names to (variable . variable of the cell)
    (define (make-cells shared)
      (let ((cells (make-symbol-table)))
        (for-each (lambda (entry)
                    (if (cdr entry)
                        (let ((variable (car entry)))
                          (symbol-table-set! cells (variable-name variable)
                                             (cons variable
                                                   (make-global-variable (variable-name variable) (variable-source variable)))))))
                  shared)
        cells))

    ;; -> variable of the cell, or #f
    (define (cell-of variable cells)
      (and (variable-global? variable)
           (let ((entry (symbol-table-ref cells (variable-name variable) #f)))
             (and entry (eq? variable (car entry)) (cdr entry)))))

    (define (in-cells items cells)
      (if (null? (symbol-table-keys cells))
          items
          (map (lambda (item) (node-in-cells item cells)) items)))

    (define (node-in-cells node cells)
      (define (rewrite node)
        (cond ((ref? node)
               (let ((cell (cell-of (ref-variable node) cells)))
                 (if cell (primcall (ref-source node) '%cell-ref (make-ref (ref-source node) cell)) node)))
              ((set? node)
               (let ((cell (cell-of (set-variable node) cells)) (value (rewrite (set-value node))))
                 (if cell
                     (primcall (set-source node) '%cell-set! (make-ref (set-source node) cell) value)
                     (make-set (set-source node) (set-variable node) value))))
              ((definition? node)
               (let ((cell (cell-of (definition-variable node) cells)) (value (rewrite (definition-value node))))
                 (if cell
                     (make-definition (definition-source node) cell (primcall (definition-source node) '%make-cell value))
                     (make-definition (definition-source node) (definition-variable node) value))))
              (else (map-children rewrite node))))
      (rewrite node))

    (define (primcall source name . operands) (make-primcall source (primitive-named name) operands))))
