;;; SRFI 227: procedures with optional arguments. Deviations: none. Definitions are in (srfi 227 definition).
;;;
;;; Such a procedure is a case-lambda with one clause for each number of optional arguments given. A clause in which one is missing
;;; calls the procedure again with its initial value, so that wrong numbers of arguments are reported as ever.
;;;
;;;   (opt*-lambda (a (b 1) (c 2) . d) e)     ((a) (self a 1))  ((a b) (self a b 2))  ((a b c . d) e)
(define-library (srfi 227)
  (export opt-lambda opt*-lambda let-optionals let-optionals*)
  (import (scheme base) (scheme case-lambda))
  (begin
    ;; Initial values of opt-lambda are evaluated outside of the procedure, those of opt*-lambda see the arguments before.
    (define-syntax opt-lambda
      (syntax-rules ()
        ((_ formals . body) (plain-clauses self formals () () body))))
    (define-syntax opt*-lambda
      (syntax-rules ()
        ((_ formals . body) (nested-clauses self formals () () body))))

    ;; (nested-clauses self formals variables clauses body)
    (define-syntax nested-clauses
      (syntax-rules ()
        ((_ self ((variable initial) . more) (given ...) (clause ...) body)
         (nested-clauses self more (given ... variable) (clause ... ((given ...) (self given ... initial))) body))
        ((_ self (variable . more) (given ...) () body)
         (nested-clauses self more (given ... variable) () body))
        ((_ self rest (given ...) (clause ...) body)
         (letrec ((self (case-lambda clause ... ((given ... . rest) . body)))) self))))

    ;; The same, where all clauses but the last have names of their own: given is (own-name variable).
    (define-syntax plain-clauses
      (syntax-rules ()
        ((_ self ((variable initial) . more) ((own given) ...) (clause ...) body)
         (plain-clauses self more ((own given) ... (fresh variable)) (clause ... ((own ...) (self own ... initial))) body))
        ((_ self (variable . more) (given ...) () body)
         (plain-clauses self more (given ... (fresh variable)) () body))
        ((_ self rest ((own given) ...) (clause ...) body)
         (letrec ((self (case-lambda clause ... ((given ... . rest) . body)))) self))))

    ;; (let-optionals list formals body ...): the list's elements as arguments
    (define-syntax let-optionals
      (syntax-rules () ((_ list formals . body) (apply (opt-lambda formals . body) list))))
    (define-syntax let-optionals*
      (syntax-rules () ((_ list formals . body) (apply (opt*-lambda formals . body) list))))))
