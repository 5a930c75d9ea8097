;; libraries: .
;;; Macros whose transformers are procedures: syntax-case with its forms, and er-macro-transformer.
(import (scheme base) (scheme cxr) (scheme write) (suo syntax) (sample transformer-tools))

(define failures 0)
(define checks 0)
(define (check what expected value)
  (set! checks (+ checks 1))
  (unless (equal? expected value)
    (set! failures (+ failures 1))
    (write (list 'failed what 'expected expected 'got value))
    (newline)))
(define-syntax test
  (syntax-rules ()
    ((_ expected expression) (check 'expression expected expression))))

;; er-macro-transformer
(define-syntax swap!
  (er-macro-transformer
   (lambda (form rename compare)
     (let ((a (cadr form)) (b (caddr form)))
       `(,(rename 'let) ((,(rename 'tmp) ,a))
         (,(rename 'set!) ,a ,b)
         (,(rename 'set!) ,b ,(rename 'tmp)))))))
(test '(2 1) (let ((x 1) (y 2)) (swap! x y) (list x y)))
(test '(2 1) (let ((tmp 1) (other 2)) (swap! tmp other) (list tmp other)))
(test '(2 1) (let ((let 1) (set! 2)) (swap! let set!) (list let set!)))

(define-syntax arrow-last?
  (er-macro-transformer
   (lambda (form rename compare)
     (compare (list-ref form (- (length form) 1)) (rename '=>)))))
(test #t (arrow-last? 1 =>))
(test #f (arrow-last? 1 2))
(test #f (let ((=> 1)) (arrow-last? 1 =>)))

;; break is captured on purpose
(define-syntax er-loop
  (er-macro-transformer
   (lambda (form rename compare)
     `(,(rename 'call/cc) (,(rename 'lambda) (break)
                           (,(rename 'let) ,(rename 'again) () ,@(cdr form) (,(rename 'again))))))))
(test 5 (let ((i 0)) (er-loop (set! i (+ i 1)) (when (= i 5) (break i)))))

;; syntax-case: rules, hygiene, fenders, literals
(define-syntax my-or
  (lambda (stx)
    (syntax-case stx ()
      ((_) #'#f)
      ((_ e) #'e)
      ((_ e1 e2 ...) #'(let ((temp e1)) (if temp temp (my-or e2 ...)))))))
(test 7 (let ((temp 7) (if list)) (my-or #f temp)))
(test #f (my-or))

(define-syntax kind
  (lambda (stx)
    (syntax-case stx (else)
      ((_ else) #''else)
      ((_ x) (identifier? #'x) #''identifier)
      ((_ x) (number? (syntax->datum #'x)) #''number)
      ((_ #(a b ...)) #'(list 'vector a '(b ...)))
      ((_ (a . b)) #''(pair a b))
      ((_ _) #''other))))
(test 'else (kind else))
(test 'identifier (let ((else 1)) (kind else)))
(test 'identifier (kind x))
(test 'number (kind 5))
(test '(vector 3 (2 1)) (kind #((+ 1 2) 2 1)))
(test '(pair 1 (2 3)) (kind (1 2 3)))
(test 'other (kind "text"))

;; ellipses: nested, with a tail, escaped
(define-syntax my-let*-lists
  (lambda (stx)
    (syntax-case stx ()
      ((_ ((name value ...) ...) body)
       #'(let ((name (list value ...)) ...) body)))))
(test '((1 2) () (3)) (my-let*-lists ((a 1 2) (b) (c 3)) (list a b c)))
(define-syntax flat
  (lambda (stx) (syntax-case stx () ((_ (a ...) ...) #''(a ... ...)))))
(test '(1 2 3 4) (flat (1 2) () (3 4)))
(define-syntax last-of
  (lambda (stx) (syntax-case stx () ((_ a ... z) #'z))))
(test 3 (last-of 1 2 3))
(define-syntax dots
  (lambda (stx) (syntax-case stx () ((_ a) #''(a (... ...))))))
(test '(1 ...) (dots 1))

;; with-syntax, datum->syntax, generate-temporaries
(define-syntax loop
  (lambda (stx)
    (syntax-case stx ()
      ((k e ...)
       (with-syntax ((break (datum->syntax #'k 'break)))
         #'(call/cc (lambda (break) (let again () e ... (again)))))))))
(test 3 (let ((n 0)) (loop (set! n (+ n 1)) (if (= n 3) (break n)))))
(test 'outer (let ((again 'outer)) (loop (break again))))
;; the capture reaches only what was written with the keyword
(define-syntax loop-until
  (syntax-rules () ((_ test value e ...) (loop (when test (break value)) e ...))))
(test 4 (let ((n 0) (break list)) (loop-until (= n 4) n (set! n (+ n 1)))))

(define-syntax my-letrec
  (lambda (stx)
    (syntax-case stx ()
      ((_ ((i v) ...) e ...)
       (with-syntax (((t ...) (generate-temporaries #'(i ...))))
         #'(let ((i #f) ...)
             (let ((t v) ...)
               (set! i t) ...
               (let () e ...))))))))
(test #t (my-letrec ((even? (lambda (n) (or (= n 0) (odd? (- n 1)))))
                     (odd? (lambda (n) (and (> n 0) (even? (- n 1))))))
           (even? 10)))

;; quasisyntax
(define-syntax sum-of-squares
  (lambda (stx)
    (syntax-case stx ()
      ((_ n ...)
       #`(list 'computed #,(apply + (map (lambda (n) (let ((v (syntax->datum n))) (* v v))) #'(n ...)))
               'reversed #,@(reverse #'(n ...)) 'end)))))
(test '(computed 14 reversed 3 2 1 end) (sum-of-squares 1 2 3))

;; transformers that compute with loops, records, guard, local macros
(define-syntax fibonacci
  (lambda (stx)
    (define-record-type pair-of (make-pair-of a b) pair-of? (a pair-a) (b pair-b))
    (define-syntax next
      (syntax-rules () ((_ p) (make-pair-of (pair-b p) (+ (pair-a p) (pair-b p))))))
    (define (fib n)
      (do ((i 0 (+ i 1)) (p (make-pair-of 0 1) (next p))) ((= i n) (pair-a p))))
    (syntax-case stx ()
      ((k n) (datum->syntax #'k (guard (condition (#t 'failed)) (fib (syntax->datum #'n))))))))
(test 6765 (fibonacci 20))

;; identifiers compared
(define-syntax same-names
  (lambda (stx)
    (syntax-case stx ()
      ((_ a b)
       #`'(#,(bound-identifier=? #'a #'b) #,(free-identifier=? #'a #'b) #,(free-identifier=? #'a #'list))))))
(test '(#t #t #f) (same-names x x))
(test '(#f #f #t) (same-names list x))
(define-syntax inserted-name
  (syntax-rules () ((_ x) (same-names x list))))
(test '(#f #t #t) (inserted-name list))

;; macros that define macros; definitions; let-syntax, letrec-syntax, bodies
(define-syntax define-constant-macro
  (lambda (stx)
    (syntax-case stx ()
      ((_ name value)
       #'(define-syntax name (lambda (stx) (syntax-case stx () ((_ e (... ...)) #'(list value e (... ...))))))))))
(define-constant-macro with-nine 9)
(test '(9 1 2) (with-nine 1 2))
(define-syntax define-getter
  (lambda (stx)
    (syntax-case stx ()
      ((_ name value)
       (with-syntax ((getter (datum->syntax #'name (string->symbol
                                                    (string-append "get-" (symbol->string (syntax->datum #'name)))))))
         #'(begin (define name value) (define (getter) name)))))))
(define-getter answer 42)
(test 42 (get-answer))
(test 43 (let () (define-getter inner 43) (get-inner)))
(test '(1 1) (let-syntax ((twice (er-macro-transformer
                                  (lambda (form rename compare) (list (rename 'list) (cadr form) (cadr form))))))
               (twice 1)))
(test 4 (letrec-syntax ((count (lambda (stx)
                                 (syntax-case stx ()
                                   ((_) #'0)
                                   ((_ a b ...) #'(+ 1 (count b ...)))))))
          (count a b c d)))
(test 'local (let ()
               (define x 'local)
               (define-syntax get-x (lambda (stx) (syntax-case stx () ((_) #'x))))
               (let ((x 'inner)) (get-x))))

;; procedures and macros of a library
(test '(3 2 1) (reversed-list 1 2 3))
(test '(a b c) (let-syntax ((quote-all (lambda (stx) (syntax-case stx () ((_ x ...) (quote-list #'(x ...))))))) (quote-all a b c)))
(test '(secret 1) (with-secret 1))

(write (list checks 'checks failures 'failures))
(newline)
