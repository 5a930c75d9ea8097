;;; SRFI 128 and 125: comparators and the hash tables made with them.
(import (scheme base) (scheme write) (scheme char) (srfi 128) (srfi 125) (srfi 132))
(include "../r7rs/check/check.scm")
(define default (make-default-comparator))
(define numbers (make-comparator number? = < number-hash))
(define pairs (make-pair-comparator numbers numbers))
(define lists (make-list-comparator numbers))
(define vectors (make-vector-comparator numbers))
(check (comparator? default) #t (comparator? 1) #f (comparator-ordered? (make-eq-comparator)) #f (comparator-hashable? numbers) #t (=? numbers 1 1.0 1) #t (<? numbers 1 2 3) #t (<? numbers 1 3 2) #f (>? numbers 3 2 1) #t (<=? numbers 1 1 2) #t (>=? numbers 1 2) #f
       (comparator-test-type numbers 'a) #f (outcome (comparator-check-type numbers 'a)) 'error (= (number-hash 1) (number-hash 1.0)) #t (outcome (<? (make-eq-comparator) 1 2)) 'error
       (<? pairs '(1 . 2) '(1 . 3)) #t (=? pairs '(1 . 2) '(1.0 . 2.0)) #t (= (comparator-hash pairs '(1 . 2)) (comparator-hash pairs '(1.0 . 2.0))) #t (<? lists '(1 2) '(1 2 3)) #t (<? lists '(2) '(1 2 3)) #f (<? vectors #(9) #(1 2)) #t (comparator-test-type lists '(1 a)) #f
       (comparator-if<=> 1 2 'less 'same 'more) 'less (comparator-if<=> numbers 2 2 'less 'same 'more) 'same (comparator-if<=> "b" "a" 'less 'same 'more) 'more)
(define-record-type thing (make-thing n) thing? (n thing-n))
(comparator-register-default! (make-comparator thing? (lambda (a b) (= (thing-n a) (thing-n b))) (lambda (a b) (< (thing-n a) (thing-n b))) (lambda (t) (thing-n t))))
(check (list-sort (lambda (a b) (<? default a b)) (list #u8(1) #(1) 5 'b 'a "x" #\c #t #f '(1) '() 2.5)) '(() (1) #f #t #\c "x" a b 2.5 5 #(1) #u8(1)) (=? default '(1 #(2 "a")) '(1.0 #(2 "a"))) #t (= (default-hash '(1 #(2))) (default-hash '(1.0 #(2.0)))) #t
       (=? default (make-thing 1) (make-thing 1)) #t (<? default (make-thing 1) (make-thing 2)) #t (<? default 1 (make-thing 0)) #t (default-hash (make-thing 9)) 9)
(define t (hash-table-copy (hash-table default 'a 1 "b" 2 '(c) 3) #t))
;; What hash-table makes is immutable, and has each key once.
(check (hash-table-mutable? (hash-table default 'a 1)) #f (outcome (hash-table-set! (hash-table default 'a 1) 'b 2)) 'error (outcome (hash-table default 'a 1 'b 2 'a 3)) 'error (hash-table-mutable? t) #t (hash-table-mutable? (make-hash-table default)) #t)
(check (hash-table-size t) 3 (hash-table-ref t '(c)) 3 (hash-table-ref t 'z (lambda () 0)) 0 (hash-table-ref t 'a (lambda () 0) list) '(1) (outcome (hash-table-ref t 'z)) 'error (hash-table-ref/default t 'z 9) 9 (hash-table-contains? t "b") #t (hash-table-empty? t) #f
       (begin (hash-table-set! t 'x 1 'y 2) (hash-table-size t)) 5 (hash-table-delete! t 'x 'y 'nothing) 2 (hash-table-intern! t 'n (lambda () 7)) 7 (hash-table-intern! t 'n (lambda () 8)) 7 (begin (hash-table-update! t 'n (lambda (x) (+ x 1))) (hash-table-ref t 'n)) 8
       (begin (hash-table-update!/default t 'm (lambda (x) (+ x 1)) 0) (hash-table-ref t 'm)) 1 (hash-table-count (lambda (k v) (symbol? k)) t) 3 (hash-table-fold (lambda (k v s) (+ v s)) 0 t) 15 (hash-table-find (lambda (k v) (and (= v 2) k)) t (lambda () #f)) "b"
       (list-sort < (hash-table-map->list (lambda (k v) v) t)) '(1 1 2 3 8) (hash-table-ref (hash-table-map - default t) 'n) -8 (begin (hash-table-map! (lambda (k v) (* 2 v)) t) (hash-table-ref t 'n)) 16 (begin (hash-table-prune! (lambda (k v) (symbol? k)) t) (hash-table-size t)) 2)
(define (numbered . l) (alist->hash-table (map (lambda (n) (cons n n)) l) numbers))
(define (keys t) (list-sort < (hash-table-keys t)))
(check (keys (hash-table-union! (numbered 1 2) (numbered 2 3))) '(1 2 3) (keys (hash-table-intersection! (numbered 1 2) (numbered 2 3))) '(2) (keys (hash-table-difference! (numbered 1 2) (numbered 2 3))) '(1) (keys (hash-table-xor! (numbered 1 2) (numbered 2 3))) '(1 3)
       (hash-table=? numbers (numbered 1 2) (numbered 2 1)) #t (hash-table=? numbers (numbered 1 2) (numbered 1 3)) #f (outcome (hash-table-set! (hash-table-copy (numbered 1)) 2 2)) 'error (hash-table-size (hash-table-empty-copy (numbered 1))) 0
       (let-values (((k v) (hash-table-pop! (numbered 5)))) (list k v)) '(5 5) (hash-table-ref (hash-table-unfold (lambda (n) (= n 3)) (lambda (n) (values n (* n n))) (lambda (n) (+ n 1)) 0 numbers) 2.0) 4 (hash-table-mutable? (hash-table-copy (numbered 1) #t)) #t
       (keys (alist->hash-table '((1 . a) (1 . b)) eqv?)) '(1) (let ((t (make-hash-table string-ci=? string-ci-hash))) (hash-table-set! t "A" 1) (hash-table-ref t "a")) 1)
(check (map (lambda (object hash) (= (default-hash object) (hash object))) (list #t #\a "a" 'a 1.5) (list boolean-hash char-hash string-hash symbol-hash number-hash)) '(#t #t #t #t #t))
(summary)
