;;; Record forms: define-record-type, in terms of five primitives.
;;;
;;;   (define-record-type point (make-point x y) point? (x point-x) (y point-y set-point-y!))
;;;
;;;   d              (%make-descriptor 'point '(x y))
;;;   point          d
;;;   make-point     (lambda (x y) (%record d x y))
;;;   point?         (lambda (object) (%record-of? object d))
;;;   point-x        (lambda (record) (%checked-record-ref record d 0 'point-x))
;;;   set-point-y!   (lambda (record value) (%checked-record-set! record d 1 'set-point-y! value))
;;;
;;; The primitives trust that d is a descriptor, so it is a variable without a name: a program may define or assign `point` again.
;;; The descriptor's own name is the type's without the angle brackets that many write around it.
;;; The constructor may be #f (none) or a lone name (all fields, in order); the predicate may be #f.
(define-library (expander record-forms)
  (export scan-define-record-type)
  (import (scheme base) (base list) (base text) (base report)
          (reader syntax) (expander builder) (expander environment) (expander expression) (expander body) (expander shapes))
  (begin
    (define (scan-define-record-type datum position environment scope)
      (if (and (>= (form-size datum) 4)
               (identifier-syntax? (cadr datum))
               (constructor-spec? (car (cddr datum)))
               (predicate-spec? (cadr (cddr datum))))
          (let ((fields (cddr (cddr datum))))
            (let ((bad (find (lambda (field) (not (field-spec? field))) fields)))
              (if bad
                  (begin
                    (report-ill-shaped "field of a record type" bad '(field accessor) '(field accessor modifier))
                    (note-meant-definitions! (cdr datum)))
                  (scan-record-type (cadr datum) (car (cddr datum)) (cadr (cddr datum)) fields
                                    position environment scope))))
          (begin
            (report-ill-formed datum position '(define-record-type name (constructor field ...) predicate (field accessor) ...))
            (note-meant-definitions! (cdr datum)))))

    (define (constructor-spec? syntax)
      (or (not (car syntax))
          (identifier-syntax? syntax)
          (and (>= (form-size (car syntax)) 1)
               (every identifier-syntax? (car syntax)))))

    (define (predicate-spec? syntax)
      (or (not (car syntax)) (identifier-syntax? syntax)))

    (define (field-spec? syntax)
      (or (identifier-syntax? syntax)
          (and (<= 1 (form-size (car syntax)) 3)
               (every identifier-syntax? (car syntax)))))

    (define (field-name syntax)
      (if (identifier-syntax? syntax) (car syntax) (car (car (car syntax)))))

    (define (scan-record-type type constructor predicate fields position environment scope)
      (let ((names (map field-name fields))
            (variable (scope-define! scope type environment))
            (descriptor (scope-hidden-variable scope type)))
        (check-distinct-fields fields)
        (scope-add! scope descriptor (cdr type)
                    (lambda ()
                      (build-primcall position '%make-descriptor
                                      (list (build-const position (type-name (identifier-symbol (car type))))
                                            (build-const position (map identifier-symbol names))))))
        (scope-add! scope variable (cdr type) (lambda () (build-ref position descriptor)))
        (when (car constructor)
          (scan-constructor constructor names descriptor environment scope))
        (when (car predicate)
          (let ((variable (scope-define! scope predicate environment)))
            (scope-add! scope variable (cdr predicate)
                        (lambda () (build-predicate predicate descriptor)))))
        (for-each-index (lambda (field index)
                          (when (pair? (car field))
                            (scan-field field index descriptor environment scope)))
                        fields)))

    ;; What records of the type are called when they are shown: <point> has points.
    (define (type-name symbol)
      (let* ((text (symbol->string symbol)) (last (- (string-length text) 1)))
        (if (and (> last 1) (char=? (string-ref text 0) #\<) (char=? (string-ref text last) #\>))
            (string->symbol (substring text 1 last))
            symbol)))

    (define (check-distinct-fields fields)
      (when (pair? fields)
        (when (memq (field-name (car fields)) (map field-name (cdr fields)))
          (report-error! (cdr (car fields))
                         (text "the field `" (identifier-symbol (field-name (car fields))) "` stands twice")))
        (check-distinct-fields (cdr fields))))

    (define (scan-constructor constructor names descriptor environment scope)
      (let* ((lone? (identifier-syntax? constructor))
             (name (if lone? constructor (car (car constructor))))
             (arguments (if lone? names (map car (cdr (car constructor)))))
             (variable (scope-define! scope name environment)))
        (unless lone?
          (check-distinct (cdr (car constructor)))
          (for-each (lambda (argument)
                      (unless (memq (car argument) names)
                        (report-error! (cdr argument)
                                       (text "`" (identifier-symbol (car argument)) "` is no field of this type"))))
                    (cdr (car constructor))))
        (scope-add! scope variable (cdr name)
                    (lambda () (build-constructor name arguments names descriptor)))))

    (define (build-constructor name arguments names descriptor)
      (let* ((position (cdr name))
             (variables (map (lambda (argument) (build-variable (identifier-symbol argument) position)) arguments))
             (given (map cons arguments variables)))
        (build-lambda position (identifier-symbol (car name))
                      (list (list variables #f
                                  (build-primcall position '%record
                                                  (cons (build-ref position descriptor)
                                                        (map (lambda (field)
                                                               (let ((entry (assq field given)))
                                                                 (if entry
                                                                     (build-ref position (cdr entry))
                                                                     (build-const position #f))))
                                                             names))))))))

    (define (build-predicate predicate descriptor)
      (let* ((position (cdr predicate))
             (object (build-variable 'object position)))
        (build-lambda position (identifier-symbol (car predicate))
                      (list (list (list object) #f
                                  (build-primcall position '%record-of?
                                                  (list (build-ref position object)
                                                        (build-ref position descriptor))))))))

    ;; (field [accessor [modifier]])
    (define (scan-field field index descriptor environment scope)
      (let ((datum (car field)))
        (when (pair? (cdr datum))
          (let* ((accessor (cadr datum))
                 (variable (scope-define! scope accessor environment)))
            (scope-add! scope variable (cdr accessor)
                        (lambda () (build-accessor accessor index descriptor))))
          (when (pair? (cddr datum))
            (let* ((modifier (car (cddr datum)))
                   (variable (scope-define! scope modifier environment)))
              (scope-add! scope variable (cdr modifier)
                          (lambda () (build-modifier modifier index descriptor))))))))

    (define (build-accessor accessor index descriptor)
      (let* ((position (cdr accessor))
             (name (identifier-symbol (car accessor)))
             (record (build-variable 'record position)))
        (build-lambda position name
                      (list (list (list record) #f
                                  (build-primcall position '%checked-record-ref
                                                  (list (build-ref position record)
                                                        (build-ref position descriptor)
                                                        (build-const position index)
                                                        (build-const position name))))))))

    (define (build-modifier modifier index descriptor)
      (let* ((position (cdr modifier))
             (name (identifier-symbol (car modifier)))
             (record (build-variable 'record position))
             (value (build-variable 'value position)))
        (build-lambda position name
                      (list (list (list record value) #f
                                  (build-primcall position '%checked-record-set!
                                                  (list (build-ref position record)
                                                        (build-ref position descriptor)
                                                        (build-const position index)
                                                        (build-const position name)
                                                        (build-ref position value))))))))))
