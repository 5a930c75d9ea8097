;;; (suo syntax): macros whose transformers are procedures: er-macro-transformer, ir-macro-transformer, and syntax-case with its forms. Such a macro of
;;; syntax-case may be used as a lone identifier, and one of make-variable-transformer also as the target of set!.
;;;
;;; Transformers run while programs are expanded, and there these procedures have their meaning. When a program calls them
;;; at run time, that is an error. There are no phases to import for: a transformer sees what libraries export and what its
;;; own program or library defines before it at top level. Such a definition is evaluated a second time, when a transformer
;;; first needs its value; what transformers assign is therefore unknown to the running program.
(define-library (suo syntax)
  (export er-macro-transformer ir-macro-transformer syntax-case syntax quasisyntax unsyntax unsyntax-splicing with-syntax
          syntax->datum datum->syntax identifier? bound-identifier=? free-identifier=? generate-temporaries
          syntax->list syntax-violation make-variable-transformer identifier-syntax)
  (import (core-syntax)
          (only (scheme base) error list->vector map vector->list length number->string string->symbol string-append
                symbol->string car cdr cons eq? pair? symbol? vector? null? assq))
  (begin
    ;; (identifier-syntax template): the identifier alone means the template, and in operator position, too.
    ;; (identifier-syntax (name template) ((set! name pattern) assignment)): and (set! name pattern) means the assignment. R6RS.
    (define-syntax identifier-syntax
      (syntax-rules (set!)
        ((_ (name template) ((set! target pattern) assignment))
         (make-variable-transformer
          (lambda (stx)
            (syntax-case stx (set!)
              ((set! target pattern) (syntax assignment))
              ((_ . arguments) (syntax (template . arguments)))
              (_ (syntax template))))))
        ((_ template)
         (lambda (stx)
           (syntax-case stx ()
             ((_ . arguments) (syntax (template . arguments)))
             (_ (syntax template)))))))

    ;; (ir-macro-transformer (lambda (form inject compare) ...)): what the transformer inserts is renamed, as if by the rename of
    ;; er-macro-transformer; what it takes from the form, and what (inject symbol) gives, means what it means where the macro is used.
    ;; The form holds symbols made for this use in place of its identifiers; those that come back become the identifiers again.
    (define-syntax ir-macro-transformer
      (syntax-rules ()
        ((_ expression)
         (er-macro-transformer
          (let ((procedure expression))
            (lambda (form rename compare)
              (let ((stand-ins '()))    ; association list from symbols to identifiers
                (letrec ((stand-in
                          (lambda (identifier)
                            (let ((symbol (string->symbol
                                           (string-append (if (symbol? identifier) (symbol->string identifier) "identifier")
                                                          "\x1;" (number->string (length stand-ins))))))
                              (set! stand-ins (cons (cons symbol identifier) stand-ins))
                              symbol)))
                         (known-stand-in
                          (lambda (identifier)
                            (let loop ((rest stand-ins))
                              (cond ((null? rest) (stand-in identifier))
                                    ((eq? identifier (cdr (car rest))) (car (car rest)))
                                    (else (loop (cdr rest)))))))
                         (meant
                          (lambda (identifier)
                            (let ((entry (and (symbol? identifier) (assq identifier stand-ins))))
                              (cond (entry (cdr entry))
                                    ((symbol? identifier) (rename identifier))
                                    (else identifier)))))
                         (inject
                          (lambda (identifier)
                            (known-stand-in (let ((entry (assq identifier stand-ins))) (if entry (cdr entry) identifier)))))
                         (replace
                          (lambda (identifier-value datum)
                            (cond ((identifier? datum) (identifier-value datum))
                                  ((pair? datum)
                                   (cons (replace identifier-value (car datum)) (replace identifier-value (cdr datum))))
                                  ((vector? datum)
                                   (list->vector (map (lambda (part) (replace identifier-value part)) (vector->list datum))))
                                  (else datum)))))
                  (replace meant
                           (procedure (replace known-stand-in form)
                                      inject
                                      (lambda (one other) (compare (meant one) (meant other)))))))))))))

    (define (only-for-transformers name)
      (error "works only while macros are expanded" name))

    (define (make-variable-transformer procedure) (only-for-transformers 'make-variable-transformer))
    (define (syntax->datum syntax) (only-for-transformers 'syntax->datum))
    (define (datum->syntax identifier datum) (only-for-transformers 'datum->syntax))
    (define (identifier? syntax) (only-for-transformers 'identifier?))
    (define (bound-identifier=? syntax-1 syntax-2) (only-for-transformers 'bound-identifier=?))
    (define (free-identifier=? syntax-1 syntax-2) (only-for-transformers 'free-identifier=?))
    (define (generate-temporaries syntax) (only-for-transformers 'generate-temporaries))
    (define (syntax->list syntax) (only-for-transformers 'syntax->list))
    (define (syntax-violation who message . forms) (only-for-transformers 'syntax-violation))))
