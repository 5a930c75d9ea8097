;;; R7RS 4.2.7: guard.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check (guard (condition ((assq 'a condition) => cdr) ((assq 'b condition))) (raise (list (cons 'a 42)))) 42 (guard (condition ((assq 'a condition) => cdr) ((assq 'b condition))) (raise (list (cons 'b 23)))) '(b . 23)
       (guard (e (#t 'caught)) 'fine) 'fine (guard (e (#t e)) (raise 'x)) 'x (guard (e ((symbol? e) (list 'symbol e)) ((string? e) (list 'string e))) (raise "s")) '(string "s") (guard (e (else 'else)) (raise 1)) 'else
       (guard (e ((number? e) 1 2 e)) (raise 5)) 5 (guard (e (#t (error-object-message e))) (error "message" 1 2)) "message" (guard (e (#t (error-object-irritants e))) (error "message" 1 2)) '(1 2) (guard (e ((string? e)) (else 'no)) (raise 5)) 'no
       (call-with-values (lambda () (guard (e (#t 1)) (values 1 2))) list) '(1 2) (call-with-values (lambda () (guard (e (#t (values e 2))) (raise 1))) list) '(1 2) (guard (e (#t e)) (define x 5) (raise x)) 5 (guard (e) 1) 1
       (let ((e 'outer)) (guard (e (#f 1) (#t (set! e 2) e)) (raise 1))) 2 (let ((e 'outer)) (guard (e (#t 1)) (raise 1)) e) 'outer)
;; Without a clause that holds the object goes on, by raise-continuable in the environment of the raise.
(check (guard (outer (#t (list 'outer outer))) (guard (inner ((number? inner) 'inner)) (raise 'symbol))) '(outer symbol)
       (with-exception-handler (lambda (e) (list 'handled e)) (lambda () (guard (e ((number? e) 'number)) (raise-continuable 'x)))) '(handled x)
       (with-exception-handler (lambda (e) 10) (lambda () (+ 1 (guard (e ((string? e) 0)) (+ 100 (raise-continuable 'x)))))) 111
       (outcome (with-exception-handler (lambda (e) 10) (lambda () (guard (e ((string? e) 0)) (raise 'x))))) 'error)
;; Clauses run in the continuation and dynamic environment of the guard.
(define p (make-parameter 'outside))
(define log '())
(define (note x) (set! log (cons x log)))
(define (noted thunk) (set! log '()) (let ((value (thunk))) (list value (reverse log))))
(check (guard (e (#t (p))) (parameterize ((p 'inside)) (raise 1))) 'outside (noted (lambda () (guard (e (#t (note 'clause) e)) (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out)))))) '(x (in out clause))
       (noted (lambda () (guard (e (#t (note 'outer) e)) (guard (e ((begin (note 'test) #f) 1)) (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out))))))) '(x (in out test in out outer))
       (guard (e (#t (list 'second e))) (guard (e (#t (raise (list 'again e)))) (raise 'first))) '(second (again first)) (let loop ((i 0)) (guard (e ((< i 3) (loop (+ i 1))) (else i)) (raise i))) 3)
;; => in a clause; reraise through several guards; a body with definitions; a handler inside of a guard.
(check (guard (e ((memv e '(1 2 3)) => cdr)) (raise 2)) '(3) (guard (a (#t (list 'a a))) (guard (b (#f 1)) (guard (c (#f 1)) (raise 'deep)))) '(a deep)
       (guard (e (#t (list 'guard e))) (with-exception-handler (lambda (e) (raise (list 'handler e))) (lambda () (raise 'x)))) '(guard (handler x)) (guard (e (#t 'division)) (quotient 1 0)) 'division (guard (e ((error-object? e) 'error)) (vector-ref (vector 1) 5)) 'error
       (guard (e (#t (list e))) (raise-continuable 5)) '(5) (let ((k #f)) (guard (e (#t e)) (+ 1 (call/cc (lambda (c) (c 1)))))) 2)
;; else and => are hygienic here too.
(check (let ((else #f)) (guard (e (else 'wrong) (#t 'right)) (raise 1))) 'right (let ((=> 'value)) (guard (e (#t => list)) (raise 1))) list)
(summary)
