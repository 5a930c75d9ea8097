;;; What the programs of the chapters include: (check expression expected …) counts, and tells what is wrong; (outcome expression) says how an
;;; expression fails. The program's last form is (summary). It needs (scheme base) and (scheme write), no ratios and no files, so stage0 runs it too.
(define checks 0)
(define (check-value expression value expected)
  (set! checks (+ checks 1))
  (unless (or (equal? value expected) (and (number? value) (number? expected) (nan-value? value) (nan-value? expected)))
    (write expression) (display " gave ") (write value) (display ", not ") (write expected) (newline)))
(define (nan-value? number) (not (= number number)))
(define-syntax check
  (syntax-rules ()
    ((_) #t)
    ((_ expression expected . more)
     (begin (check-value 'expression expression expected) (check . more)))))
;; The kind of error an expression raises.
(define-syntax outcome
  (syntax-rules ()
    ((_ expression)
     (guard (e ((file-error? e) 'file-error) ((read-error? e) 'read-error) ((error-object? e) 'error) (else (list 'raised e)))
       expression))))
(define (summary) (write checks) (display " checked") (newline))
