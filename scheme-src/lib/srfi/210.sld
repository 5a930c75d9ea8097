;;; SRFI 210: procedures and syntax for several values. Boxes are those of SRFI 195. Deviations: none.
(define-library (srfi 210)
  (export apply/mv call/mv list/mv vector/mv box/mv value/mv coarity set!-values with-values case-receive bind/mv
          list-values vector-values box-values value identity compose-left compose-right map-values
          bind/list bind/box bind)
  (import (scheme base) (scheme case-lambda) (srfi 195))
  (begin
    ;; (apply/mv operator operand ... producer): the operator's values of the operands and of the values of the producer.
    (define-syntax apply/mv
      (syntax-rules ()
        ((_ operator operand ... producer) (apply/mv-bind operator (operand ...) () producer))))
    (define-syntax apply/mv-bind
      (syntax-rules ()
        ((_ operator () ((argument operand) ...) producer)
         (let-values (((procedure) operator) ((argument) operand) ... (arguments producer))
           (apply procedure argument ... arguments)))
        ((_ operator (operand . operands) (bound ...) producer)
         (apply/mv-bind operator operands (bound ... (argument operand)) producer))))

    ;; (call/mv consumer producer ...): of the values of all producers.
    (define-syntax call/mv
      (syntax-rules ()
        ((_ consumer producer ...) (call/mv-bind consumer (producer ...) ()))))
    (define-syntax call/mv-bind
      (syntax-rules ()
        ((_ consumer () ((arguments producer) ...))
         (let-values (((procedure) consumer) (arguments producer) ...)
           (apply procedure (append arguments ...))))
        ((_ consumer (producer . producers) (bound ...))
         (call/mv-bind consumer producers (bound ... (arguments producer))))))

    (define-syntax list/mv (syntax-rules () ((_ element ... producer) (apply/mv list element ... producer))))
    (define-syntax vector/mv (syntax-rules () ((_ element ... producer) (apply/mv vector element ... producer))))
    (define-syntax box/mv (syntax-rules () ((_ element ... producer) (apply/mv box element ... producer))))
    (define-syntax value/mv (syntax-rules () ((_ index operand ... producer) (apply/mv value index operand ... producer))))

    ;; (coarity producer) -> number of its values
    (define-syntax coarity
      (syntax-rules () ((_ producer) (let-values ((objects producer)) (length objects)))))

    ;; (set!-values formals producer): assigns its values to variables
    (define-syntax set!-values
      (syntax-rules () ((_ formals producer) (set!-values-bind formals () () producer))))
    (define-syntax set!-values-bind
      (syntax-rules ()
        ((_ () (fresh ...) ((variable object) ...) producer)
         (let-values (((fresh ...) producer)) (set! variable object) ... (if #f #f)))
        ((_ (variable . more) (fresh ...) (pair ...) producer)
         (set!-values-bind more (fresh ... object) (pair ... (variable object)) producer))
        ((_ rest (fresh ...) ((variable object) ...) producer)
         (let-values (((fresh ... . others) producer)) (set! variable object) ... (set! rest others)))))

    (define-syntax with-values
      (syntax-rules () ((_ producer consumer) (apply/mv consumer producer))))
    (define-syntax case-receive
      (syntax-rules () ((_ producer clause ...) (call-with-values (lambda () producer) (case-lambda clause ...)))))
    (define-syntax bind/mv
      (syntax-rules () ((_ producer transducer ...) (bind/list (list/mv producer) transducer ...))))

    ;; (list-values list), (vector-values vector), (box-values box) -> the elements, as values
    (define (list-values list) (apply values list))
    (define (vector-values vector) (apply values (vector->list vector)))
    (define (box-values box) (unbox box))

    ;; (value index object ...) -> the object at the index; (identity object ...) -> the objects, as values
    (define (value index . objects) (list-ref objects index))
    (define identity values)

    ;; (compose-left procedure ...) -> procedure that gives its arguments to the first, the values of that to the next …;
    ;; compose-right: the last one comes first
    (define (compose-left . procedures)
      (cond ((null? procedures) values)
            ((null? (cdr procedures)) (car procedures))
            (else
             (let ((first (car procedures)) (rest (apply compose-left (cdr procedures))))
               (lambda arguments (call-with-values (lambda () (apply first arguments)) rest))))))
    (define (compose-right . procedures) (apply compose-left (reverse procedures)))

    ;; (map-values procedure) -> procedure that gives the procedure's value of each argument
    (define (map-values procedure)
      (lambda arguments (apply values (map procedure arguments))))

    ;; (bind object procedure ...) -> what the procedures make of it, one after the other; bind/list: of the list's elements;
    ;; bind/box: of the box's values
    (define (bind object . procedures) (apply bind/list (list object) procedures))
    (define (bind/list list . procedures) (apply (apply compose-left procedures) list))
    (define (bind/box box . procedures) (apply bind/list (list/mv (unbox box)) procedures))))
