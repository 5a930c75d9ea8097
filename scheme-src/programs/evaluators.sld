;;; Evaluators: does a program evaluate? It does when it mentions a procedure that needs the compiler at run time.
;;;
;;; Asked of Core as the expander makes it, the program's libraries included.
(define-library (programs evaluators)
  (export evaluators evaluates?)
  (import (scheme base) (base list) (compiler ir core) (compiler ir children))
  (begin
    ;; Those procedures: (library . name).
    (define evaluators
      '(((scheme eval) . eval) ((scheme eval) . environment)
        ((scheme repl) . interaction-environment) ((scheme load) . load)
        ((scheme r5rs) . scheme-report-environment) ((scheme r5rs) . null-environment)))

    ;; (evaluates? items mention?) -> boolean. mention?: of a node, whether it is one of those procedures.
    (define (evaluates? items mention?)
      (any (lambda (item) (mentions? item mention?)) items))

    (define (mentions? node mention?)
      (or (mention? node)
          (let ((found #f))
            (for-each-child (lambda (child) (if (and (not found) (mentions? child mention?)) (set! found #t))) node)
            found)))))
