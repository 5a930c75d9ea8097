;;; Hygiene: the known traps.
(import (scheme base) (scheme write))

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

;; R7RS 4.3
(test 'outer
      (let ((x 'outer))
        (let-syntax ((m (syntax-rules () ((m) x))))
          (let ((x 'inner)) (m)))))
(test 7
      (letrec-syntax
          ((my-or (syntax-rules ()
                    ((my-or) #f)
                    ((my-or e) e)
                    ((my-or e1 e2 ...) (let ((temp e1)) (if temp temp (my-or e2 ...)))))))
        (let ((x #f) (y 7) (temp 8) (let odd?) (if even?))
          (my-or x (let temp) (if y) y))))
(define-syntax be-like-begin
  (syntax-rules ()
    ((be-like-begin name)
     (define-syntax name (syntax-rules () ((name expr (... ...)) (begin expr (... ...))))))))
(be-like-begin sequence)
(test 4 (sequence 1 2 3 4))
(test 'ok (let ((=> #f)) (cond (#t => 'ok))))
(test '(2 1 3) (let ((... 19)) (let-syntax ((m (syntax-rules () ((_ x y ...) (list y x ...))))) (m 1 2 3))))
(test '(2 1 19) (let ((... 19)) (let-syntax ((m (syntax-rules () ((_ x y) (list y x ...))))) (m 1 2))))
(test 5 (let ((_ 1)) (let-syntax ((m (syntax-rules () ((m _ x) (+ _ x))))) (m 2 3))))
(test 'now (let-syntax ((given-that (syntax-rules () ((_ test stmt1 stmt2 ...) (if test (begin stmt1 stmt2 ...))))))
             (let ((if #t)) (given-that if (set! if 'now)) if)))

;; an else that is not else
(define-syntax my-cond
  (syntax-rules (else)
    ((_ (else e)) (list 'else e))
    ((_ (t e)) (list 'test t e))))
(test '(else 1) (my-cond (else 1)))
(test '(test 5 1) (let ((else 5)) (my-cond (else 1))))

;; names inserted by different uses of one macro differ
(define-syntax my-let2
  (syntax-rules () ((_ a b body) (let ((tmp a)) (let ((tmp2 b)) (body tmp tmp2))))))
(test '(1 2) (my-let2 1 2 list))
(define-syntax swap!
  (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(test '(2 1) (let ((tmp 1) (other 2)) (swap! tmp other) (list tmp other)))
(test '(1 2 3) (let ((let 1) (set! 2) (tmp 3)) (swap! let set!) (swap! let set!) (list let set! tmp)))

;; temporaries by recursion
(define-syntax my-letrec
  (syntax-rules ()
    ((_ ((var init) ...) . body) (my-letrec "temps" (var ...) () ((var init) ...) . body))
    ((_ "temps" () (temp ...) ((var init) ...) . body)
     (let ((var #f) ...) (let ((temp init) ...) (set! var temp) ... (let () . body))))
    ((_ "temps" (x y ...) (temp ...) bindings . body)
     (my-letrec "temps" (y ...) (newtemp temp ...) bindings . body))))
(test '(#t #f)
      (my-letrec ((ev? (lambda (n) (if (= n 0) #t (od? (- n 1)))))
                  (od? (lambda (n) (if (= n 0) #f (ev? (- n 1))))))
        (list (ev? 10) (ev? 11))))

;; a macro-defining macro whose inner macro refers to the outer's local variable
(test '(1 1)
      (let ((x 1))
        (define-syntax make-getter
          (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_) x))))))
        (make-getter get)
        (let ((x 2)) (list (get) ((lambda (get) get) 1)))))

;; definitions inserted by a macro do not capture, and are not seen
(define-syntax def-hidden
  (syntax-rules () ((_ getter value) (begin (define hidden value) (define (getter) hidden)))))
(define hidden 'mine)
(def-hidden get-a 'a)
(def-hidden get-b 'b)
(test '(a b mine) (list (get-a) (get-b) hidden))
(test '(a b mine)
      (let ()
        (define hidden 'mine)
        (def-hidden get-a 'a)
        (def-hidden get-b 'b)
        (list (get-a) (get-b) hidden)))

;; a name passed through is defined for the user
(define-syntax def (syntax-rules () ((_ n v) (define n v))))
(def visible 42)
(test 42 visible)
(test '(1 2) (let () (def a 1) (def b (+ a 1)) (list a b)))

;; nested ellipses
(define-syntax my-let*
  (syntax-rules ()
    ((_ () . body) (let () . body))
    ((_ ((n v) rest ...) . body) (let ((n v)) (my-let* (rest ...) . body)))))
(test 6 (my-let* ((a 1) (b (+ a 1)) (c (+ b 1))) (+ a b c)))
(define-syntax flat (syntax-rules () ((_ (a ...) ...) '(a ... ...))))
(test '(1 2 3 4) (flat (1 2) () (3 4)))
(define-syntax pairs (syntax-rules () ((_ (a b ...) ...) '((a (b a) ...) ...))))
(test '((1 (2 1) (3 1)) (4)) (pairs (1 2 3) (4)))
(define-syntax deep (syntax-rules () ((_ ((a ...) ...) ...) '((a ... ...) ...))))
(test '((1 2 3) (4)) (deep ((1 2) (3)) ((4) ())))
(define-syntax deeper (syntax-rules () ((_ ((a ...) ...) ...) '(a ... ... ...))))
(test '(1 2 3 4) (deeper ((1 2) (3)) ((4) ())))

;; tail patterns, vectors, dots
(define-syntax last-of (syntax-rules () ((_ a ... z) 'z)))
(test 3 (last-of 1 2 3))
(define-syntax middle (syntax-rules () ((_ a b ... y z) '(a (b ...) y z))))
(test '(1 (2 3) 4 5) (middle 1 2 3 4 5))
(test '(1 () 4 5) (middle 1 4 5))
(define-syntax dotted (syntax-rules () ((_ a ... b . c) '((a ...) b c))))
(test '((1 2) 3 ()) (dotted 1 2 3))
(test '((1 2) 3 4) (dotted 1 2 3 . 4))
(define-syntax vec (syntax-rules () ((_ #(a b ...)) (list a '(b ...) '#(b ... a)))))
(test '(1 (2 3) #(2 3 1)) (vec #(1 2 3)))
(define-syntax vec-tail (syntax-rules () ((_ #(a ... z)) '(z a ...))))
(test '(3 1 2) (vec-tail #(1 2 3)))
(define-syntax consts (syntax-rules () ((_ 1 "a" #\c #t x) 'x) ((_ . r) 'other)))
(test 'ok (consts 1 "a" #\c #t ok))
(test 'other (consts 2 "a" #\c #t ok))

;; custom ellipsis, escapes, underscore
(define-syntax my-list (syntax-rules ::: () ((_ a :::) (list a ::: '...))))
(test '(1 2 ...) (my-list 1 2))
(define-syntax tail-dots (syntax-rules () ((_ a ...) '(a ... (... ...)))))
(test '(1 2 ...) (tail-dots 1 2))
(define-syntax escaped (syntax-rules () ((_ a) '(... (a ...)))))
(test '(1 ...) (escaped 1))
(define-syntax second (syntax-rules () ((_ _ x . _) 'x)))
(test 2 (second 1 2 3 4))
(define-syntax lit-under (syntax-rules (_) ((m _) 'under) ((m x) 'other)))
(test 'under (lit-under _))
(test 'other (lit-under 5))
(define-syntax elli-lit (syntax-rules (...) ((_ x) '(x ...)) ((_ x ...) 'lit)))
(test '(7 ...) (elli-lit 7))
(test 'lit (elli-lit 7 ...))
(define-syntax part-2
  (syntax-rules ()
    ((_ a b (m n) ... x y) (vector (list a b) (list m ...) (list n ...) (list x y)))
    ((_ . rest) 'error)))
(test '#((10 43) (31 41 51) (32 42 52) (63 77)) (part-2 10 (+ 21 22) (31 32) (41 42) (51 52) (+ 61 2) 77))

;; macro-defining macros with ellipses of their own
(define-syntax define-tuple
  (syntax-rules ()
    ((_ name (field ...))
     (define-syntax name
       (syntax-rules ()
         ((_ field ...) (list (cons 'field field) ...)))))))
(define-tuple point (x y))
(test '((1 . 1) (2 . 2)) (point 1 2))
(define-syntax my-define-rules
  (syntax-rules ()
    ((_ name (args body) ...)
     (define-syntax name (syntax-rules () ((_ . args) body) ...)))))
(my-define-rules add ((a) a) ((a b . c) (+ a (add b . c))))
(test 6 (add 1 2 3))
(define-syntax with-ellipsis
  (syntax-rules () ((_ name dots) (define-syntax name (syntax-rules dots () ((_ (a b dots) dots) '((a dots) (b dots dots))))))))
(with-ellipsis unzip ooo)
(test '((1 3) (2 4 5)) (unzip (1 2) (3 4 5)))

;; literals by binding
(define-syntax for
  (syntax-rules (in from)
    ((_ x in list body) (map (lambda (x) body) list))
    ((_ x from n body) (let loop ((x n) (acc '())) (if (= x 0) acc (loop (- x 1) (cons body acc)))))))
(test '(2 3 4) (for y in '(1 2 3) (+ y 1)))
(test '(1 4 9) (for y from 3 (* y y)))

;; shadowing of macros by variables, and back
(test 3 (let ((for (lambda (a) a))) (for 3)))
(test '(inner outer)
      (let-syntax ((m (syntax-rules () ((_) 'outer))))
        (list (let-syntax ((m (syntax-rules () ((_) 'inner)))) (m)) (m))))
(test 'param ((lambda (test) test) 'param))
(test '(5 #t) (let ((quote list) (x 5)) (let ((y #t)) (list x y))))
(define-syntax quoted (syntax-rules () ((_ x) 'x)))
(test '(a b) (let ((quote -)) (quoted (a b))))

;; let-syntax in a body has a body of its own; at top level its definitions are seen
(test 'outer (let () (define x 'outer) (let-syntax ((foo (syntax-rules () ((_ n) (define n 'inner))))) (foo x) x) x))
(let-syntax ((foo (syntax-rules () ((_ n) (define n 'seen))))) (foo defined-inside))
(test 'seen defined-inside)
(letrec-syntax () (define internal-def 'ok))
(test 'ok internal-def)

;; a macro that expands to a use of a later definition in the body
(test 10 (let ()
           (define-syntax later (syntax-rules () ((_) (f 5))))
           (define (g) (later))
           (define (f x) (* 2 x))
           (g)))

;; the while loop with an explicit exit name
(define-syntax while-with
  (syntax-rules () ((_ k test body ...) (call/cc (lambda (k) (let lp () (when test body ... (lp))) 'done)))))
(test 5 (let ((i 0)) (while-with break #t (set! i (+ i 1)) (if (= i 5) (break i)))))

;; Petrofsky's and Kiselyov's: a binding construct extended from inside
(test '(2 1)
      (let ((x 1))
        (let-syntax ((foo (syntax-rules () ((_ y) (let-syntax ((bar (syntax-rules () ((_) (let ((x 2)) (list x y)))))) (bar))))))
          (foo x))))
(define-syntax m1 (syntax-rules () ((_ x) (let ((a 1)) (+ x a)))))
(test 11 (let ((a 10)) (m1 a)))
(define-syntax n1 (syntax-rules () ((_ id e) (let ((id 1) (t 2)) (list id t e)))))
(test '(1 2 3) (let ((t 3)) (n1 x t)))
(define-syntax capture-two (syntax-rules () ((_ a b) (let ((a 1)) (let ((b 2)) (list a b))))))
(define-syntax use-capture (syntax-rules () ((_ a) (capture-two a t))))
(test '(1 2) (use-capture t))

;; strings of macros: church-style state machines
(define-syntax rev (syntax-rules () ((_ () acc) 'acc) ((_ (x . y) (a ...)) (rev y (x a ...)))))
(test '(4 3 2 1) (rev (1 2 3 4) ()))
(define-syntax ten (syntax-rules () ((_) 10)))
(define-syntax call-it (syntax-rules () ((_ m) (m))))
(test 10 (call-it ten))
(define-syntax jabberwocky
  (syntax-rules ()
    ((_ hatter) (begin (define march-hare 42)
                       (define-syntax hatter (syntax-rules () ((_) march-hare)))))))
(jabberwocky mad-hatter)
(test 42 (mad-hatter))
(define-syntax alias-if (syntax-rules () ((_ c a b) (cond (c a) (else b)))))
(test 'no (let ((else #f)) (alias-if #f 'yes 'no)))
(define-syntax if-copy if)
(test 1 (if-copy #t 1 2))

(write checks) (display " checks, ") (write failures) (display " failures") (newline)
