;;; Reader: S-expressions, as the printer writes them, to nodes of Core.
;;;
;;; Positions become #f. A symbol is a variable: bound by the nearest enclosing binder of that symbol, otherwise the program's
;;; global variable of that symbol, which is made on first sight. The variable's name is the symbol up to its last dot, so
;;; `x.12` and `x.13` are two variables called x. Variables that are assigned in the text are marked assigned.
;;;
;;; Does not: read Closed, whose labels and globals have an identity that text does not carry.
(define-library (compiler ir reader)
  (export datum->node)
  (import (scheme base) (compiler ir variable) (compiler ir core) (compiler ir grammar) (machine primitives))
  (begin
    ;; (datum->node datum language) -> node. Error: text that is not of the language.
    (define (datum->node datum language)
      (define globals '())

      (define (global-named symbol)
        (let ((entry (assq symbol globals)))
          (if entry
              (cdr entry)
              (let ((variable (make-global-variable (plain-name symbol) #f)))
                (set! globals (cons (cons symbol variable) globals))
                variable))))

      ;; One object for each id.
      (define descriptors '())

      (define (descriptor-numbered datum)
        (let ((entry (assv (cadr datum) descriptors)))
          (if entry
              (cdr entry)
              (let ((descriptor (apply make-static-descriptor (cdr datum))))
                (set! descriptors (cons (cons (cadr datum) descriptor) descriptors))
                descriptor))))

      (define (look-up symbol scope)
        (let ((entry (assq symbol scope)))
          (if entry (cdr entry) (global-named symbol))))

      (define (read datum scope)
        (cond ((symbol? datum) (make-ref #f (look-up datum scope)))
              ((not (pair? datum)) (make-const #f datum))
              ((eq? (car datum) 'quote) (make-const #f (cadr datum)))
              ((eq? (car datum) 'descriptor) (make-const #f (descriptor-numbered datum)))
              ((eq? (car datum) 'stored-procedures) (make-const #f (make-stored-procedures (cadr datum))))
              (else
               (let ((kind (kind-named (car datum) language)))
                 (if (not kind) (error "reader: not in the language" (language-name language) datum))
                 (read-node kind (cdr datum) scope)))))

      (define (read-node kind texts scope)
        (let loop ((fields (kind-fields kind)) (texts texts) (inner (bind-all (kind-fields kind) texts scope)) (values '()))
          (cond ((null? fields)
                 (let ((node (apply (kind-constructor kind) (reverse values))))
                   (if (set? node) (variable-set-assigned! (set-variable node) #t))
                   node))
                ((eq? (field-kind (car fields)) 'position) (loop (cdr fields) texts inner (cons #f values)))
                (else
                 (let* ((spliced? (and (null? (cdr fields)) (memq (field-kind (car fields)) '(expressions clauses hooks)))))
                   (if (and (not spliced?) (null? texts)) (error "reader: field missing" (kind-name kind) (field-name (car fields))))
                   (loop (cdr fields) (if spliced? '() (cdr texts)) inner
                         (cons (read-field (field-kind (car fields)) (if spliced? texts (car texts)) scope inner) values)))))))

      ;; The scope inside a node: what its binder fields bind, then the scope around it.
      (define (bind-all fields texts scope)
        (cond ((or (null? fields) (null? texts)) scope)
              ((eq? (field-kind (car fields)) 'position) (bind-all (cdr fields) texts scope))
              (else
               (bind-all (cdr fields) (cdr texts)
                         (case (field-kind (car fields))
                           ((binders targets) (bind-list (car texts) scope))
                           ((rest) (if (car texts) (bind-list (list (car texts)) scope) scope))
                           (else scope))))))

      (define (bind-list symbols scope)
        (if (null? symbols)
            scope
            (bind-list (cdr symbols)
                       (cons (cons (car symbols) (make-variable (plain-name (car symbols)) #f)) scope))))

      (define (read-field kind text scope inner)
        (case kind
          ((datum) (const-value (read text scope)))
          ((name index flag) text)
          ((primitive) (or (primitive-named text) (error "reader: no such primitive" text)))
          ((variable target) (look-up text scope))
          ((defined) (global-named text))
          ((binders targets) (map (lambda (symbol) (look-up symbol inner)) text))
          ((rest) (and text (look-up text inner)))
          ((expression) (read text scope))
          ((expressions clauses items) (map (lambda (datum) (read datum scope)) text))
          ((body) (read text inner))
          ((bodies) (map (lambda (datum) (read datum inner)) text))
          ((hooks) (map (lambda (hook) (cons (car hook) (global-named (cadr hook)))) text))
          (else (error "reader: a field that text does not carry" kind))))

      (read datum '()))

    ;; x.12 -> x
    (define (plain-name symbol)
      (let* ((text (symbol->string symbol)) (end (string-length text)))
        (let loop ((i (- end 1)))
          (cond ((<= i 0) symbol)
                ((char=? (string-ref text i) #\.)
                 (if (= i (- end 1)) symbol (string->symbol (substring text 0 i))))
                ((char<=? #\0 (string-ref text i) #\9) (loop (- i 1)))
                (else symbol)))))))
