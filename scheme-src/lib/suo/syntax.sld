;;; (suo syntax): macros whose transformers are procedures: er-macro-transformer, and syntax-case with its forms.
;;;
;;; Transformers run while programs are expanded, and there these procedures have their meaning. When a program calls them
;;; at run time, that is an error. There are no phases to import for: a transformer sees what libraries export and what its
;;; own program or library defines before it at top level. Such a definition is evaluated a second time, when a transformer
;;; first needs its value; what transformers assign is therefore unknown to the running program.
(define-library (suo syntax)
  (export er-macro-transformer syntax-case syntax quasisyntax unsyntax unsyntax-splicing with-syntax
          syntax->datum datum->syntax identifier? bound-identifier=? free-identifier=? generate-temporaries
          syntax->list syntax-violation)
  (import (core-syntax) (only (scheme base) error))
  (begin
    (define (only-for-transformers name)
      (error "works only while macros are expanded" name))

    (define (syntax->datum syntax) (only-for-transformers 'syntax->datum))
    (define (datum->syntax identifier datum) (only-for-transformers 'datum->syntax))
    (define (identifier? syntax) (only-for-transformers 'identifier?))
    (define (bound-identifier=? syntax-1 syntax-2) (only-for-transformers 'bound-identifier=?))
    (define (free-identifier=? syntax-1 syntax-2) (only-for-transformers 'free-identifier=?))
    (define (generate-temporaries syntax) (only-for-transformers 'generate-temporaries))
    (define (syntax->list syntax) (only-for-transformers 'syntax->list))
    (define (syntax-violation who message . forms) (only-for-transformers 'syntax-violation))))
