;;; R7RS 4.2.6: make-parameter and parameterize.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define radix (make-parameter 10 (lambda (x) (if (and (exact-integer? x) (<= 2 x 16)) x (error "invalid radix")))))
(define (f n) (number->string n (radix)))
(check (f 12) "12" (parameterize ((radix 2)) (f 12)) "1100" (f 12) "12" (outcome (parameterize ((radix 0)) (f 12))) 'error (radix) 10)
;; The converter runs on the initial value and on each new one, and not when the old value comes back.
(define conversions 0)
(define doubled (make-parameter 1 (lambda (x) (set! conversions (+ conversions 1)) (* 2 x))))
(check (doubled) 2 conversions 1 (parameterize ((doubled 5)) (doubled)) 10 conversions 2 (doubled) 2 conversions 2 (parameterize ((doubled (doubled))) (doubled)) 4)
(define a (make-parameter 1))
(define b (make-parameter 2))
(define (both) (list (a) (b)))
(check (both) '(1 2) (parameterize () (both)) '(1 2) (parameterize ((a 5)) (both)) '(5 2) (parameterize ((a 5) (b 6)) (both)) '(5 6) (parameterize ((a 5)) (parameterize ((b (+ (a) 1))) (both))) '(5 6)
       (parameterize ((a (b)) (b (a))) (both)) '(2 1) (parameterize ((a 1)) (parameterize ((a 2)) (a)) (a)) 1 (procedure? a) #t (parameterize ((a 3)) (define x (a)) (* x x)) 9
       (call-with-values (lambda () (parameterize ((a 9)) (values (a) (b)))) list) '(9 2) (parameterize ((a 1)) 1 2 3) 3 (let ((p (make-parameter 'x))) (parameterize ((p 'y)) (p))) 'y)
;; The expressions for parameters are evaluated too, and must give parameters.
(check (parameterize (((if #t a b) 7)) (both)) '(7 2) (outcome (parameterize ((5 1)) 1)) 'error (outcome (parameterize ((car 1)) 1)) 'error)
;; The extent ends with escapes and begins again with re-entry.
(define kept #f)
(define visits 0)
(check (call/cc (lambda (k) (parameterize ((a 'inside)) (k (a))))) 'inside (a) 1
       (let ((log '()))
         (parameterize ((a 'in)) (call/cc (lambda (k) (set! kept k))) (set! log (cons (a) log)))
         (set! log (cons (a) log))
         (set! visits (+ visits 1))
         (if (< visits 3) (kept #f))
         log) '(1 in 1 in 1 in))
(check (guard (e (#t (list e (a)))) (parameterize ((a 'in)) (raise 'out))) '(out 1) (with-exception-handler (lambda (e) (a)) (lambda () (parameterize ((a 'in)) (raise-continuable 1)))) 'in)
;; A procedure called in the body sees the value, a procedure made there and called later does not.
(define (show) (a))
(check (parameterize ((a 'now)) (show)) 'now ((parameterize ((a 'then)) (lambda () (a)))) 1)
;; Every parameter object is new.
(check (eq? (make-parameter 1) (make-parameter 1)) #f (let ((p (make-parameter 1)) (q (make-parameter 1))) (parameterize ((p 2)) (list (p) (q)))) '(2 1))
;; An error in the converter leaves the old value.
(check (outcome (parameterize ((a 'new) (radix 99)) 1)) 'error (a) 1 (radix) 10)
(check (let ((port (open-output-string))) (parameterize ((current-output-port port)) (display "captured")) (get-output-string port)) "captured")
(summary)
