;;; Keywords: the table of built-in forms. One row a keyword: what it is as an expression, and what it does in a body.
;;; These are the exports of the pseudo library (core-syntax).
(define-library (expander keywords)
  (export keyword-table keyword-named)
  (import (scheme base) (base table)
          (expander environment) (expander binding-forms) (expander control-forms) (expander quasiquote)
          (expander record-forms) (expander macro-forms) (expander syntax-rules) (expander syntax-case) (expander transformer))
  (begin
    (define all-keywords
      (list
       ;; name, expression procedure, body procedure
       (make-keyword 'quote expand-quote #f)
       (make-keyword 'quasiquote expand-quasiquote #f)
       (make-keyword 'lambda expand-lambda #f)
       (make-keyword 'case-lambda expand-case-lambda #f)
       (make-keyword 'if expand-if #f)
       (make-keyword 'set! expand-set! #f)
       (make-keyword 'begin expand-begin scan-begin)
       (make-keyword 'let expand-let #f)
       (make-keyword 'let* expand-let* #f)
       (make-keyword 'letrec expand-letrec #f)
       (make-keyword 'letrec* expand-letrec* #f)
       (make-keyword 'let-values expand-let-values #f)
       (make-keyword 'let*-values expand-let*-values #f)
       (make-keyword 'do expand-do #f)
       (make-keyword 'cond expand-cond #f)
       (make-keyword 'case expand-case #f)
       (make-keyword 'and expand-and #f)
       (make-keyword 'or expand-or #f)
       (make-keyword 'when expand-when #f)
       (make-keyword 'unless expand-unless #f)
       (make-keyword 'delay expand-delay #f)
       (make-keyword 'delay-force expand-delay-force #f)
       (make-keyword 'parameterize expand-parameterize #f)
       (make-keyword 'guard expand-guard #f)
       (make-keyword 'let-syntax expand-let-syntax scan-let-syntax)
       (make-keyword 'letrec-syntax expand-letrec-syntax scan-letrec-syntax)
       (make-keyword 'syntax-error expand-syntax-error scan-syntax-error)
       (make-keyword 'include expand-include scan-include)
       (make-keyword 'include-ci expand-include-ci scan-include-ci)
       (make-keyword 'cond-expand expand-cond-expand scan-cond-expand)
       ;; inside of macro transformers
       (make-keyword 'syntax-case expand-syntax-case #f)
       (make-keyword 'syntax expand-syntax #f)
       (make-keyword 'quasisyntax expand-quasisyntax #f)
       (make-keyword 'with-syntax expand-with-syntax #f)
       (make-keyword 'unsyntax #f #f)
       (make-keyword 'unsyntax-splicing #f #f)
       ;; definitions
       (make-keyword 'define #f scan-define)
       (make-keyword 'define-values #f scan-define-values)
       (make-keyword 'define-record-type #f scan-define-record-type)
       (make-keyword 'define-syntax #f scan-define-syntax)
       ;; auxiliary
       else-keyword
       arrow-keyword
       unquote-keyword
       unquote-splicing-keyword
       syntax-rules-keyword
       er-macro-transformer-keyword
       (make-keyword '... #f #f)
       (make-keyword '_ #f #f)))

    ;; symbol -> keyword
    (define keyword-table
      (let ((table (make-symbol-table)))
        (for-each (lambda (keyword) (symbol-table-set! table (keyword-name keyword) keyword)) all-keywords)
        (quasiquote-keyword-set! (symbol-table-ref table 'quasiquote #f))
        table))

    ;; (keyword-named symbol) -> keyword or #f
    (define (keyword-named symbol) (symbol-table-ref keyword-table symbol #f))))
