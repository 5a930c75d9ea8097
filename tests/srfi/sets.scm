;;; SRFI 113: sets and bags.
;; engines: native
(import (scheme base) (scheme write) (srfi 113) (srfi 128) (srfi 132))
(include "../r7rs/check/check.scm")
(define numbers (make-comparator number? = < number-hash))
(define folded (make-comparator string? (lambda (a b) (string=? a b)) string<? string-hash))
(define ordered-only (make-comparator number? = < #f))
(define (s . l) (apply set numbers l))
(define (b . l) (apply bag numbers l))
(define (l set) (list-sort < (set->list set)))
(define (lb bag) (list-sort < (bag->list bag)))
(define-syntax both (syntax-rules () ((_ show e) (let-values (((one other) e)) (list (show one) (show other))))))
(check (l (s 1 2 2 3)) '(1 2 3) (set? (s)) #t (set? (b)) #f (bag? (b)) #t (bag? '()) #f (set-contains? (s 1) 1.0) #t (set-contains? (s 1) 2) #f (set-empty? (s)) #t (set-empty? (s 1)) #f (set-disjoint? (s 1) (s 2)) #t (set-disjoint? (s 1 2) (s 2)) #f
       (set-member (s 1.0) 1 'no) 1.0 (set-member (s) 1 'no) 'no (eq? numbers (set-element-comparator (s))) #t (l (set-unfold numbers (lambda (n) (= n 0)) (lambda (n) (* 2 n)) (lambda (n) (- n 1)) 3)) '(2 4 6)
       (l (set-unfold (lambda (n) (= n 0)) (lambda (n) (* 2 n)) (lambda (n) (- n 1)) 3 numbers)) '(2 4 6) (l (set-adjoin (s 1) 1 2 3)) '(1 2 3) (set-member (set-adjoin (s 1) 1.0) 1 #f) 1 (set-member (set-replace (s 1) 1.0) 1 #f) 1.0
       (l (set-replace (s 2) 1)) '(2) (l (set-delete (s 1 2 3) 1 3 9)) '(2) (l (set-delete-all (s 1 2 3) '(1 3))) '(2) (outcome (set-adjoin (s) 'a)) 'error)
(check (let ((old (s 1 2))) (set-adjoin old 3) (set-delete old 1) (l old)) '(1 2) (let ((old (s 1 2))) (l (set-adjoin! old 3))) '(1 2 3) (l (set-delete! (s 1 2) 2)) '(1) (l (set-replace! (s 1 2) 2.0)) '(1 2.0) (l (set-delete-all! (s 1 2) '(1))) '(2)
       (both (lambda (x) (if (set? x) (l x) x)) (set-search! (s 1) 2 (lambda (insert ignore) (insert 'new)) error)) '((1 2) new) (both (lambda (x) (if (set? x) (l x) x)) (set-search! (s 1) 2 (lambda (insert ignore) (ignore 'same)) error)) '((1) same)
       (both (lambda (x) (if (set? x) (l x) x)) (set-search! (s 1 2) 2 error (lambda (element update remove) (update 5 element)))) '((1 5) 2) (both (lambda (x) (if (set? x) (l x) x)) (set-search! (s 1 2) 2 error (lambda (element update remove) (remove element)))) '((1) 2)
       (set-size (s 1 2 2)) 2 (set-find even? (s 1 2 3) (lambda () 'none)) 2 (set-find even? (s 1) (lambda () 'none)) 'none (set-count odd? (s 1 2 3)) 2 (set-any? even? (s 1 2)) #t (set-any? even? (s 1)) #f (set-every? odd? (s 1 3)) #t (set-every? odd? (s 1 2)) #f)
(check (list-sort string<? (set->list (set-map folded number->string (s 1 2)))) '("1" "2") (l (set-map numbers (lambda (x) (quotient x 2)) (s 1 2 3 4 5))) '(0 1 2) (l (set-map (lambda (x) (* x x)) numbers (s -1 1 2))) '(1 4) (let ((n 0)) (set-for-each (lambda (x) (set! n (+ n x))) (s 1 2)) n) 3
       (set-fold + 0 (s 1 2 3)) 6 (l (set-filter odd? (s 1 2 3))) '(1 3) (l (set-remove odd? (s 1 2 3))) '(2) (both l (set-partition odd? (s 1 2 3))) '((1 3) (2)) (l (set-filter! odd? (s 1 2 3))) '(1 3) (l (set-remove! odd? (s 1 2 3))) '(2) (both l (set-partition! odd? (s 1 2 3))) '((1 3) (2))
       (let* ((old (s 1)) (new (set-copy old))) (set-adjoin! new 2) (list (l old) (l new))) '((1) (1 2)) (l (list->set numbers '(1 1 2))) '(1 2) (l (list->set! (s 3) '(1 1 2))) '(1 2 3))
(check (set=? (s 1 2) (s 2 1) (s 1 2 2)) #t (set=? (s 1) (s 2)) #f (set<? (s) (s 1) (s 1 2)) #t (set<? (s 1) (s 1)) #f (set<=? (s 1) (s 1) (s 1 2)) #t (set>? (s 1 2) (s 2)) #t (set>=? (s 1) (s 2)) #f (outcome (set=? (s 1) (set folded "1"))) 'error
       (l (set-union (s 1 2) (s 2 3) (s 4))) '(1 2 3 4) (set-member (set-union (s 1) (s 1.0)) 1 #f) 1 (l (set-intersection (s 1 2 3) (s 2 3) (s 3 4))) '(3) (l (set-difference (s 1 2 3) (s 2) (s 3))) '(1) (l (set-xor (s 1 2) (s 2 3))) '(1 3)
       (l (set-union! (s 1) (s 2))) '(1 2) (l (set-intersection! (s 1 2) (s 2))) '(2) (l (set-difference! (s 1 2) (s 2))) '(1) (l (set-xor! (s 1 2) (s 2 3))) '(1 3) (let ((x (s 1 2))) (l (set-xor! x x))) '())
(check (lb (b 1 2 2)) '(1 2 2) (bag-size (b 1 2 2)) 3 (bag-unique-size (b 1 2 2)) 2 (bag-element-count (b 1 2 2) 2) 2 (bag-element-count (b) 2) 0 (lb (bag-adjoin (b 1) 1 2)) '(1 1 2) (lb (bag-delete (b 1 1 2) 1)) '(1 2) (lb (bag-unfold numbers (lambda (n) (= n 0)) (lambda (n) 7) (lambda (n) (- n 1)) 3)) '(7 7 7)
       (lb (bag-union (b 1 1 2) (b 1 3))) '(1 1 2 3) (lb (bag-intersection (b 1 1 2) (b 1 2 2))) '(1 2) (lb (bag-difference (b 1 1 1 2) (b 1) (b 1))) '(1 2) (lb (bag-xor (b 1 1 2) (b 1 3))) '(1 2 3) (lb (bag-sum (b 1 2) (b 1))) '(1 1 2) (lb (bag-sum! (b 1 2) (b 1))) '(1 1 2) (lb (bag-product 2 (b 1 3))) '(1 1 3 3) (lb (bag-product! 0 (b 1 3))) '()
       (lb (bag-increment! (b 1) 1 2)) '(1 1 1) (lb (bag-decrement! (b 1 1 1) 1 2)) '(1) (lb (bag-decrement! (b 1) 1 5)) '() (l (bag->set (b 1 1 2))) '(1 2) (lb (set->bag (s 1 2))) '(1 2) (lb (set->bag! (b 1) (s 1 2))) '(1 1 2)
       (list-sort (lambda (x y) (< (car x) (car y))) (bag->alist (b 1 2 2))) '((1 . 1) (2 . 2)) (lb (alist->bag numbers '((1 . 2) (2 . 1)))) '(1 1 2) (bag-fold-unique (lambda (x n sum) (+ (* 10 x n) sum)) 0 (b 1 2 2)) 50 (let ((sum 0)) (bag-for-each-unique (lambda (x n) (set! sum (+ sum n))) (b 1 1 2)) sum) 3
       (bag-fold + 0 (b 1 1 2)) 4 (bag-count odd? (b 1 1 2)) 2 (lb (bag-filter odd? (b 1 1 2))) '(1 1) (bag=? (b 1 1) (b 1)) #f (bag<? (b 1) (b 1 1)) #t (bag<=? (b 1 2) (b 1 1 2)) #t (lb (bag-map numbers (lambda (x) (* x x)) (b 1 -1 2))) '(1 1 4) (bag-contains? (b 1) 1) #t (lb (bag-replace (b 1 1) 1.0)) '(1.0 1.0))
;; Sets as elements, by their comparators and by the default one, and a comparator that cannot hash.
(check (set-size (set set-comparator (s 1 2) (s 2 1) (s 3))) 2 (bag-size (bag bag-comparator (b 1) (b 1))) 2 (=? (make-default-comparator) (s 1 2) (s 2 1)) #t (=? (make-default-comparator) (b 1) (b 1 1)) #f
       (set-size (set ordered-only 1 2 1.0)) 2 (set-contains? (set (make-eq-comparator) 'a) 'a) #t)
(summary)
