;;; (suo syntax): macros whose transformers are procedures: er-macro-transformer, and syntax-case with its forms. Such a macro of
;;; syntax-case may be used as a lone identifier, and one of make-variable-transformer also as the target of set!.
;;;
;;; Transformers run while programs are expanded, and there these procedures have their meaning. When a program calls them
;;; at run time, that is an error. There are no phases to import for: a transformer sees what libraries export and what its
;;; own program or library defines before it at top level. Such a definition is evaluated a second time, when a transformer
;;; first needs its value; what transformers assign is therefore unknown to the running program.
(define-library (suo syntax)
  (export er-macro-transformer syntax-case syntax quasisyntax unsyntax unsyntax-splicing with-syntax
          syntax->datum datum->syntax identifier? bound-identifier=? free-identifier=? generate-temporaries
          syntax->list syntax-violation make-variable-transformer identifier-syntax)
  (import (core-syntax) (only (scheme base) error))
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
