;;; Lowering of calls and of the primitives that call, return several values, or capture and reinstate continuations.
;;;
;;; A lowering of kind `control` gets the context, delivers to it, and so ends the current block.
(define-library (compiler back lower control)
  (export control-lowerings check-procedure!)
  (import (scheme base) (compiler ir flow) (compiler ir operations) (compiler back lower emit) (compiler back lower context)
          (compiler back lower pairs))
  (begin
    ;; The operator of a call with that many operands is a procedure.
    (define (check-procedure! operator count)
      (check-tag! operator procedure-tag (failure 'operator-error operator (make-literal count))))

    ;; (apply f a b list): the stub spreads one list, so a and b go in front of it.
    (define (control-apply name operands context)
      (let* ((reversed (reverse (cdr operands)))
             (list (let loop ((rest (cdr reversed)) (list (car reversed)))
                     (if (null? rest)
                         list
                         (loop (cdr rest) (emit-cons (car rest) list))))))
        (deliver-call! context 'apply #f (cons* (car operands) list))))

    (define (cons* a b) (cons a (cons b '())))

    (define (control-values name operands context) (deliver-values! context operands))

    ;; The values are taken as a list, which the consumer is applied to.
    (define (control-call-with-values name operands context)
      (let* ((list (make-temporary #f 'value))
             (block (make-block (cons list '()) #f)))
        (check-procedure! (car operands) 0)
        (deliver-call! (make-receiver block 0 #t) #f (car operands) '())
        (start-block! block)
        (deliver-call! context 'apply #f (cons* (cadr operands) list))))

    (define (control-call/cc name operands context)
      (check-procedure! (car operands) 1)
      (deliver-call! context 'call/cc #f operands))

    (define (control-continue name operands context)
      (deliver-call! tail-context 'continue #f operands))

    (define (control-kernel-call name operands context)
      (deliver-call! context 'kernel-call #f operands))

    ;; The value of the first operand, unless it marks a variable that is not defined yet; the second: its name.
    (define (lower-check-assigned name operands)
      (check! 'ne (car operands) (make-builtin 'unassigned) (failure 'unassigned-error (cadr operands)))
      (car operands))

    (define control-lowerings
      (list
       (list 'apply 'control control-apply)
       (list 'values 'control control-values)
       (list 'call-with-values 'control control-call-with-values)
       (list '%call/cc 'control control-call/cc)
       (list '%continue 'control control-continue)
       (list '%kernel-call 'control control-kernel-call)
       (list '%check-assigned 'value lower-check-assigned)))))
