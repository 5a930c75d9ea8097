;;; Support: how expanded code names what the run-time system gives it.
;;;
;;; `guard`, `parameterize`, `delay` and quasiquote call procedures that (runtime support) exports. They are found
;;; through that library and not by name, so no definition of the user can come between. While (runtime support) itself is
;;; being built, the libraries below it use what they define or import under these names.
;;;
;;;   (support-call position name operands environment)      a call of the support procedure
;;;   (unspecified position)                                 the value of nothing in particular
;;;   (support-finder-set! procedure)                        procedure: (name environment) -> meaning or #f
(define-library (expander support)
  (export support-call unspecified support-finder-set!)
  (import (scheme base) (base text) (reader syntax) (expander builder) (expander environment) (expander expression))
  (begin
    (define support-finder
      (lambda (name environment) (lookup name (top-environment (environment-top environment)))))

    (define (support-finder-set! procedure) (set! support-finder procedure))

    (define (support-call position name operands environment)
      (build-call position (support-reference position name environment) operands))

    (define (support-reference position name environment)
      (let ((meaning (support-finder name environment)))
        (if meaning
            (reference-meaning meaning name position environment)
            (malformed position (text "this form needs `" name "`, which is not available here")
                       "it is exported by (runtime support), which this library is itself part of"))))

    (unbound-call-builder-set!
     (lambda (identifier position environment)
       (support-call position 'misuse
                     (list (build-const position "unbound variable") (build-const position (identifier-symbol identifier)))
                     environment)))

    (define (unspecified position)
      (build-primcall #f '%unspecified '()))))
