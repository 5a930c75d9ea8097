;;; SRFI 2: and-let*, an `and` whose clauses may bind variables. Deviations: none.
(define-library (srfi 2)
  (export and-let*)
  (import (scheme base))
  (begin
    ;; A clause is (variable expression), (expression) or a variable. Without a body the last clause's value is the value.
    (define-syntax and-let*
      (syntax-rules ()
        ((_ ()) #t)
        ((_ () . body) (let () . body))
        ((_ ((variable expression))) expression)
        ((_ ((expression))) expression)
        ((_ (variable)) variable)
        ((_ ((variable expression) . clauses) . body)
         (let ((variable expression)) (if variable (and-let* clauses . body) #f)))
        ((_ ((expression) . clauses) . body) (if expression (and-let* clauses . body) #f))
        ((_ (variable . clauses) . body) (if variable (and-let* clauses . body) #f))))))
