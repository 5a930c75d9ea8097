;;; Host support: the procedures of (runtime support) in plain R7RS, for a host that evaluates core forms and has none of its
;;; own. A host that has them (stage0) does not load this library.
(define-library (expander host-support)
  (export call-with-guard dynamic-parameterize make-promise-lazy make-promise-eager misuse)
  (import (scheme base) (scheme lazy))
  (begin
    ;; R7RS 4.2.7: the handler runs in the continuation of the guard; reraise goes back to where the condition was raised.
    (define (call-with-guard handler thunk)
      ((call-with-current-continuation
        (lambda (guard-continuation)
          (with-exception-handler
           (lambda (condition)
             ((call-with-current-continuation
               (lambda (raise-continuation)
                 (guard-continuation
                  (lambda ()
                    (handler condition
                             (lambda ()
                               (raise-continuation
                                (lambda () (raise-continuable condition)))))))))))
           (lambda ()
             (call-with-values thunk
               (lambda results
                 (guard-continuation (lambda () (apply values results)))))))))))

    ;; By the host's own parameterize, one parameter at a time; all values are computed before.
    (define (dynamic-parameterize parameters values thunk)
      (if (null? parameters)
          (thunk)
          (parameterize (((car parameters) (car values)))
            (dynamic-parameterize (cdr parameters) (cdr values) thunk))))

    (define (make-promise-lazy thunk) (delay-force (thunk)))
    (define (make-promise-eager value) (make-promise value))

    ;; What expanded code does where a form has no meaning.
    (define (misuse message object) (error message object))))
