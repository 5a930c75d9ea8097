;;; SRFI 71: let, let* and letrec whose bindings may take several values. Deviations: none.
;;;
;;; A binding is (variable ... expression) or ((values variable ... . rest) expression). A program imports this library beside
;;; (scheme base): its let, let* and letrec then take the place of the built-in ones, which they extend.
(define-library (srfi 71)
  (export (rename multiple-let let) (rename multiple-let* let*) (rename multiple-letrec letrec)
          unlist unvector values->list values->vector)
  (import (scheme base))
  (begin
    ;; (unlist list), (unvector vector) -> their elements, as values
    (define (unlist list) (apply values list))
    (define (unvector vector) (apply values (vector->list vector)))

    ;; (values->list expression), (values->vector expression) -> its values in a list, a vector
    (define-syntax values->list
      (syntax-rules () ((_ expression) (call-with-values (lambda () expression) list))))
    (define-syntax values->vector
      (syntax-rules () ((_ expression) (call-with-values (lambda () expression) vector))))

    (define-syntax multiple-let
      (syntax-rules (values)
        ((_ () . body) (let () . body))
        ((_ ((variable expression) ...) . body) (let ((variable expression) ...) . body))
        ((_ (binding ...) . body) (let-bindings (binding ...) () body))
        ((_ name (binding ...) . body) (let-named name (binding ...) () () body))))

    ;; (let-bindings bindings let-values-bindings body)
    (define-syntax let-bindings
      (syntax-rules (values)
        ((_ () done body) (let-values done . body))
        ((_ (((values . formals) expression) . more) (done ...) body)
         (let-bindings more (done ... (formals expression)) body))
        ((_ ((variable ... expression) . more) (done ...) body)
         (let-bindings more (done ... ((variable ...) expression)) body))))

    ;; A named let takes bindings of one variable each, which may be written (values variable).
    (define-syntax let-named
      (syntax-rules (values)
        ((_ name () variables expressions body)
         ((letrec ((name (lambda variables . body))) name) . expressions))
        ((_ name (((values variable) expression) . more) (variables ...) (expressions ...) body)
         (let-named name more (variables ... variable) (expressions ... expression) body))
        ((_ name ((variable expression) . more) (variables ...) (expressions ...) body)
         (let-named name more (variables ... variable) (expressions ... expression) body))))

    (define-syntax multiple-let*
      (syntax-rules (values)
        ((_ () . body) (let () . body))
        ((_ (((values . formals) expression) . more) . body)
         (let-values ((formals expression)) (multiple-let* more . body)))
        ((_ ((variable expression) . more) . body)
         (let ((variable expression)) (multiple-let* more . body)))
        ((_ ((variable ... expression) . more) . body)
         (let-values (((variable ...) expression)) (multiple-let* more . body)))))

    (define-syntax multiple-letrec
      (syntax-rules (values)
        ((_ () . body) (let () . body))
        ((_ ((variable expression) ...) . body) (letrec ((variable expression) ...) . body))
        ((_ bindings . body) (letrec-bindings bindings () body))))

    (define-syntax letrec-bindings
      (syntax-rules (values)
        ((_ () ((formals expression) ...) body)
         (let () (define-values formals expression) ... (let () . body)))
        ((_ (((values . formals) expression) . more) (done ...) body)
         (letrec-bindings more (done ... (formals expression)) body))
        ((_ ((variable ... expression) . more) (done ...) body)
         (letrec-bindings more (done ... ((variable ...) expression)) body))))))
