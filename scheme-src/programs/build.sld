;;; Build: from the path of a program to an image or an executable; the whole road in one procedure.
;;;
;;; The run-time system's hooks and its main library are linked into every program. The program's items are, in this order: those
;;; of the run-time system, of the program's libraries, of the program, and the call of `end-program`.
(define-library (programs build)
  (export build-image-program)
  (import (scheme base)
          (base position) (base table)
          (reader syntax)
          (expander environment) (expander library) (expander program)
          (compiler ir core) (only (compiler ir closed) closed-program? closed-program-globals closed-program-entry) (compiler ir core-builder)
          (compiler pipeline) (compiler back x86-64 stubs)
          (compiler image writer))
  (begin
    ;; (build-image-program path roots flags) -> program of (compiler image writer), or #f when the flags stopped the compilation.
    ;; path: of the source; roots: folders of libraries. Raises `compile-errors` of (base report).
    (define (build-image-program path roots flags)
      (reset-file-names!)
      (let* ((builder (make-core-builder))
             (registry (make-registry roots '()))
             (runtime-items (expand-program-forms (list (plain->syntax (quote (import (runtime hooks) (runtime main))) #f))
                                                  registry builder target-features))
             (items (expand-program-in path registry builder target-features))
             (closed (compile-items (append runtime-items items
                                            (list (make-call #f (make-ref #f (exported-variable '(runtime main) 'end-program registry))
                                                             '())))
                                    (hook-variables registry)
                                    flags)))
        (and (closed-program? closed)
             (let ((chunks (generate-code closed 'static flags)))
               (and (pair? chunks)
                    (make-image-program (append (all-stubs) chunks)
                                        (closed-program-globals closed)
                                        (closed-program-entry closed)
                                        (all-file-names)
                                        #f))))))

    (define target-features '(r7rs suo x86-64 full-unicode ratios exact-closed))

    ;; Every export of (runtime hooks), as (name . variable).
    (define (hook-variables registry)
      (let ((exports (library-exports (find-library '(runtime hooks) #f registry))))
        (let loop ((names (symbol-table-keys exports)) (hooks '()))
          (cond ((null? names) (reverse hooks))
                ((global? (symbol-table-ref exports (car names) #f))
                 (loop (cdr names)
                       (cons (cons (car names) (global-variable (symbol-table-ref exports (car names) #f))) hooks)))
                (else (loop (cdr names) hooks))))))

    (define (exported-variable library name registry)
      (global-variable (symbol-table-ref (library-exports (find-library library #f registry)) name #f)))))
