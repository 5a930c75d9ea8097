;;; Registry data: what libraries export, written as plain data that a program can quote, and read back.
;;;
;;; The system image holds the code of its libraries; this data tells the expander inside the image what their names
;;; mean, so that programs are expanded against libraries that are there already.
;;;
;;;   (registry->data registry library-names)        the named libraries and every meaning that they or their macros need
;;;   (data->registry data roots host-libraries)     a registry that holds them
;;;
;;;   data      = (meanings libraries)
;;;   meanings  = list; its indices name meanings
;;;   meaning   = (global unique-name written-name) | (primitive name) | (keyword name)
;;;             | (macro name specification ((symbol . index) …) ((symbol . index-or-#f) …))
;;;   libraries = ((name (symbol . index) …) …)
;;;
;;; A macro is kept as the source of its transformer, with the meanings of the free symbols in it, and after them those of its
;;; aliases. In the specification every vector is tagged: #(vector element …), #(alias number), #(labelled datum).
;;; Positions are dropped. A macro is compiled when it is first used.
(define-library (expander registry-data)
  (export registry->data data->registry)
  (import (scheme base) (base table) (base list) (machine primitives)
          (reader syntax) (expander environment) (expander library) (expander keywords) (expander macro-forms))
  (begin
    ;; The meanings found so far. by-name: symbol table for globals, primitives and keywords (their unique names never
    ;; coincide with each other's kind: one table each); macros: association list macro -> index; rows: last one first.
    (define-record-type meaning-collector
      (make-meaning-collector globals primitives keywords macros rows count)
      meaning-collector?
      (globals collector-globals)
      (primitives collector-primitives)
      (keywords collector-keywords)
      (macros collector-macros collector-macros-set!)
      (rows collector-rows collector-rows-set!)
      (count collector-count collector-count-set!))

    (define (registry->data registry library-names)
      (let* ((collector (make-meaning-collector (make-symbol-table) (make-symbol-table) (make-symbol-table) '() '() 0))
             (libraries (filter-map (lambda (name)
                                      (let ((library (registry-library registry name)))
                                        (and library (library->data library collector))))
                                    library-names)))
        (list (map (lambda (cell) (cdr cell)) (reverse (collector-rows collector)))
              libraries)))

    (define (library->data library collector)
      (cons (library-name library)
            (map (lambda (entry) (cons (car entry) (meaning-index (cdr entry) collector)))
                 (table->list (library-exports library)))))

    (define (meaning-index meaning collector)
      (cond ((global? meaning)
             (named-index (collector-globals collector) (global-name meaning)
                          (lambda () (list 'global (global-name meaning) (global-written-name meaning)))
                          collector))
            ((primitive? meaning)
             (named-index (collector-primitives collector) (primitive-name meaning)
                          (lambda () (list 'primitive (primitive-name meaning)))
                          collector))
            ((keyword? meaning)
             (named-index (collector-keywords collector) (keyword-name meaning)
                          (lambda () (list 'keyword (keyword-name meaning)))
                          collector))
            ((assq meaning (collector-macros collector)) => cdr)
            (else (macro-index meaning collector))))

    (define (named-index table name make-row collector)
      (or (symbol-table-ref table name #f)
          (let ((index (add-row! (make-row) collector)))
            (symbol-table-set! table name index)
            index)))

    (define (add-row! row collector)
      (let ((index (collector-count collector)))
        (collector-rows-set! collector (cons (cons index row) (collector-rows collector)))
        (collector-count-set! collector (+ index 1))
        index))

    ;; The row is entered before what it needs, for macros that mention themselves.
    (define (macro-index macro collector)
      (let* ((index (add-row! #f collector))
             (cell (car (collector-rows collector))))
        (collector-macros-set! collector (cons (cons macro index) (collector-macros collector)))
        (set-cdr! cell (macro->data macro collector))
        index))

    (define (macro->data macro collector)
      (let* ((symbols (make-symbol-table))
             (aliases (list '()))       ; association list alias -> number, last one first, in its car
             (specification (encode-syntax (macro-specification macro) symbols aliases))
             (environment (macro-environment macro))
             (index-of (lambda (identifier)
                         (let ((meaning (lookup identifier environment)))
                           (if (or (global? meaning) (primitive? meaning) (keyword? meaning) (macro? meaning))
                               (meaning-index meaning collector)
                               #f)))))
        (list 'macro
              (macro-name macro)
              specification
              (filter-map (lambda (symbol)
                            (let ((index (index-of symbol)))
                              (and index (cons symbol index))))
                          (symbol-table-keys symbols))
              (map (lambda (entry) (cons (identifier-symbol (car entry)) (index-of (car entry))))
                   (reverse (car aliases))))))

    (define (encode-syntax syntax symbols aliases) (encode-datum (car syntax) symbols aliases))

    (define (encode-datum datum symbols aliases)
      (cond ((pair? datum)
             (cons (encode-syntax (car datum) symbols aliases)
                   (encode-datum (cdr datum) symbols aliases)))
            ((symbol? datum) (symbol-table-set! symbols datum #t) datum)
            ((vector? datum)
             (list->vector
              (cons 'vector
                    (map (lambda (element) (encode-syntax element symbols aliases)) (vector->list datum)))))
            ((alias? datum) (vector 'alias (alias-number datum aliases)))
            ((labelled? datum) (vector 'labelled (labelled-datum datum)))
            (else datum)))

    (define (alias-number alias aliases)
      (let ((known (assq alias (car aliases))))
        (if known
            (cdr known)
            (let ((number (length (car aliases))))
              (set-car! aliases (cons (cons alias number) (car aliases)))
              number))))

    ;;; Reading back.

    (define (data->registry data roots host-libraries)
      (let* ((rows (list->vector (car data)))
             (meanings (make-vector (vector-length rows) #f))
             (registry (make-registry roots host-libraries))
             (primitives (make-symbol-table)))
        (for-each (lambda (primitive) (symbol-table-set! primitives (primitive-name primitive) primitive)) all-primitives)
        (let loop ((index 0))
          (when (< index (vector-length rows))
            (vector-set! meanings index (row->meaning (vector-ref rows index) meanings primitives))
            (loop (+ index 1))))
        (for-each (lambda (row)
                    (let ((exports (make-symbol-table)))
                      (for-each (lambda (entry)
                                  (symbol-table-set! exports (car entry) (vector-ref meanings (cdr entry))))
                                (cdr row))
                      (registry-add-library! registry (make-library (car row) exports))))
                  (cadr data))
        registry))

    (define (row->meaning row meanings primitives)
      (case (car row)
        ((global) (make-global (cadr row) (car (cddr row)) #f #f #f))
        ((primitive) (symbol-table-ref primitives (cadr row) #f))
        ((keyword) (keyword-named (cadr row)))
        (else (row->macro (cdr row) meanings))))

    ;; row: name specification symbols aliases
    (define (row->macro row meanings)
      (let* ((top (make-top 'registry '(registry)))
             (environment (top-environment top))
             (specification (list-ref row 1))
             (compiled #f)
             (compile! (lambda ()
                         (for-each (lambda (entry)
                                     (symbol-table-set! (top-table top) (car entry) (vector-ref meanings (cdr entry))))
                                   (list-ref row 2))
                         (set! compiled
                               (or (compile-transformer
                                    (decode-syntax specification (decoded-aliases (list-ref row 3) meanings))
                                    environment)
                                   (lambda (syntax environment-of-use macro) #f))))))
        (make-macro (car row)
                    (lambda (syntax environment-of-use macro)
                      (unless compiled (compile!))
                      (apply-transformer compiled syntax environment-of-use macro))
                    (make-syntax specification #f)
                    environment
                    top)))

    ;; An alias that meant nothing is resolved where nothing is bound.
    (define (decoded-aliases entries meanings)
      (let ((nowhere (top-environment (make-top 'registry '(registry)))))
        (list->vector
         (map (lambda (entry)
                (make-alias (car entry) nowhere (and (cdr entry) (vector-ref meanings (cdr entry))) #f))
              entries))))

    (define (decode-syntax data aliases) (make-syntax (decode-datum data aliases) #f))

    (define (decode-datum data aliases)
      (cond ((pair? data)
             (cons (decode-syntax (car data) aliases) (decode-datum (cdr data) aliases)))
            ((vector? data)
             (case (vector-ref data 0)
               ((vector)
                (list->vector (map (lambda (element) (decode-syntax element aliases)) (cdr (vector->list data)))))
               ((alias) (vector-ref aliases (vector-ref data 1)))
               (else (make-labelled (vector-ref data 1)))))
            (else data)))))
