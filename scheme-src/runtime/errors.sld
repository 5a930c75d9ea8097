;;; Errors: how the run-time system complains.
;;;
;;; The hooks that compiled code calls when a check fails, and the procedures that library code calls. Each makes a condition
;;; with a trace of the stack and raises it. What a type is called comes from the rows of machine/primitives.scm, which is
;;; here as a constant.
(define-library (runtime errors)
  (export type-error range-error index-error arity-error operator-error unassigned-error values-error
          wrong-type wrong-range wrong-index wrong-bound simple-error file-error unsupported-error error)
  (import (primitives) (core-syntax) (runtime registers) (runtime traces) (runtime conditions) (runtime control))
  (include "../machine/primitives.scm")
  (begin
    ;;; Hooks. `index` counts arguments from 0.

    ;; index may be a record's descriptor instead: primitive is then the name of an accessor.
    (define (type-error primitive index object)
      (let ((descriptor? (%record? index)))
        (raise (make-condition 'type primitive (if descriptor? 0 index)
                               (cond (descriptor? (joined "is not a " (%symbol-name (%record-ref index 0))))
                                     ((and (pair? object) (composed? primitive)) "has no such part")
                                     (else (type-phrase (argument-type primitive index))))
                               (cons object '()) (hook-trace (capture-trace (%stack-pointer)))))))

    ;; The condition is about an argument of the hook.
    (define (hook-trace trace)
      (%vector-set! trace 0 #t)
      trace)

    ;; Two strings as one, as wide as the second.
    (define (joined prefix name)
      (let* ((start (string-length prefix))
             (end (%fx+ start (string-length name)))
             (result (%make-string end (%string-unit name))))
        (let loop ((index 0))
          (if (%fx< index end)
              (begin
                (%string-unit-set! result index
                                   (if (%fx< index start)
                                       (%string-unit-ref prefix index)
                                       (%string-unit-ref name (%fx- index start))))
                (loop (%fx+ index 1)))
              result))))

    (define (range-error primitive index object)
      (raise (make-condition 'range primitive index "is out of range" (cons object '())
                             (hook-trace (capture-trace (%stack-pointer))))))

    (define (index-error primitive index object container)
      (raise (make-condition 'index primitive index "is out of range" (cons object (cons container '()))
                             (hook-trace (capture-trace (%stack-pointer))))))

    (define (arity-error procedure count)
      (raise (make-condition 'arity procedure #f "wrong number of arguments" (cons count '())
                             (capture-trace (%stack-pointer)))))

    (define (operator-error object count)
      (raise (make-condition 'operator #f #f "not a procedure" (cons object '()) (capture-trace (%stack-pointer)))))

    (define (unassigned-error name)
      (raise (make-condition 'unassigned #f #f "variable used before its definition" (cons name '())
                             (capture-trace (%stack-pointer)))))

    (define (values-error expected received)
      (raise (make-condition 'values #f #f "wrong number of values"
                             (cons expected (cons received '())) (capture-trace (%stack-pointer)))))

    ;; What register `error-handler` holds: the stubs call it with the name of a hook and its arguments.
    (define (handle-stub-error kind . arguments)
      (case kind
        ((arity-error) (arity-error (car arguments) (cadr arguments)))
        ((operator-error) (operator-error (car arguments) (cadr arguments)))
        ((values-error) (values-error (car arguments) (cadr arguments)))
        ((unassigned-error) (unassigned-error (car arguments)))
        ((type-error)
         (if (eq? (car arguments) 'apply)
             (raise (make-condition 'type 'apply #f "the last argument is not a list"
                                    (cons (end-of-list (caddr arguments)) '()) (capture-trace (%stack-pointer))))
             (type-error (car arguments) (cadr arguments) (caddr arguments))))
        ((range-error) (range-error (car arguments) (cadr arguments) (caddr arguments)))
        ((index-error) (index-error (car arguments) (cadr arguments) (caddr arguments) (car (%cdr (%cdr (%cdr arguments))))))
        ((heap-exhausted) (raise (make-condition 'memory #f #f "memory is exhausted" '() (capture-trace (%stack-pointer)))))
        (else (raise (make-condition 'error #f #f "the machine found an error" (cons kind arguments)
                                     (capture-trace (%stack-pointer)))))))

    ;; The arguments of `apply` before the last one have been put in front of it.
    (define (end-of-list object) (if (pair? object) (end-of-list (%cdr object)) object))

    (set-error-handler! handle-stub-error)

    ;;; For library code: the trace begins at the caller of the complaining procedure.

    (define (wrong-type who index type object)
      (raise (make-condition 'type who index (type-phrase type) (cons object '()) (capture-trace (%stack-pointer)))))

    (define (wrong-range who index object)
      (raise (make-condition 'range who index "is out of range" (cons object '()) (capture-trace (%stack-pointer)))))

    ;; The container, argument 0, has no element with that index; or it is no list at all.
    (define (wrong-index who index object container)
      (raise (if (or (pair? container) (null? container))
                 (make-condition 'index who index "is out of range" (cons object (cons container '()))
                                 (capture-trace (%stack-pointer)))
                 (make-condition 'type who 0 (type-phrase 'list) (cons container '()) (capture-trace (%stack-pointer))))))

    ;; From low to high is possible.
    (define (wrong-bound who index object low high)
      (raise (make-condition 'bound who index "is out of range" (cons object (cons low (cons high '())))
                             (capture-trace (%stack-pointer)))))

    (define (simple-error kind who message . irritants)
      (raise (make-condition kind who #f message irritants (capture-trace (%stack-pointer)))))

    (define (file-error who message . irritants)
      (raise (make-condition 'file who #f message irritants (capture-trace (%stack-pointer)))))

    (define (unsupported-error who what . irritants)
      (raise (make-condition 'unsupported who #f what irritants (capture-trace (%stack-pointer)))))

    ;; R7RS error.
    (define (error message . irritants)
      (raise (make-condition 'error #f #f message irritants (capture-trace (%stack-pointer)))))

    ;;; The words for types

    (define (argument-type primitive index)
      (let ((row (assq-row primitive primitive-table)))
        (if row (type-at (cadr row) index) 'number)))

    ;; cadr and its like take a pair whose parts are pairs.
    (define (composed? primitive)
      (let ((row (assq-row primitive primitive-table)))
        (and row (assq-option 'compose (%cdr (%cdr row))))))

    (define (assq-option name options)
      (cond ((null? options) #f)
            ((and (pair? (%car options)) (eq? (%car (%car options)) name)) #t)
            (else (assq-option name (%cdr options)))))

    (define (assq-row name rows)
      (cond ((null? rows) #f)
            ((eq? (%car (%car rows)) name) (%car rows))
            (else (assq-row name (%cdr rows)))))

    (define (type-at types index)
      (cond ((null? types) 'unknown)
            ((eq? (%car types) '&) (cadr types))
            ((%fx= index 0) (%car types))
            (else (type-at (%cdr types) (%fx- index 1)))))

    (define (type-phrase type)
      (case type
        ((fixnum) "is not a fixnum")
        ((number) "is not a number")
        ((integer) "is not an integer")
        ((exact-integer) "is not an exact integer")
        ((real) "is not a real number")
        ((flonum) "is not a flonum")
        ((char) "is not a character")
        ((pair) "is not a pair")
        ((list) "is not a list")
        ((vector) "is not a vector")
        ((string) "is not a string")
        ((bytevector) "is not a bytevector")
        ((byte) "is not a byte")
        ((symbol) "is not a symbol")
        ((procedure) "is not a procedure")
        ((boolean) "is not a boolean")
        ((word-index) "is not an index")
        ((record) "is not a record")
        ((port) "is not a port")
        ((input-port) "is not an input port")
        ((output-port) "is not an output port")
        ((textual-input-port) "is not an open textual input port")
        ((textual-output-port) "is not an open textual output port")
        ((binary-input-port) "is not an open binary input port")
        ((binary-output-port) "is not an open binary output port")
        ((hash-table) "is not a hash table")
        ((condition) "is not an error object")
        ((descriptor) "is not a record type")
        ((last-list) "is the last one and not a list")
        (else "has the wrong type")))))
