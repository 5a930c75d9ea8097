;;; R7RS 6.11 and guard of 4.2.7: raise, raise-continuable, handlers within handlers, error objects, read and file errors.
(import (scheme base) (scheme write) (scheme read) (scheme file))
(include "../check/check.scm")
(define-syntax path
  (syntax-rules () ((_ (add) body ...) (let* ((seen '()) (add (lambda (x) (set! seen (cons x seen))))) (let ((result (let () body ...))) (reverse (cons result seen)))))))
(define (caught thunk) (call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list 'caught e))) thunk))))

(check (call/cc (lambda (k) (with-exception-handler (lambda (x) (k (list 'exception x))) (lambda () (+ 1 (raise 'an-error)))))) '(exception an-error) (with-exception-handler (lambda (e) 42) (lambda () (+ (raise-continuable "should be a number") 23))) 65
       (with-exception-handler (lambda (e) 'unused) (lambda () 'result)) 'result (with-exception-handler (lambda (e) e) (lambda () (raise-continuable 7))) 7 (call-with-values (lambda () (with-exception-handler (lambda (e) (values 1 2)) (lambda () (raise-continuable 0)))) list) '(1 2)
       (call-with-values (lambda () (with-exception-handler (lambda (e) 0) (lambda () (values 1 2 3)))) list) '(1 2 3))
;; Any object can be raised.
(check (map (lambda (x) (guard (e (#t (list 'got e))) (raise x))) '(1 "s" #\c (a b) #f () sym)) '((got 1) (got "s") (got #\c) (got (a b)) (got #f) (got ()) (got sym)) (map (lambda (x) (guard (e (#t (list 'got e))) (raise-continuable x))) '(1 #f)) '((got 1) (got #f)) (guard (e ((procedure? e) (e 1))) (raise (lambda (x) (+ x 1)))) 2
       (guard (e (#f 1) (else (list 'else e))) (raise #f)) '(else #f))
;; A handler runs with the handler outside of it; after it returns to raise-continuable it is current again.
(check (path (add) (with-exception-handler (lambda (e) (add (list 'outer e)) 1) (lambda () (with-exception-handler (lambda (e) (add (list 'inner e)) (+ 10 (raise-continuable 'second))) (lambda () (+ 100 (raise-continuable 'first))))))) '((inner first) (outer second) 111)
       (path (add) (with-exception-handler (lambda (e) (add e) e) (lambda () (list (raise-continuable 1) (raise-continuable 2))))) '(1 2 (1 2))
       (path (add) (with-exception-handler (lambda (e) (add (list 'outer e)) 0) (lambda () (with-exception-handler (lambda (e) (add (list 'inner e)) (if (= e 1) (raise-continuable 2) e)) (lambda () (raise-continuable 1) (raise-continuable 3)))))) '((inner 1) (outer 2) (inner 3) 3)
       (guard (e (#t (list 'outside e))) (with-exception-handler (lambda (e) (raise (list 'again e))) (lambda () (raise 'x)))) '(outside (again x)))
;; A handler that returns to raise: a secondary exception in the dynamic environment of the handler.
(check (path (add) (guard (e (#t (add 'secondary) (if (eq? e 'first) 'same 'other) 'done)) (with-exception-handler (lambda (e) (add e) 'ignored) (lambda () (raise 'first) (add 'never))))) '(first secondary done)
       (path (add) (call/cc (lambda (k) (with-exception-handler (lambda (e) (add 'outer) (k 'end)) (lambda () (with-exception-handler (lambda (e) (add 'inner) 'returned) (lambda () (raise 'oops)))))))) '(inner outer end)
       (path (add) (guard (e (#t (add 'secondary) 'done)) (with-exception-handler (lambda (e) (add (error-object-message e)) 'ignored) (lambda () (error "message") (add 'never))))) '("message" secondary done))
;; The handler sees the dynamic environment of the raise, but for the handler.
(define p (make-parameter 0))
(check (with-exception-handler (lambda (e) (p)) (lambda () (parameterize ((p 1)) (raise-continuable 'x)))) 1 (guard (e (#t (p))) (parameterize ((p 2)) (raise 'x))) 0 (call/cc (lambda (k) (with-exception-handler (lambda (e) (k (p))) (lambda () (parameterize ((p 3)) (error "x")))))) 3
       (path (add) (with-exception-handler (lambda (e) (add 'handler) 1) (lambda () (dynamic-wind (lambda () (add 'in)) (lambda () (raise-continuable 'x)) (lambda () (add 'out)))))) '(in handler out 1))
;; error objects.
(define (error-parts thunk) (guard (e ((error-object? e) (list (error-object-message e) (error-object-irritants e)))) (thunk)))
(check (error-parts (lambda () (error "message"))) '("message" ()) (error-parts (lambda () (error "message:" 1 'two "three" '(4)))) '("message:" (1 two "three" (4))) (error-parts (lambda () (error "" #f))) '("" (#f)) (map error-object? (list 1 "error" 'error '() (vector "message") #f)) '(#f #f #f #f #f #f)
       (guard (e (#t (error-object? e))) (error "x")) #t (guard (e (#t (error-object? e))) (car 5)) #t (guard (e (#t (error-object? e))) (vector-ref (vector) 1)) #t (guard (e (#t (error-object? e))) (raise 'x)) #f (string? (guard (e (#t (error-object-message e))) (car 5))) #t (list? (guard (e (#t (error-object-irritants e))) (car 5))) #t
       (let ((make (lambda () (guard (e (#t e)) (error "x"))))) (eq? (make) (make))) #f (let ((e (guard (e (#t e)) (error "kept" 1)))) (guard (x (#t (eq? x e))) (raise e))) #t (car (caught (lambda () (error "x")))) 'caught (outcome (error-object-message 'a)) 'error (outcome (error-object-irritants "a")) 'error)
;; read-error? and file-error?
(check (outcome (read (open-input-string "(1 2"))) 'read-error (outcome (read (open-input-string ")"))) 'read-error (outcome (read (open-input-string "\"abc"))) 'read-error (outcome (read (open-input-string "#(1"))) 'read-error (outcome (read (open-input-string "(1 . )"))) 'read-error (outcome (read (open-input-string "#|"))) 'read-error
       (outcome (read (open-input-string "'"))) 'read-error (outcome (open-input-file "no/such/file")) 'file-error (outcome (open-output-file "no/such/folder/file")) 'file-error (outcome (open-binary-input-file "no/such/file")) 'file-error (outcome (open-binary-output-file "no/such/folder/file")) 'file-error
       (outcome (call-with-input-file "no/such/file" read)) 'file-error (outcome (with-input-from-file "no/such/file" read)) 'file-error (outcome (delete-file "no/such/file")) 'file-error (guard (e (#t (list (read-error? e) (file-error? e)))) (error "x")) '(#f #f) (map read-error? (list 1 'a "read")) '(#f #f #f)
       (map file-error? (list 1 'a "file")) '(#f #f #f) (guard (e (#t (list (read-error? e) (file-error? e)))) (read (open-input-string "("))) '(#t #f) (guard (e (#t (list (read-error? e) (file-error? e)))) (open-input-file "no/such/file")) '(#f #t) (guard (e (#t (read-error? e))) (raise 'x)) #f)
;; guard: the first clause that holds, =>, test alone, else, several expressions; without any clause that holds it is raised again.
(define (classify x) (guard (e ((symbol? e) (list 'symbol e)) ((assq 'a (if (pair? e) e '())) => cdr) ((assq 'b (if (pair? e) e '()))) ((string? e) 1 2 (string-length e))) (raise x)))
(check (classify 'x) '(symbol x) (classify '((a . 42))) 42 (classify '((b . 23))) '(b . 23) (classify "four") 4 (guard (e (#t (list 'outer e))) (classify 5)) '(outer 5) (guard (e (else 1 2)) (raise 'x)) 2 (guard (e ((memq e '(a b c)))) (raise 'b)) '(b c) (guard (e ((assv e '((1 . one))) => (lambda (p) (cdr p)))) (raise 1)) 'one
       (guard (e (#f 'never)) 'fine) 'fine (guard (e) 'fine) 'fine (guard (e (#t 'x)) 1 2 3) 3 (call-with-values (lambda () (guard (e (#t 0)) (values 1 2))) list) '(1 2) (guard (e ((string? e) 'inner)) (guard (e ((number? e) 'number)) (raise "s"))) 'inner
       (let ((x 5)) (guard (x ((symbol? x) (list x)))  (set! x 6) (raise 'y))) '(y))
;; Raised again by raise-continuable, in the dynamic environment of the original raise.
(check (with-exception-handler (lambda (e) 42) (lambda () (+ 1 (guard (e ((string? e) 0)) (+ 10 (raise-continuable 'x)))))) 53 (with-exception-handler (lambda (e) (p)) (lambda () (guard (e ((string? e) 0)) (parameterize ((p 9)) (raise-continuable 'x))))) 9
       (path (add) (with-exception-handler (lambda (e) (add 'handler) 1) (lambda () (guard (e ((begin (add 'test) #f) 0)) (dynamic-wind (lambda () (add 'in)) (lambda () (raise-continuable 'x)) (lambda () (add 'out))))))) '(in out test in handler out 1)
       (path (add) (guard (e (#t (add 'clause) e)) (guard (e ((begin (add 'inner) #f) 0)) (dynamic-wind (lambda () (add 'in)) (lambda () (raise 'x)) (lambda () (add 'out)))))) '(in out inner in out clause x))
;; Clauses run outside: what they raise goes to the next handler, and the body's handlers are gone.
(check (guard (e (#t (list 'second e))) (guard (e (#t (raise (list 'first e)))) (raise 'x))) '(second (first x)) (guard (e (#t (list 'outer e))) (guard (e ((raise 'in-test) 1)) (raise 'x))) '(outer in-test) (with-exception-handler (lambda (e) 5) (lambda () (guard (e (#t (raise-continuable 'y))) (with-exception-handler (lambda (e) (raise 'z)) (lambda () (raise 'x)))))) 5
       (let loop ((n 0)) (if (= n 1000) n (loop (guard (e (#t (+ e 1))) (raise n))))) 1000 (let loop ((n 0)) (if (= n 10000) n (guard (e (#f #f)) (loop (+ n 1))))) 10000)
(check (outcome (with-exception-handler 5 (lambda () 1))) 'error (outcome (with-exception-handler (lambda (e) 1) 5)) 'error)
(summary)
