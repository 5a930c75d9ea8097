;;; Library record: what a system image knows of its libraries, so that it can compile programs against them.
;;;
;;; Before the program's own items the register-file word `libraries` becomes the vector
;;;
;;;   #(stub-offsets registry-data names values sources)
;;;
;;;   registry-data   see (expander registry-data)
;;;   names, values   vectors: the unique name and the value of each global
;;;   sources         association list from names to bytevectors: the files that the image was made from, or ()
;;;
;;; from which (programs live) makes the registry of the running system.
(define-library (programs library-record)
  (export library-data library-record-items)
  (import (scheme base)
          (base table) (base list)
          (expander registry-data)
          (machine layout) (machine primitives)
          (compiler ir variable) (compiler ir core)
          (programs standard-libraries))
  (begin
    ;;; Items that fill the word.

    (define libraries-word (layout-number 'register-file 'libraries))

    ;; (library-data registry) -> what the expander must know of the standard libraries, as plain data.
    (define (library-data registry)
      (registry->data registry (append '((runtime hooks) (runtime support)) standard-libraries)))

    ;; (library-record-items data items sources) -> items. data: of library-data; items: those that define the libraries' globals;
    ;; sources: association list.
    (define (library-record-items data items sources)
      (let* ((names (global-names data))
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
                                   (constant sources)))))))

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
