;;; R7RS 6.10: call/cc, values, call-with-values, dynamic-wind.
(import (scheme base) (scheme write) (scheme case-lambda))
(include "../check/check.scm")
(define (list-length object)
  (call-with-current-continuation
    (lambda (return)
      (letrec ((r (lambda (object) (cond ((null? object) 0) ((pair? object) (+ (r (cdr object)) 1)) (else (return #f))))))
        (r object)))))
(check (list-length '(1 2 3 4)) 4 (list-length '(a b . c)) #f (call/cc (lambda (k) 5)) 5 (call/cc (lambda (k) (k 5) 6)) 5 (+ 1 (call/cc (lambda (k) (+ 10 (k 1))))) 2 (let ((k (call/cc (lambda (c) c)))) (if (procedure? k) (k 7) k)) 7 (call/cc (lambda (k) (0 (k 1)))) 1
       (call/cc (lambda (k) (k (k 2)))) 2 (let ((r '())) (let ((k (call/cc (lambda (c) c)))) (set! r (cons 1 r)) (if (procedure? k) (k 0)) r)) '(1 1) (outcome (call/cc 5)) 'error (outcome (call/cc (lambda () 1))) 'error (outcome ((call/cc (lambda (k) k)))) 'error)
;; As often as one likes, long after the return.
(check (let ((k #f) (n 0)) (call/cc (lambda (c) (set! k c))) (set! n (+ n 1)) (if (< n 1000) (k #f) n)) 1000
       (let* ((k #f) (n 0) (r (+ 100 (call/cc (lambda (c) (set! k c) 1))))) (set! n (+ n 1)) (if (< n 4) (k (* n 10)) r)) 130
       (let ((produced '()) (return #f) (resume #f))
         (define (produce x) (call/cc (lambda (k) (set! resume k) (return x))))
         (define (next) (call/cc (lambda (k) (set! return k) (if resume (resume #f) (begin (for-each produce '(a b c)) (return 'end))))))
         (let* ((w (next)) (x (next)) (y (next)) (z (next))) (list w x y z))) '(a b c end))
;; values: every number of them, to every continuation that takes them.
(define (spread thunk) (call-with-values thunk list))
(check (call-with-values (lambda () (values 4 5)) (lambda (a b) b)) 5 (call-with-values * -) -1 (spread (lambda () (values))) '() (spread (lambda () (values 1))) '(1) (spread (lambda () 1)) '(1) (spread (lambda () (values 1 2 3))) '(1 2 3) (+ 1 (values 2)) 3 (spread (lambda () (apply values '(1 2 3 4 5 6 7 8 9 10)))) '(1 2 3 4 5 6 7 8 9 10)
       (spread (lambda () (call/cc (lambda (k) (k 1 2))))) '(1 2) (spread (lambda () (call/cc (lambda (k) (k))))) '() (spread (lambda () (call/cc (lambda (k) (values 1 2))))) '(1 2) (spread (lambda () (if #t (values 1 2) 3))) '(1 2) (spread (lambda () (begin 1 (values 2 3)))) '(2 3)
       (spread (lambda () (let ((x 1)) (values x x)))) '(1 1) (spread (lambda () (dynamic-wind (lambda () #f) (lambda () (values 1 2)) (lambda () (values 3 4 5))))) '(1 2) (spread (lambda () (parameterize () (values 1 2)))) '(1 2) (spread (lambda () (guard (e (#t 0)) (values 1 2)))) '(1 2)
       (spread (lambda () (guard (e (#t (values 'a e))) (raise 'b)))) '(a b) (spread (lambda () (with-exception-handler (lambda (e) (values e e)) (lambda () (raise-continuable 1))))) '(1 1) (spread (lambda () (call-with-values (lambda () (values 1 2)) (lambda (a b) (values b a))))) '(2 1)
       (spread (lambda () (cond (#t (values 1 2))))) '(1 2) (spread (lambda () (case 1 ((1) (values 1 2))))) '(1 2) (spread (lambda () (when #t (values 1 2)))) '(1 2) (spread (lambda () (unless #f (values 1 2)))) '(1 2) (spread (lambda () (do () (#t (values 1 2))))) '(1 2) (spread (lambda () (and #t (values 1 2)))) '(1 2)
       (spread (lambda () (or #f (values 1 2)))) '(1 2) (spread (lambda () (letrec ((f (lambda () (values 1 2)))) (f)))) '(1 2) (spread (lambda () ((case-lambda ((a) a) ((a b) (values b a))) 1 2))) '(2 1))
;; A continuation that drops its values takes any number.
(check (begin (values 1 2 3) 4) 4 (begin (values) 4) 4 (let () (values 1 2) 5) 5 (begin (call/cc (lambda (k) (k 1 2 3))) 6) 6 (begin (call/cc (lambda (k) (k))) 7) 7 (when #t (values) 8) 8 (cond (#t (values 1 2) 9)) 9 (case 1 ((1) (values) 10)) 10 (parameterize () (values 1 2) 11) 11 (guard (e (#t e)) (values) 12) 12
       (let-values (((a b) (values 1 2)) ((c) 3) (rest (values 4 5)) ((d . e) (values 6 7 8))) (values) (list a b c rest d e)) '(1 2 3 (4 5) 6 (7 8)) (let () (define-values (x . y) (values 1 2 3)) (values 0 0) (list x y)) '(1 (2 3)) (let () (define-values all (values 1 2)) all) '(1 2) (letrec ((a 1)) (values) a) 1)
(check (outcome (call-with-values (lambda () (values 1 2)) (lambda (a) a))) 'error (outcome (call-with-values (lambda () (values)) (lambda (a) a))) 'error (outcome (call-with-values 5 list)) 'error (outcome (call-with-values (lambda () 1) 5)) 'error (outcome (let-values (((a b) (values 1))) a)) 'error (outcome (let-values (((a) (values 1 2))) a)) 'error)

;; dynamic-wind: what is called when.
(define-syntax path
  (syntax-rules () ((_ (add) body ...) (let* ((seen '()) (add (lambda (x) (set! seen (cons x seen))))) (let ((result (let () body ...))) (reverse (cons result seen)))))))
(check (path (add) (dynamic-wind (lambda () (add 'in)) (lambda () (add 'body) 'result) (lambda () (add 'out)))) '(in body out result)
       (let ((path '()) (c #f)) (let ((add (lambda (s) (set! path (cons s path))))) (dynamic-wind (lambda () (add 'connect)) (lambda () (add (call/cc (lambda (c0) (set! c c0) 'talk1)))) (lambda () (add 'disconnect))) (if (< (length path) 4) (c 'talk2) (reverse path)))) '(connect talk1 disconnect connect talk2 disconnect)
       (path (add) (call/cc (lambda (k) (dynamic-wind (lambda () (add 'in)) (lambda () (k 'escaped) (add 'never)) (lambda () (add 'out)))))) '(in out escaped)
       ;; The inner after first, the outer before first.
       (path (add) (let ((k #f) (n 0)) (call/cc (lambda (exit) (dynamic-wind (lambda () (add 'in1)) (lambda () (dynamic-wind (lambda () (add 'in2)) (lambda () (call/cc (lambda (c) (set! k c))) (exit 'x)) (lambda () (add 'out2)))) (lambda () (add 'out1))))) (set! n (+ n 1)) (if (< n 2) (k #f) 'done)))
       '(in1 in2 out2 out1 in1 in2 out2 out1 done)
       ;; From one extent into another: the after of the first, then the before of the second; what both share is not left.
       (path (add) (let ((k #f) (n 0)) (dynamic-wind (lambda () (add 'shared-in)) (lambda () (dynamic-wind (lambda () (add 'a-in)) (lambda () (call/cc (lambda (c) (set! k c))) (set! n (+ n 1)) (add n)) (lambda () (add 'a-out))) (dynamic-wind (lambda () (add 'b-in)) (lambda () (if (< n 2) (k #f)) 'end) (lambda () (add 'b-out)))) (lambda () (add 'shared-out)))))
       '(shared-in a-in 1 a-out b-in b-out a-in 2 a-out b-in b-out shared-out end)
       ;; A jump within the extent calls nothing.
       (path (add) (dynamic-wind (lambda () (add 'in)) (lambda () (call/cc (lambda (k) (add 'before) (k 'x) (add 'never)))) (lambda () (add 'out)))) '(in before out x)
       (path (add) (dynamic-wind (lambda () (add 'in)) (lambda () (let ((n 0)) (let ((k (call/cc (lambda (c) c)))) (set! n (+ n 1)) (if (< n 3) (k k) n)))) (lambda () (add 'out)))) '(in out 3)
       ;; Exceptions: the handler runs inside, guard's clauses outside.
       (path (add) (guard (e (#t (add 'clause) e)) (dynamic-wind (lambda () (add 'in)) (lambda () (raise 'oops)) (lambda () (add 'out))))) '(in out clause oops)
       (path (add) (with-exception-handler (lambda (e) (add 'handler) 5) (lambda () (dynamic-wind (lambda () (add 'in)) (lambda () (raise-continuable 'c)) (lambda () (add 'out)))))) '(in handler out 5)
       (outcome (dynamic-wind 1 (lambda () 2) (lambda () 3))) 'error (outcome (dynamic-wind (lambda () 1) 2 (lambda () 3))) 'error)
;; A parameter's value belongs to the continuation; an assignment inside is kept for the re-entry.
(check (let ((p (make-parameter 1)) (k #f) (n 0) (seen '())) (parameterize ((p 2)) (call/cc (lambda (c) (set! k c))) (set! seen (cons (p) seen))) (set! seen (cons (p) seen)) (set! n (+ n 1)) (if (< n 2) (k #f)) seen) '(1 2 1 2))
;; The yin-yang puzzle, first numbers; a tree walked by two coroutines.
(define (yin-yang limit)
  (let ((marks '()))
    (call/cc (lambda (stop)
      (let* ((add (lambda (mark) (set! marks (cons mark marks)) (if (= (length marks) limit) (stop #f))))
             (yin ((lambda (k) (add '@) k) (call/cc (lambda (c) c))))
             (yang ((lambda (k) (add '*) k) (call/cc (lambda (c) c)))))
        (yin yang))))
    (reverse marks)))
(check (yin-yang 14) '(@ * @ * * @ * * * @ * * * *))
(define (walker tree)
  (define return #f)
  (define (walk tree) (cond ((pair? tree) (walk (car tree)) (walk (cdr tree))) ((null? tree) #f) (else (call/cc (lambda (rest) (set! resume (lambda () (rest #f))) (return tree))))))
  (define resume (lambda () (walk tree) (return 'end)))
  (lambda () (call/cc (lambda (k) (set! return k) (resume)))))
(define (same-fringe? one other)
  (let ((a (walker one)) (b (walker other)))
    (let loop () (let* ((x (a)) (y (b))) (cond ((not (eq? x y)) #f) ((eq? x 'end) #t) (else (loop)))))))
(check (same-fringe? '(1 (2 3) ((4))) '((1 2) (3 (4)))) #t (same-fringe? '(1 2 3) '(1 (3 2))) #f (same-fringe? '(1 2 (3)) '(1 (2) (3 (4)))) #f)
(summary)
