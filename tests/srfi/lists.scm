;;; SRFI 1: lists.
(import (scheme base) (scheme write) (srfi 1))
(include "../r7rs/check/check.scm")
(check (xcons 1 2) '(2 . 1) (cons* 1 2 '(3)) '(1 2 3) (cons* 1) 1 (list-tabulate 4 (lambda (i) (* i i))) '(0 1 4 9) (iota 5) '(0 1 2 3 4)
       (iota 5 0 -0.5) '(0.0 -0.5 -1.0 -1.5 -2.0) (iota 0) '() (iota 3 1) '(1 2 3) (take (circular-list 1 2) 5) '(1 2 1 2 1) (outcome (iota -1)) 'error)
(check (proper-list? '(1 2)) #t (proper-list? '(1 . 2)) #f (circular-list? (circular-list 1 2 3)) #t (circular-list? '(1)) #f (circular-list? 1) #f
       (dotted-list? '(1 . 2)) #t (dotted-list? 1) #t (dotted-list? '()) #f (dotted-list? (circular-list 1)) #f (not-pair? 1) #t (null-list? '()) #t (outcome (null-list? 1)) 'error
       (list= eq?) #t (list= eq? '(a)) #t (list= = '(1 2) '(1 2) '(1 2)) #t (list= = '(1 2) '(1 2 3)) #f (list= = '(1 2) '(1 3)) #f)
(check (first '(1 2)) 1 (third '(1 2 3)) 3 (fifth (iota 10)) 4 (sixth (iota 10)) 5 (seventh (iota 10)) 6 (eighth (iota 10)) 7 (ninth (iota 10)) 8 (tenth (iota 10)) 9 (outcome (tenth '(1))) 'error
       (let-values (((a b) (car+cdr '(1 . 2)))) (list a b)) '(1 2))
(check (take '(a b c d e) 2) '(a b) (drop '(a b c d e) 2) '(c d e) (take '(1 2 3 . d) 2) '(1 2) (drop '(1 2 3 . d) 3) 'd (take '(1 2 3 . d) 3) '(1 2 3) (outcome (take '(1) 2)) 'error
       (take-right '(a b c d e) 2) '(d e) (take-right '(1 2 3 . d) 2) '(2 3 . d) (take-right '(1 2 3 . d) 0) 'd (drop-right '(a b c d e) 2) '(a b c) (drop-right '(1 2 3 . d) 2) '(1)
       (take! (list 1 2 3) 2) '(1 2) (drop-right! (list 1 2 3) 1) '(1 2) (let-values (((a b) (split-at '(a b c d e) 3))) (list a b)) '((a b c) (d e)) (last '(1 2 3)) 3 (last-pair '(1 2 . 3)) '(2 . 3))
(check (length+ '(1 2 3)) 3 (length+ (circular-list 1)) #f (concatenate '((1) (2) () (3 . 4))) '(1 2 3 . 4) (append! (list 1) '() (list 2 3) '(4)) '(1 2 3 4) (append!) '() (append! '() 5) 5
       (reverse! (list 1 2 3)) '(3 2 1) (append-reverse '(3 2 1) '(4 5)) '(1 2 3 4 5) (append-reverse! (list 3 2 1) '(4)) '(1 2 3 4)
       (zip '(1 2 3) '(odd even odd) '(a b)) '((1 odd a) (2 even b)) (let-values (((a b c) (unzip3 '((1 2 3) (4 5 6))))) (list a b c)) '((1 4) (2 5) (3 6)) (unzip1 '((1) (2))) '(1 2)
       (count even? '(3 1 4 1 5 9 2 6)) 3 (count < '(1 2 4 8) '(2 4 6 8 10 12)) 3 (count < '(3 1 4 1) (circular-list 1 10)) 2)
(check (fold + 0 '(1 2 3)) 6 (fold cons '() '(1 2 3)) '(3 2 1) (fold cons* '() '(a b c) '(1 2 3 4 5)) '(c 3 b 2 a 1) (fold-right cons '() '(1 2 3)) '(1 2 3) (fold-right cons* '() '(a b c) '(1 2 3 4 5)) '(a 1 b 2 c 3)
       (pair-fold (lambda (p r) (cons (length p) r)) '() '(a b c)) '(1 2 3) (pair-fold (lambda (pair tail) (set-cdr! pair tail) pair) '() (list 1 2 3)) '(3 2 1) (pair-fold-right cons '() '(a b c)) '((a b c) (b c) (c))
       (reduce + 0 '()) 0 (reduce max 0 '(1 5 3)) 5 (reduce - 0 '(1 2 3 4)) 2 (reduce-right - 0 '(1 2 3 4)) -2 (reduce-right append '() '((1) (2) (3))) '(1 2 3) (outcome (fold + 0 '(1 . 2))) 'error
       (unfold (lambda (x) (> x 10)) (lambda (x) (* x x)) (lambda (x) (+ x 1)) 1) '(1 4 9 16 25 36 49 64 81 100) (unfold null? car cdr '(1 2) (lambda (x) '(end))) '(1 2 end)
       (unfold-right zero? (lambda (x) (* x x)) (lambda (x) (- x 1)) 5) '(1 4 9 16 25) (unfold-right null? car cdr '(1 2 3) '(a)) '(3 2 1 a))
(check (append-map (lambda (x) (list x (- x))) '(1 3 8)) '(1 -1 3 -3 8 -8) (append-map list '(1 2) '(a b c)) '(1 a 2 b) (append-map list '()) '()
       (let ((n 0)) (map-in-order (lambda (x) (set! n (+ n 1)) n) '(a b c))) '(1 2 3) (map! + (list 1 2) '(10 20)) '(11 22) (let ((r '())) (pair-for-each (lambda (p) (set! r (cons p r))) '(1 2)) r) '((2) (1 2))
       (filter-map (lambda (x) (and (number? x) (* x x))) '(a 1 b 3 c 7)) '(1 9 49) (filter-map (lambda (x y) (and (< x y) (+ x y))) '(1 5 2) '(2 3 4)) '(3 6))
(check (filter even? '(0 7 8 8 43 -4)) '(0 8 8 -4) (remove even? '(0 7 8 8 43 -4)) '(7 43) (let-values (((a b) (partition symbol? '(one 2 3 four five 6)))) (list a b)) '((one four five) (2 3 6))
       (filter! even? (list 1 2)) '(2) (length (filter even? (iota 100000))) 50000)
(check (find even? '(3 1 4 1 5 9)) 4 (find even? '(1)) #f (find-tail even? '(3 1 37 -8 -5 0 0)) '(-8 -5 0 0) (find even? (circular-list 1 2)) 2
       (any integer? '(a 3 b 2.7)) #t (any integer? '()) #f (any < '(3 1 4 1 5) '(2 7 1 8 2)) #t (any (lambda (x) (and (even? x) (* x x))) '(1 3 4)) 16 (any memq '(a) '((b a))) '(a)
       (every even? '()) #t (every (lambda (x) (and (even? x) x)) '(2 4)) 4 (every < '(1 2) '(2 3 0)) #t (every < '(1 2) '(2 2)) #f (every + '() '(1)) #t
       (list-index even? '(3 1 4 1 5 9)) 2 (list-index < '(3 1 4 1 5 9 2 5 6) '(2 7 1 8 2)) 1 (list-index = '(3 1) '(2 7)) #f)
(check (take-while even? '(2 18 3 10 22 9)) '(2 18) (drop-while even? '(2 18 3 10 22 9)) '(3 10 22 9) (let-values (((a b) (span even? '(2 18 3 10)))) (list a b)) '((2 18) (3 10))
       (let-values (((a b) (break even? '(3 1 4 1 5 9)))) (list a b)) '((3 1) (4 1 5 9)) (let-values (((a b) (span! even? (list)))) (list a b)) '(() ()))
(check (delete 2 '(1 2 3 2)) '(1 3) (delete 5 '(1 7 3) <) '(1 3) (delete-duplicates '(a b a c a b c z)) '(a b c z) (delete-duplicates '("a" "b" "a")) '("a" "b") (delete-duplicates '("a" "b") eq?) '("a" "b")
       (delete-duplicates '((a . 3) (b . 7) (c . 1) (a . 9) (b . 11)) (lambda (x y) (eq? (car x) (car y)))) '((a . 3) (b . 7) (c . 1)) (length (delete-duplicates (append (iota 20000) (iota 20000)))) 20000
       (delete-duplicates '(1.0 1 2) =) '(1.0 2) (delete-duplicates '(1.0 1 2) eqv?) '(1.0 1 2))
(check (alist-cons 'a 1 '()) '((a . 1)) (let* ((a (list (cons 1 2))) (b (alist-copy a))) (set-cdr! (car b) 3) a) '((1 . 2)) (alist-delete 'a '((a . 1) (b . 2) (a . 3))) '((b . 2)) (alist-delete 3 '((1) (5)) <) '((1))
       (assoc 2.0 '((1 1) (2 4)) =) '(2 4) (member 2.0 '(1 2 3) =) '(2 3))
(check (lset<= eq? '(a) '(a b a) '(a b c c)) #t (lset<= eq?) #t (lset<= eq? '(a) '(b)) #f (lset= eq? '(b e a) '(a e b) '(e e b a)) #t (lset= eq? '(a) '(a b)) #f (lset= eq?) #t
       (lset-adjoin eq? '(a b c d c e) 'd 'z 'a 'y) '(y z a b c d c e) (lset-union eq? '(a b c d e) '(a e i o u)) '(u o i a b c d e) (lset-union eq? '(a a c) '(x a x)) '(x a a c) (lset-union eq?) '()
       (lset-union eq? '() '(a)) '(a) (lset-intersection eq? '(a x y a) '(x a x z)) '(a x a) (lset-intersection eq? '(a)) '(a) (lset-difference eq? '(a b c d e) '(a e i o u)) '(b c d)
       (lset-difference eq? '(a)) '(a) (lset-xor eq? '(a b c d e) '(a e i o u)) '(d c b i o u) (lset-xor eq?) '() (lset-xor eq? '(a)) '(a)
       (let-values (((a b) (lset-diff+intersection eq? '(a b c) '(b) '(c d)))) (list a b)) '((a) (b c)))
(summary)
