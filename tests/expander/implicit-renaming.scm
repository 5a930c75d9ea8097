;;; ir-macro-transformer: inserted names are renamed, those of the use are not, and inject opts out; also through syntax-rules.
;; engines: native
(import (scheme base) (scheme write) (suo syntax))
(define-syntax swap! (ir-macro-transformer (lambda (form inject compare) (let ((a (cadr form)) (b (list-ref form 2))) `(let ((tmp ,a)) (set! ,a ,b) (set! ,b tmp))))))
(define-syntax while (ir-macro-transformer (lambda (form inject compare) `(call/cc (lambda (,(inject 'break)) (let loop () (when ,(cadr form) ,@(cddr form) (loop))))))))
(define-syntax my-if (ir-macro-transformer (lambda (form inject compare) (if (compare (list-ref form 2) 'then) `(if ,(cadr form) ,(list-ref form 3) #f) (error "then expected" (list-ref form 2))))))
(define-syntax then (syntax-rules ()))
(define-syntax caddr* (ir-macro-transformer (lambda (f i c) `',(list (symbol? (cadr f)) (vector (cadr f) 'x)))))
(define (f tmp) (let ((other 5) (let list)) (swap! tmp other) (let tmp other)))
(write (list (f 1) (let ((n 0) (loop 5)) (while #t (set! n (+ n loop)) (if (> n 20) (break n)))) (my-if #t then 7) (caddr* foo)))
(define-syntax via (syntax-rules () ((_ x) (let ((tmp 1) (y 2)) (swap! tmp y) (list tmp y x)))))
(write (let ((tmp 9)) (via tmp)))
(newline)
