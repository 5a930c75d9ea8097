;;; Evaluation: eval, environment, load and interaction-environment, by the procedures that a program with a compiler inside
;;; has put into registers. Other programs get an error.
(define-library (runtime evaluation)
  (export eval environment interaction-environment load)
  (import (primitives) (core-syntax) (runtime registers) (runtime errors) (runtime lists))
  (begin
    (define (service who procedure)
      (if (procedure? procedure)
          procedure
          (unsupported-error who "this program has no compiler inside")))

    (define eval
      (case-lambda
        ((expression) ((service 'eval (evaluator)) expression (interaction-environment)))
        ((expression environment) ((service 'eval (evaluator)) expression environment))))

    (define (environment . import-sets)
      ((service 'environment (environment-maker)) import-sets))

    (define (interaction-environment)
      ((service 'interaction-environment (interaction-maker))))

    (define load
      (case-lambda
        ((name) (load name (interaction-environment)))
        ((name environment) ((service 'load (loader)) name environment))))))
