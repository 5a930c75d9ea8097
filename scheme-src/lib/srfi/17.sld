;;; SRFI 17: generalized set!. Deviations: none.
;;;
;;; (set! (getter argument ...) value) calls the setter of the getter with the arguments and the value. A program imports this
;;; library beside (scheme base): its set! then takes the place of the built-in one, which it extends.
(define-library (srfi 17)
  (export (rename generalized-set! set!) setter getter-with-setter)
  (import (scheme base) (scheme cxr) (suo hash-table))
  (begin
    (define-syntax generalized-set!
      (syntax-rules ()
        ((_ (getter argument ...) value) ((setter getter) argument ... value))
        ((_ variable value) (set! variable value))))

    ;; procedure -> its setter
    (define setters (make-eq-hash-table))

    ;; (setter getter) -> the procedure that (set! (getter argument ...) value) calls; an error when it has none. Of the standard
    ;; library car, cdr and their compositions, the accessors of vectors, strings and bytevectors, and setter itself have one.
    (define (setter getter)
      (hash-table-ref setters getter (lambda () (error "this procedure has no setter" getter))))

    ;; (getter-with-setter getter setter) -> a fresh procedure that does what the getter does, with this setter
    (define (getter-with-setter getter setter)
      (let ((combined (lambda arguments (apply getter arguments))))
        (hash-table-set! setters combined setter)
        combined))

    (define (set-setter! getter setter) (hash-table-set! setters getter setter))

    ;; The last access of a composition decides which half of the pair is assigned.
    (define (set-car-of access) (lambda (object value) (set-car! (access object) value)))
    (define (set-cdr-of access) (lambda (object value) (set-cdr! (access object) value)))

    (for-each
     (lambda (entry) (set-setter! (car entry) (cdr entry)))
     (list (cons setter set-setter!)
           (cons vector-ref vector-set!) (cons string-ref string-set!) (cons bytevector-u8-ref bytevector-u8-set!)
           (cons car set-car!) (cons cdr set-cdr!)
           (cons caar (set-car-of car)) (cons cadr (set-car-of cdr)) (cons cdar (set-cdr-of car)) (cons cddr (set-cdr-of cdr))
           (cons caaar (set-car-of caar)) (cons caadr (set-car-of cadr)) (cons cadar (set-car-of cdar))
           (cons caddr (set-car-of cddr)) (cons cdaar (set-cdr-of caar)) (cons cdadr (set-cdr-of cadr))
           (cons cddar (set-cdr-of cdar)) (cons cdddr (set-cdr-of cddr))
           (cons caaaar (set-car-of caaar)) (cons caaadr (set-car-of caadr)) (cons caadar (set-car-of cadar))
           (cons caaddr (set-car-of caddr)) (cons cadaar (set-car-of cdaar)) (cons cadadr (set-car-of cdadr))
           (cons caddar (set-car-of cddar)) (cons cadddr (set-car-of cdddr)) (cons cdaaar (set-cdr-of caaar))
           (cons cdaadr (set-cdr-of caadr)) (cons cdadar (set-cdr-of cadar)) (cons cdaddr (set-cdr-of caddr))
           (cons cddaar (set-cdr-of cdaar)) (cons cddadr (set-cdr-of cdadr)) (cons cdddar (set-cdr-of cddar))
           (cons cddddr (set-cdr-of cdddr))))))
