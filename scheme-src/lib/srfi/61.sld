;;; SRFI 61: a cond whose clauses may test what they hand on: (generator guard => receiver). Deviations: none.
;;;
;;; A program imports this library beside (scheme base): its cond then takes the place of the built-in one, which it extends.
(define-library (srfi 61)
  (export (rename general-cond cond))
  (import (scheme base))
  (begin
    ;; In (generator guard => receiver) the guard gets all values of the generator; when it holds, the receiver gets them too.
    (define-syntax general-cond
      (syntax-rules (else =>)
        ((_ (else . body)) (begin . body))
        ((_ (generator guard => receiver) . clauses)
         (call-with-values (lambda () generator)
           (lambda values
             (if (apply guard values)
                 (apply receiver values)
                 (general-cond . clauses)))))
        ((_ clause) (cond clause))
        ((_ (test => receiver) . clauses)
         (let ((value test)) (if value (receiver value) (general-cond . clauses))))
        ((_ (test) . clauses) (or test (general-cond . clauses)))
        ((_ (test . body) . clauses) (if test (begin . body) (general-cond . clauses)))
        ((_) (if #f #f))))))
