;;; Program: the door of the expander for whole programs.
;;;
;;;   (expand-program path library-roots builder host-libraries features) -> list of built items
;;;
;;; The items are those of all libraries that the program needs, each library after the ones it imports, and then the
;;; program's own. Raises `compile-errors` of (base report) when anything was wrong; warnings stay in the collection.
;;;
;;; `host-libraries` is a list of (library-name symbol …), see (expander library); `features` a list of symbols.
;;; (expand-program-forms forms …) does the same for forms that were read already, against a registry that may hold
;;; libraries: their items are not made again.
(define-library (expander program)
  (export expand-program expand-program-in expand-program-forms)
  (import (scheme base) (base list) (base report) (reader syntax) (reader file)
          (expander builder) (expander environment) (expander body) (expander features) (expander library))
  (begin
    (define (expand-program path library-roots builder host-libraries features)
      (expand-program-in path (make-registry library-roots host-libraries) builder features))

    ;; (expand-program-in path registry builder features)
    (define (expand-program-in path registry builder features)
      (expand-program-forms (read-source-file path #f) registry builder features))

    (define (expand-program-forms forms registry builder features)
      (let ((items (call-with-builder builder
                     (lambda ()
                       (call-with-registry registry features
                         (lambda () (expand-forms forms registry)))))))
        (when (> (report-error-count) 0)
          (registry-abandon! registry)
          (raise-compile-errors!))
        items))

    ;; Library definitions and imports first, in any order, also inside cond-expand as many programs have them; then the body.
    (define (expand-forms forms registry)
      (let ((top (make-top 'program #f)))
        (let loop ((forms forms) (imported? #f))
          (cond ((null? forms) (expand-program-body '() top imported? registry))
                ((library-definition? (car forms))
                 (expand-library-definition (car forms) registry)
                 (loop (cdr forms) imported?))
                ((import-declaration? (car forms))
                 (import-sets! (car forms) top registry)
                 (loop (cdr forms) #t))
                ((conditional-declarations (car forms))
                 => (lambda (chosen) (loop (append (car chosen) (cdr forms)) imported?)))
                (else (expand-program-body forms top imported? registry))))))

    ;; -> list of the forms that a cond-expand chooses, when declarations are among them or there are none; otherwise #f.
    (define (conditional-declarations form)
      (and (conditional? form)
           (let ((chosen (select-clause (car form) (cdr form))))
             (and (or (null? chosen) (any declares? chosen))
                  (list chosen)))))

    (define (conditional? form)
      (let ((datum (car form)))
        (and (pair? datum) (list-datum? datum) (eq? (car (car datum)) 'cond-expand))))

    (define (declares? form)
      (or (import-declaration? form)
          (library-definition? form)
          (and (conditional? form) (conditional-declarations form))))

    (define (expand-program-body forms top imported? registry)
      (unless (or imported? (null? forms))
        (import-report! (cdr (car forms)) top registry))
      (let ((scope (make-top-scope top)))
        (scan-program-forms forms top scope registry)
        (let ((items (build-top-items scope)))
          (append (registry-take-items! registry) items))))

    ;; A program without an import declaration, as they were written before R7RS, sees all libraries of the report.
    (define (import-report! position top registry)
      (report-warning! position "a program begins with an import declaration; without one it sees all of R7RS-small"
                       "for example (import (scheme base) (scheme write))")
      (for-each (lambda (part)
                  (let ((name (list 'scheme part)))
                    (when (library-known? name registry)
                      (import-into-top! (make-syntax (map (lambda (symbol) (make-syntax symbol position)) name) position)
                                        top registry))))
                '(base case-lambda char complex cxr eval file inexact lazy load process-context r5rs read repl time write)))

    ;; Declarations may stand between the forms of the body, too: R7RS 5.1 has them first, but many programs bring more in where they
    ;; need it. All libraries run before the program.
    (define (scan-program-forms forms top scope registry)
      (let loop ((forms forms) (plain '()))
        (define (scan-plain!) (scan-forms (reverse plain) (top-environment top) scope))
        (cond ((null? forms) (scan-plain!))
              ((library-definition? (car forms))
               (expand-library-definition (car forms) registry)
               (loop (cdr forms) plain))
              ((import-declaration? (car forms))
               (scan-plain!)
               (import-sets! (car forms) top registry)
               (loop (cdr forms) '()))
              ((conditional-declarations (car forms))
               => (lambda (chosen) (loop (append (car chosen) (cdr forms)) plain)))
              (else (loop (cdr forms) (cons (car forms) plain))))))

    (define (import-sets! form top registry)
      (for-each (lambda (set) (import-into-top! set top registry)) (cdr (car form))))))
