;;; Printer: a node of Core or Closed as an S-expression, by interpreting the grammar.
;;;
;;; The text of a node is (kind field …) without positions; the last field is spliced when it is a list. Three kinds are
;;; short: a reference is the variable's name, a constant a literal or (quote datum), a label in Closed name:id.
;;;
;;;   (let (x.1) (5) (primcall + x.1 2))        (lambda f (clause (a.1) b.2 body))
;;;   (call f.3 x.1)                            (labels (loop.4) ((clause (i.5) #f …)) (jump loop.4 0))
;;;
;;; Variables print as name.id. `node->plain-datum` numbers them anew in the order of printing, so that its text does not
;;; depend on what was compiled before: expected results in tests are written this way.
(define-library (compiler ir printer)
  (export node->datum node->plain-datum)
  (import (scheme base) (compiler ir variable) (compiler ir core) (compiler ir closed) (compiler ir grammar)
          (machine primitives))
  (begin
    ;; (node->datum node language) -> S-expression
    (define (node->datum node language)
      (print-node node language (lambda (variable) (numbered-name (variable-name variable) "." (variable-id variable)))))

    ;; (node->plain-datum node language) -> S-expression. Uses variable-mark.
    (define (node->plain-datum node language)
      (let ((token (list 'numbering)) (next 0))
        (print-node node language
                    (lambda (variable)
                      (let ((mark (variable-mark variable)))
                        (if (and (pair? mark) (eq? (car mark) token))
                            (cdr mark)
                            (begin
                              (set! next (+ next 1))
                              (let ((name (numbered-name (variable-name variable) "." next)))
                                (variable-set-mark! variable (cons token name))
                                name))))))))

    (define (numbered-name name separator number)
      (string->symbol (string-append (if name (symbol->string name) "") separator (number->string number))))

    (define (print-node node language name-of)
      (define (print node)
        (cond ((ref? node) (name-of (ref-variable node)))
              ((const? node) (print-constant (const-value node)))
              (else
               (let ((kind (kind-of node language)))
                 (if kind
                     (cons (kind-name kind) (print-fields node (kind-fields kind)))
                     (list 'foreign node))))))

      (define (print-fields node fields)
        (cond ((null? fields) '())
              ((eq? (field-kind (car fields)) 'position) (print-fields node (cdr fields)))
              (else
               (let ((text (print-field (field-kind (car fields)) ((field-accessor (car fields)) node))))
                 (if (and (null? (cdr fields)) (memq (field-kind (car fields)) '(expressions clauses hooks closed-hooks)))
                     text
                     (cons text (print-fields node (cdr fields))))))))

      (define (print-field kind value)
        (case kind
          ((datum) (print-constant value))
          ((name index flag) value)
          ((primitive) (primitive-name value))
          ((variable target defined) (name-of value))
          ((binders targets) (map name-of value))
          ((rest) (and value (name-of value)))
          ((optional) (and value (print value)))
          ((expression body) (print value))
          ((expressions bodies clauses items procedures) (map print value))
          ((body-lists) (map (lambda (nodes) (map print nodes)) value))
          ((label) (if (label? value) (label-text value) (map label-text value)))
          ((global) (global-text value))
          ((globals) (map (lambda (global) (list (global-text global) (and (global-value global) (print (global-value global)))))
                          value))
          ((hooks) (map (lambda (hook) (list (car hook) (name-of (cdr hook)))) value))
          ((closed-hooks)
           (map (lambda (hook) (list (car hook) (if (label? (cdr hook)) (label-text (cdr hook)) (global-text (cdr hook))))) value))
          (else (error "printer: unknown kind of field" kind))))

      (print node))

    (define (label-text label) (numbered-name (label-name label) ":" (label-id label)))
    (define (global-text global) (numbered-name (global-name global) "@" (global-id global)))

    (define (print-constant value)
      (cond ((static-descriptor? value)
             (list 'descriptor (static-descriptor-id value) (static-descriptor-name value) (static-descriptor-fields value)))
            ((stored-procedures? value) (list 'stored-procedures (stored-procedures-names value)))
            ((or (number? value) (boolean? value) (char? value) (string? value)) value)
            (else (list 'quote value))))))
