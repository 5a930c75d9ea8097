;;; SRFI 146: mappings and hash maps.
;; engines: native
(import (scheme base) (scheme write) (srfi 146) (srfi 146 hash) (srfi 128) (srfi 132))
(include "../r7rs/check/check.scm")
(define c (make-default-comparator))
(define numbers (make-comparator number? = < number-hash))
(define (m . l) (apply mapping c l))
(define (h . l) (apply hashmap c l))
(define a mapping->alist)
(define (ah map) (list-sort (lambda (x y) (<? c (car x) (car y))) (hashmap->alist map)))
(define-syntax all (syntax-rules () ((_ e) (call-with-values (lambda () e) (lambda l (map (lambda (x) (cond ((mapping? x) (a x)) ((hashmap? x) (ah x)) (else x))) l))))))
(define (big n step) (let loop ((i 0) (x (mapping numbers))) (if (= i n) x (loop (+ i 1) (mapping-set x (modulo (* i step) n) i)))))
(check (a (m 'b 2 'a 1 'b 3)) '((a . 1) (b . 2)) (mapping? (m)) #t (mapping? (h)) #f (hashmap? (h)) #t (mapping? '()) #f (mapping-empty? (m)) #t (mapping-contains? (m 'a 1) 'a) #t (mapping-contains? (m 'a 1) 'b) #f (mapping-disjoint? (m 'a 1) (m 'b 1)) #t (mapping-disjoint? (m 'a 1) (m 'a 1)) #f
       (mapping-ref (m 'a 1) 'a) 1 (outcome (mapping-ref (m) 'a)) 'error (mapping-ref (m) 'a (lambda () 'no)) 'no (mapping-ref (m 'a 1) 'a error list) '(1) (mapping-ref/default (m) 'a 5) 5 (eq? c (mapping-key-comparator (m))) #t
       (a (mapping-unfold (lambda (n) (= n 3)) (lambda (n) (values n (* n n))) (lambda (n) (+ n 1)) 0 c)) '((0 . 0) (1 . 1) (2 . 4)) (a (alist->mapping c '((b . 1) (a . 2) (b . 3)))) '((a . 2) (b . 1)) (a (alist->mapping! (m 'a 1) '((a . 2) (b . 1)))) '((a . 1) (b . 1)) (a (mapping/ordered c 1 'a 2 'b)) '((1 . a) (2 . b)))
(check (a (mapping-adjoin (m 'a 1) 'a 2 'b 3)) '((a . 1) (b . 3)) (a (mapping-set (m 'a 1) 'a 2 'b 3)) '((a . 2) (b . 3)) (a (mapping-replace (m 'a 1) 'a 2)) '((a . 2)) (a (mapping-replace (m 'a 1) 'b 2)) '((a . 1)) (a (mapping-delete (m 'a 1 'b 2 'c 3) 'a 'c 'x)) '((b . 2)) (a (mapping-delete-all (m 'a 1 'b 2) '(a))) '((b . 2))
       (all (mapping-intern (m 'a 1) 'a error)) '(((a . 1)) 1) (all (mapping-intern (m 'a 1) 'b (lambda () 2))) '(((a . 1) (b . 2)) 2) (a (mapping-update (m 'a 1) 'a -)) '((a . -1)) (outcome (mapping-update (m) 'a -)) 'error (a (mapping-update (m) 'a - (lambda () 5))) '((a . -5)) (a (mapping-update (m 'a 1) 'a - error (lambda (x) (* x 10)))) '((a . -10))
       (a (mapping-update/default (m) 'a - 7)) '((a . -7)) (all (mapping-pop (m 'b 2 'a 1))) '(((b . 2)) a 1) (mapping-pop (m) (lambda () 'empty)) 'empty (outcome (mapping-pop (m))) 'error
       (all (mapping-search (m 'a 1) 'b (lambda (insert ignore) (insert 2 'x)) error)) '(((a . 1) (b . 2)) x) (all (mapping-search (m 'a 1) 'b (lambda (insert ignore) (ignore 'x)) error)) '(((a . 1)) x) (all (mapping-search (m 'a 1) 'a error (lambda (key value update remove) (update 'z value key)))) '(((z . 1)) a) (all (mapping-search (m 'a 1) 'a error (lambda (key value update remove) (remove value)))) '(() 1))
(check (mapping-size (m 'a 1 'b 2)) 2 (all (mapping-find (lambda (k v) (> v 1)) (m 'c 3 'b 2 'a 1) error)) '(b 2) (mapping-find (lambda (k v) #f) (m 'a 1) (lambda () 'none)) 'none (mapping-count (lambda (k v) (odd? v)) (m 'a 1 'b 2 'c 3)) 2 (mapping-any? (lambda (k v) (= v 2)) (m 'a 2)) #t (mapping-every? (lambda (k v) (= v 2)) (m 'a 2 'b 1)) #f
       (mapping-keys (m 'b 1 'a 2)) '(a b) (mapping-values (m 'b 1 'a 2)) '(2 1) (all (mapping-entries (m 'b 1 'a 2))) '((a b) (2 1)) (a (mapping-map (lambda (k v) (values v k)) c (m 'a 1 'b 2))) '((1 . a) (2 . b)) (mapping-map->list list (m 'b 1 'a 2)) '((a 2) (b 1)) (let ((l '())) (mapping-for-each (lambda (k v) (set! l (cons k l))) (m 'b 1 'a 2)) l) '(b a)
       (mapping-fold (lambda (k v l) (cons k l)) '() (m 'b 1 'a 2)) '(b a) (mapping-fold/reverse (lambda (k v l) (cons k l)) '() (m 'b 1 'a 2)) '(a b) (a (mapping-filter (lambda (k v) (odd? v)) (m 'a 1 'b 2))) '((a . 1)) (a (mapping-remove (lambda (k v) (odd? v)) (m 'a 1 'b 2))) '((b . 2)) (all (mapping-partition (lambda (k v) (odd? v)) (m 'a 1 'b 2))) '(((a . 1)) ((b . 2))))
(check (mapping=? c (m 'a 1) (m 'a 1)) #t (mapping=? c (m 'a 1) (m 'a 2)) #f (mapping=? c (m) (mapping numbers)) #f (mapping<? c (m) (m 'a 1) (m 'a 1 'b 2)) #t (mapping<? c (m 'a 1) (m 'a 1)) #f (mapping<=? c (m 'a 1) (m 'a 1)) #t (mapping>? c (m 'a 1 'b 2) (m 'b 2)) #t (mapping>=? c (m 'a 1) (m 'b 2)) #f
       (a (mapping-union (m 'a 1) (m 'a 2 'b 2) (m 'c 3))) '((a . 1) (b . 2) (c . 3)) (a (mapping-intersection (m 'a 1 'b 2) (m 'b 3))) '((b . 2)) (a (mapping-difference (m 'a 1 'b 2 'c 3) (m 'a 9) (m 'b 9))) '((c . 3)) (a (mapping-xor (m 'a 1 'b 2) (m 'b 3 'c 3))) '((a . 1) (c . 3)))
(define five (m 1 'a 3 'b 5 'c 7 'd 9 'e))
(check (mapping-min-key five) 1 (mapping-max-key five) 9 (mapping-min-value five) 'a (mapping-max-value five) 'e (all (mapping-min-entry five)) '(1 a) (all (mapping-max-entry five)) '(9 e) (outcome (mapping-min-key (m))) 'error (mapping-key-predecessor five 5 error) 3 (mapping-key-predecessor five 6 error) 5 (mapping-key-predecessor five 1 (lambda () 'none)) 'none (mapping-key-successor five 5 error) 7 (mapping-key-successor five 9 (lambda () 'none)) 'none
       (mapping-keys (mapping-range= five 5)) '(5) (mapping-keys (mapping-range= five 6)) '() (mapping-keys (mapping-range< five 5)) '(1 3) (mapping-keys (mapping-range> five 5)) '(7 9) (mapping-keys (mapping-range<= five 5)) '(1 3 5) (mapping-keys (mapping-range>= five 6)) '(7 9) (map (lambda (x) (map car x)) (all (mapping-split five 5))) '((1 3) (1 3 5) (5) (5 7 9) (7 9))
       (a (mapping-catenate c (m 1 'a) 2 'b (m 3 'c))) '((1 . a) (2 . b) (3 . c)) (a (mapping-map/monotone (lambda (k v) (values (* 2 k) v)) c (m 1 'a 2 'b))) '((2 . a) (4 . b)) (<? mapping-comparator (m 'a 1) (m 'a 2)) #t (<? mapping-comparator (m 'a 1 'b 1) (m 'b 0)) #t (=? c (m 'a (m 'b 1)) (m 'a (m 'b 1))) #t (mapping-size (m (m 'a 1) 1 (m 'a 1) 2)) 1)
;; Many keys in several orders: balanced, complete, in order.
(define (sums x) (list (mapping-size x) (mapping-keys x)))
(define (range from to) (if (= from to) '() (cons from (range (+ from 1) to))))
(check (map (lambda (step) (equal? (mapping-keys (big 1000 step)) (range 0 1000))) '(1 999 7 501)) '(#t #t #t #t) (mapping-keys (mapping-filter (lambda (k v) (= 0 (modulo k 100))) (big 1000 7))) '(0 100 200 300 400 500 600 700 800 900)
       (mapping-keys (mapping-union (mapping-range< (big 100 7) 5) (mapping-range> (big 100 3) 95))) '(0 1 2 3 4 96 97 98 99) (let loop ((x (big 300 7)) (n 0)) (if (mapping-empty? x) n (let-values (((rest k v) (mapping-pop x))) (loop rest (if (= k n) (+ n 1) -1000))))) 300
       (let ((x (mapping-range>= (mapping-range< (big 1000 11) 700) 300))) (list (mapping-size x) (mapping-min-key x) (mapping-max-key x))) '(400 300 699))
(check (ah (h 'b 2 'a 1 'b 3)) '((a . 1) (b . 2)) (hashmap-ref (h 'a 1) 'a) 1 (hashmap-ref/default (h) 'a 0) 0 (outcome (hashmap-ref (h) 'a)) 'error (ah (hashmap-set (h 'a 1) 'a 2 'b 3)) '((a . 2) (b . 3)) (ah (hashmap-delete (h 'a 1 'b 2) 'a)) '((b . 2)) (ah (hashmap-update/default (h) 'a (lambda (x) (+ x 1)) 0)) '((a . 1)) (hashmap-size (h 'a 1 'b 2)) 2 (all (hashmap-pop (h 'a 1))) '(() a 1)
       (ah (hashmap-union (h 'a 1) (h 'a 2 'b 2))) '((a . 1) (b . 2)) (ah (hashmap-intersection (h 'a 1 'b 2) (h 'b 3))) '((b . 2)) (ah (hashmap-xor (h 'a 1 'b 2) (h 'b 3 'c 3))) '((a . 1) (c . 3)) (ah (hashmap-map (lambda (k v) (values v k)) c (h 'a 1))) '((1 . a)) (ah (alist->hashmap c '((a . 1)))) '((a . 1)) (hashmap=? c (h 'a 1 'b 2) (h 'b 2 'a 1)) #t
       (hashmap-count (lambda (k v) (odd? v)) (h 'a 1 'b 2)) 1 (=? c (h 'a 1) (h 'a 1)) #t (= (comparator-hash c (h 'a 1 'b 2)) (comparator-hash c (h 'b 2 'a 1))) #t (all (hashmap-search (h 'a 1) 'a error (lambda (key value update remove) (remove value)))) '(() 1))
;; All keys in one bucket.
(define clumsy (make-comparator number? = #f (lambda (x) 7)))
(define (clump n) (let loop ((i 0) (x (hashmap clumsy))) (if (= i n) x (loop (+ i 1) (hashmap-set x i (* i i))))))
(check (hashmap-size (clump 50)) 50 (hashmap-ref (clump 50) 49) 2401 (hashmap-size (hashmap-delete (clump 50) 3 3 60)) 49 (hashmap-contains? (hashmap-delete (clump 50) 3) 3) #f (hashmap-ref (hashmap-set (clump 5) 3 'x) 3) 'x (hashmap-fold (lambda (k v sum) (+ k sum)) 0 (clump 10)) 45)
(summary)
