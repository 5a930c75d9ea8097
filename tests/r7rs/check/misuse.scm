;;; (misused form …): evaluates each in a new environment with all that chapters 4 and 5 speak of, and lists those that are not
;;; refused with an error object. It needs (scheme eval).
(define (misused . forms)
  (let loop ((forms forms) (accepted '()))
    (if (null? forms)
        (reverse accepted)
        (loop (cdr forms)
              (if (eq? 'refused (guard (e ((error-object? e) 'refused) (#t (list 'raised e)))
                                  (eval (car forms) (environment '(scheme base) '(scheme case-lambda) '(scheme lazy)))))
                  accepted
                  (cons (car forms) accepted))))))
