;;; R7RS 6.4: pairs and lists.
(import (scheme base) (scheme write) (scheme cxr) (scheme char))
(include "../check/check.scm")
(define (ring . elements)
  (let ((list (list-copy elements)))
    (set-cdr! (list-tail list (- (length list) 1)) list)
    list))

(check (pair? '(a . b)) #t (pair? '(a b c)) #t (pair? '()) #f (pair? '#(a b)) #f (pair? "ab") #f (pair? (ring 1 2)) #t (null? '()) #t (null? '(1)) #f (null? #f) #f (null? "") #f (null? #()) #f
       (cons 'a '()) '(a) (cons '(a) '(b c d)) '((a) b c d) (cons "a" '(b c)) '("a" b c) (cons 'a 3) '(a . 3) (cons '(a b) 'c) '((a b) . c) (eq? (cons 1 2) (cons 1 2)) #f
       (car '(a b c)) 'a (car '((a) b c d)) '(a) (car '(1 . 2)) 1 (cdr '((a) b c d)) '(b c d) (cdr '(1 . 2)) 2 '(a . (b . (c . ()))) '(a b c) '(a . (b . (c . d))) '(a b c . d)
       (outcome (car '())) 'error (outcome (cdr '())) 'error (outcome (car 5)) 'error (outcome (cdr "ab")) 'error (outcome (set-car! '() 1)) 'error (outcome (set-cdr! #(1) 1)) 'error)
;; The notation of quotations.
(check (car ''a) 'quote (car '`a) 'quasiquote (car ',a) 'unquote (car ',@a) 'unquote-splicing (cadr '',a) '(unquote a) ''a '(quote a) (length '',@a) 2)
;; A pair may stop being a list.
(define x (list 'a 'b 'c))
(define y x)
(check y '(a b c) (list? y) #t)
(set-cdr! x 4)
(check x '(a . 4) (eqv? x y) #t y '(a . 4) (list? y) #f)
(set-cdr! x x)
(check (list? x) #f (let ((p (cons 1 2))) (set-car! p 3) p) '(3 . 2) (let ((p (cons 1 2))) (set-cdr! p '(3)) p) '(1 3))
;; All 28 compositions, on a tree where each place has a name of its own; each fails where there is no pair.
(define (tree path depth)
  (if (= depth 0) path (cons (tree (cons 'a path) (- depth 1)) (tree (cons 'd path) (- depth 1)))))
(define four (tree '() 4))
(define three (tree '() 3))
(define two (tree '() 2))
(check (map (lambda (f) (f two)) (list caar cadr cdar cddr)) '((a a) (a d) (d a) (d d))
       (map (lambda (f) (f three)) (list caaar caadr cadar caddr cdaar cdadr cddar cdddr)) '((a a a) (a a d) (a d a) (a d d) (d a a) (d a d) (d d a) (d d d))
       (map (lambda (f) (f four)) (list caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr)) '((a a a a) (a a a d) (a a d a) (a a d d) (a d a a) (a d a d) (a d d a) (a d d d))
       (map (lambda (f) (f four)) (list cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr)) '((d a a a) (d a a d) (d a d a) (d a d d) (d d a a) (d d a d) (d d d a) (d d d d)))
(define every-composition
  (list caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr))
(check (map (lambda (f) (outcome (f '(1)))) every-composition) (map (lambda (f) 'error) every-composition) (map (lambda (f) (outcome (f 'a))) every-composition) (map (lambda (f) 'error) every-composition))

(check (list? '(a b c)) #t (list? '()) #t (list? '(a . b)) #f (list? '(a b . c)) #f (list? (ring 1)) #f (list? (ring 1 2 3)) #f (list? (cons 1 (ring 1 2))) #f (list? 5) #f (list? #(1 2)) #f (list? "ab") #f (list? (make-list 1000 1)) #t)
(check (make-list 2 3) '(3 3) (make-list 0 'x) '() (length (make-list 5)) 5 (make-list 0) '() (let ((l (make-list 2 'a))) (set-car! l 'b) l) '(b a) (outcome (make-list -1)) 'error (outcome (make-list 'a)) 'error (outcome (make-list 1.5 0)) 'error
       (list 'a (+ 3 4) 'c) '(a 7 c) (list) '() (let ((make (lambda () (list 1 2)))) (eq? (make) (make))) #f)
(check (length '(a b c)) 3 (length '(a (b) (c d e))) 3 (length '()) 0 (outcome (length '(a . b))) 'error (outcome (length 5)) 'error (outcome (length (ring 1 2))) 'error (outcome (length '(a b . c))) 'error)
;; append: the last argument may be anything and is shared, the others are copied.
(define tail (list 'y 'z))
(define front (list 'a 'b))
(check (append '(x) '(y)) '(x y) (append '(a) '(b c d)) '(a b c d) (append '(a (b)) '((c))) '(a (b) (c)) (append '(a b) '(c . d)) '(a b c . d) (append '() 'a) 'a (append) '() (append '(1)) '(1) (append 5) 5 (append '() '() '(1) '() '(2)) '(1 2)
       (append '() '()) '() (append '(1) '()) '(1) (append '(1) '(2) '(3) 4) '(1 2 3 . 4) (eq? (cddr (append front tail)) tail) #t (eq? (append front '()) front) #f (eq? (append tail) tail) #t (eq? (append '() tail) tail) #t
       (let ((all (append front tail))) (set-car! all 'changed) front) '(a b) (outcome (append '(1 . 2) '(3))) 'error (outcome (append 1 '(2))) 'error (outcome (append '(1) 2 '(3))) 'error)
(check (reverse '(a b c)) '(c b a) (reverse '(a (b c) d (e (f)))) '((e (f)) d (b c) a) (reverse '()) '() (let* ((l (list 1)) (r (reverse l))) (eq? l r)) #f (outcome (reverse '(1 . 2))) 'error (outcome (reverse 'a)) 'error)
(check (list-tail '(a b c d) 0) '(a b c d) (list-tail '(a b c d) 2) '(c d) (list-tail '(a b c d) 4) '() (eq? (list-tail tail 1) (cdr tail)) #t (list-tail '(a b . c) 2) 'c (list-tail 'a 0) 'a (outcome (list-tail '(a b) 3)) 'error (outcome (list-tail '(a) -1)) 'error
       (car (list-tail (ring 1 2 3) 7)) 2)
(check (list-ref '(a b c d) 2) 'c (list-ref '(a b c d) (exact (round 1.8))) 'c (list-ref '(a) 0) 'a (list-ref (ring 1 2 3) 10) 2 (list-ref '(a b . c) 1) 'b (outcome (list-ref '(a b) 2)) 'error (outcome (list-ref '() 0)) 'error (outcome (list-ref '(a b) -1)) 'error
       (outcome (list-ref '(a b) 'x)) 'error (outcome (list-ref '(a b) 1.0)) 'error)
(check (let ((ls (list 'one 'two 'five!))) (list-set! ls 2 'three) ls) '(one two three) (let ((r (ring 1 2))) (list-set! r 3 'x) (list (car r) (cadr r))) '(1 x) (outcome (list-set! (list 1) 1 2)) 'error (outcome (list-set! '() 0 1)) 'error)

;; memq memv member: the sublist itself, #f without one; member takes a comparison, called with the object first.
(define members (list 'a 2 "three" 4.5 (expt 10 30) '(five)))
(check (memq 'a '(a b c)) '(a b c) (memq 'b '(a b c)) '(b c) (memq 'a '(b c d)) #f (memq (list 'a) '(b (a) c)) #f (memq 'a '()) #f (member (list 'a) '(b (a) c)) '((a) c) (memv 101 '(100 101 102)) '(101 102) (memv 1.5 '(1 1.5 2)) '(1.5 2) (memv 0.0 '(0 -0.0)) #f
       (eq? (memq 'a members) members) #t (eq? (memv (expt 10 30) members) (list-tail members 4)) #t (member "three" members) (list-tail members 2) (memv (string #\t #\h #\r #\e #\e) members) #f (member '(five) members) '((five)) (member "B" '("a" "b" "c") string-ci=?) '("b" "c")
       (member 2.0 '(1 2 3) =) '(2 3) (member 2 '(1 5 3) <) '(5 3) (member 9 '(1 5 3) <) #f (member 1 '() (lambda (a b) #t)) #f (let ((calls '())) (member 1 '(2 3) (lambda (a b) (set! calls (cons (list a b) calls)) #f)) (reverse calls)) '((1 2) (1 3))
       (outcome (memq 'a '(b . c))) 'error (outcome (memv 1 5)) 'error (outcome (member 1 '(2 . 3))) 'error)
(define e '((a 1) (b 2) (c 3)))
(check (assq 'a e) '(a 1) (assq 'b e) '(b 2) (assq 'd e) #f (assq 'a '()) #f (assq (list 'a) '(((a)) ((b)) ((c)))) #f (assoc (list 'a) '(((a)) ((b)) ((c)))) '((a)) (assoc 2.0 '((1 1) (2 4) (3 9)) =) '(2 4) (assv 5 '((2 3) (5 7) (11 13))) '(5 7) (eq? (assq 'b e) (cadr e)) #t
       (assv 0.0 '((0 a) (-0.0 b) (0.0 c))) '(0.0 c) (assoc "B" '(("a" . 1) ("b" . 2)) string-ci=?) '("b" . 2) (assoc 2 '((1) (5) (3)) <) '(5) (assoc 9 '((1)) <) #f (assv (expt 10 30) (list (list (expt 10 30) 'big))) (list (expt 10 30) 'big)
       (let ((calls '())) (assoc 1 '((2) (3)) (lambda (a b) (set! calls (cons (list a b) calls)) #f)) (reverse calls)) '((1 2) (1 3)) (outcome (assq 'a '(b))) 'error (outcome (assv 1 '((2) . 3))) 'error (outcome (assoc 'x 5)) 'error)
;; list-copy: pairs are copied, elements and an improper end are not.
(define a '(1 8 2 8))
(define b (list-copy a))
(set-car! b 3)
(check b '(3 8 2 8) a '(1 8 2 8) (list-copy '()) '() (list-copy 'x) 'x (list-copy 5) 5 (list-copy "abc") "abc" (list-copy '(1 2 . 3)) '(1 2 . 3) (let* ((inner (list 1)) (copy (list-copy (list inner)))) (eq? (car copy) inner)) #t
       (let* ((end (vector 1)) (copy (list-copy (cons 1 end)))) (eq? (cdr copy) end)) #t (let* ((l (list 1 2)) (copy (list-copy l))) (eq? (cdr l) (cdr copy))) #f (length (list-copy (make-list 100000 1))) 100000)
(summary)
