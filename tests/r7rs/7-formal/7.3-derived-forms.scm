;;; R7RS 7.3: derived expressions are macros over the primitive ones. Here some are defined anew by syntax-rules, in the way the report
;;; describes them, and agree with the built-in ones.
(import (scheme base) (scheme write) (scheme lazy))
(include "../check/check.scm")
(define-syntax our-let
  (syntax-rules ()
    ((_ ((name value) ...) body1 body2 ...) ((lambda (name ...) body1 body2 ...) value ...))
    ((_ tag ((name value) ...) body1 body2 ...) ((our-letrec ((tag (lambda (name ...) body1 body2 ...))) tag) value ...))))
(define-syntax our-letrec
  (syntax-rules ()
    ((_ ((name value) ...) body ...) (our-letrec "temporaries" (name ...) () ((name value) ...) body ...))
    ((_ "temporaries" () (temporary ...) ((name value) ...) body ...)
     (our-let ((name #f) ...) (our-let ((temporary value) ...) (set! name temporary) ... (our-let () body ...))))
    ((_ "temporaries" (x y ...) (temporary ...) bindings body ...) (our-letrec "temporaries" (y ...) (new temporary ...) bindings body ...))))
(define-syntax our-cond
  (syntax-rules (else =>)
    ((_ (else result ...)) (begin result ...))
    ((_ (test => receiver) clause ...) (our-let ((value test)) (if value (receiver value) (our-cond clause ...))))
    ((_ (test)) test)
    ((_ (test) clause ...) (our-or test (our-cond clause ...)))
    ((_ (test result ...) clause ...) (if test (begin result ...) (our-cond clause ...)))
    ((_) #f)))
(define-syntax our-or (syntax-rules () ((_) #f) ((_ e) e) ((_ e r ...) (our-let ((x e)) (if x x (our-or r ...))))))
(define-syntax our-and (syntax-rules () ((_) #t) ((_ e) e) ((_ e r ...) (if e (our-and r ...) #f))))
(define-syntax our-do
  (syntax-rules ()
    ((_ ((name init . step) ...) (test result ...) command ...)
     (our-let loop ((name init) ...) (if test (begin (if #f #f) result ...) (begin command ... (loop (our-do "step" name . step) ...)))))
    ((_ "step" name) name)
    ((_ "step" name step) step)))
(define-syntax our-case
  (syntax-rules (else =>)
    ((_ (key ...) clause ...) (our-let ((value (key ...))) (our-case value clause ...)))
    ((_ key (else => receiver)) (receiver key))
    ((_ key (else result ...)) (begin result ...))
    ((_ key ((datum ...) => receiver) clause ...) (if (memv key '(datum ...)) (receiver key) (our-case key clause ...)))
    ((_ key ((datum ...) result ...) clause ...) (if (memv key '(datum ...)) (begin result ...) (our-case key clause ...)))
    ((_ key) #f)))
(define-syntax our-let-values
  (syntax-rules ()
    ((_ () body ...) (our-let () body ...))
    ((_ ((formals producer) more ...) body ...) (call-with-values (lambda () producer) (lambda formals (our-let-values (more ...) body ...))))))
(define-syntax our-parameterize-once
  (syntax-rules () ((_ (get set) value body) (our-let ((old (get)) (new value)) (dynamic-wind (lambda () (set new)) (lambda () body) (lambda () (set old)))))))
(define-syntax our-delay (syntax-rules () ((_ e) (our-let ((done? #f) (value #f)) (lambda () (if done? value (begin (set! value e) (set! done? #t) value)))))))
(define-syntax our-case-lambda
  (syntax-rules ()
    ((_ (formals body ...) ...) (lambda arguments (our-case-lambda "try" arguments (length arguments) (formals body ...) ...)))
    ((_ "try" arguments n) (error "no clause"))
    ((_ "try" arguments n ((name ...) body ...) clause ...)
     (if (= n (length '(name ...))) (apply (lambda (name ...) body ...) arguments) (our-case-lambda "try" arguments n clause ...)))
    ((_ "try" arguments n (name body ...) clause ...) (apply (lambda name body ...) arguments))))
(check (our-let ((x 1) (y 2)) (define z 3) (+ x y z)) 6 (our-let f ((n 5) (r 1)) (if (= n 0) r (f (- n 1) (* n r)))) 120
       (our-letrec ((even? (lambda (n) (our-or (= n 0) (odd? (- n 1))))) (odd? (lambda (n) (our-and (> n 0) (even? (- n 1)))))) (even? 101)) #f
       (our-cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f)) 2 (our-cond (#f 1) (2)) 2 (our-cond (#f 1) (#f 2) (else 3 4)) 4 (our-let ((else #f) (=> 1)) (our-cond (else 5) (#t => 6))) 6
       (our-let ((x 5) (value 6)) (our-cond (#f 1) (x => (lambda (v) (list v value))))) '(5 6) (our-let ((x 7)) (our-or #f x)) 7 (our-and 1 2 3) 3
       (our-do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i)) '#(0 1 2 3 4) (our-let ((loop 3)) (our-do ((i 0 (+ i 1)) (sum 0 (+ sum loop))) ((= i 4) sum))) 12
       (our-case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite)) 'composite (our-case 'x ((y) 1) (else => list)) '(x) (our-case 3 ((1 2) 1) ((3) => -)) -3
       (our-let-values (((a b) (values 1 2)) ((c . d) (values 3 4 5))) (list a b c d)) '(1 2 3 (4 5))
       (our-let ((n 0)) (our-let ((p (our-delay (begin (set! n (+ n 1)) n)))) (p) (p) (list (p) n))) '(1 1)
       ((our-case-lambda ((a) (list 'one a)) ((a b) (list 'two a b)) (all (list 'many all))) 1 2) '(two 1 2) ((our-case-lambda ((a) (list 'one a)) (all (list 'many all)))) '(many ())
       (our-let ((v 1)) (list (our-parameterize-once ((lambda () v) (lambda (n) (set! v n))) 5 (* v 2)) v)) '(10 1))
;; In places where the macro's own names are taken.
(check (let ((if list) (begin vector) (lambda car)) (our-or #f (our-and 1 2))) 2 (let ((our-or list)) (our-cond (#f) (3))) 3)
(summary)
