;;; (misused form …): evaluates each in what (environment-for-misuse) gives, the program's own, and lists those that are not refused with
;;; an error object. It needs (scheme eval).
(define (misused . forms)
  (let loop ((forms forms) (accepted '()))
    (if (null? forms)
        (reverse accepted)
        (loop (cdr forms)
              (if (eq? 'refused (guard (e ((error-object? e) 'refused) (#t (list 'raised e)))
                                  (eval (car forms) (environment-for-misuse))))
                  accepted
                  (cons (car forms) accepted))))))
