;;; SRFI 133 and, under names that begin with `indexed-`, SRFI 43: vectors.
(import (except (scheme base) vector-map) (scheme write) (srfi 133) (prefix (srfi 43) indexed-))
(include "../r7rs/check/check.scm")
(check (vector-unfold (lambda (i x) (values x (- x 1))) 5 0) #(0 -1 -2 -3 -4) (vector-unfold - 3) #(0 -1 -2) (vector-unfold-right (lambda (i x) (values (cons i x) (+ x 1))) 3 0) #((0 . 2) (1 . 1) (2 . 0))
       (vector-reverse-copy #(5 4 3 2 1 0) 1 5) #(1 2 3 4) (vector-concatenate '(#(a b) #() #(c))) #(a b c) (vector-append-subvectors #(a b c) 0 2 #(d e) 1 2) #(a b e) (vector-empty? #()) #t
       (vector= eq? #(a b) #(a b) #(a b)) #t (vector= eq? #(a) #(a b)) #f (vector= =) #t (vector= = #(1) #(2)) #f (outcome (vector-reverse-copy #(1) 1 0)) 'error)
(check (vector-fold (lambda (n v) (max n (string-length v))) 0 #("a" "abc")) 3 (vector-fold (lambda (r a b) (cons (+ a b) r)) '() #(1 2) #(10 20 30)) '(22 11) (vector-fold-right (lambda (tail x) (cons x tail)) '() #(1 2 3)) '(1 2 3)
       (vector-map + #(1 2) #(10 20)) #(11 22) (let ((v (vector 1 2 3))) (vector-map! - v) v) #(-1 -2 -3) (let ((v (vector 1 2 3))) (vector-map! + v #(1 1)) v) #(2 3 3)
       (vector-count even? #(3 1 4 1 5 9 2 6)) 3 (vector-count < #(1 3) #(2 2)) 1 (vector-cumulate + 0 #(3 1 4 1 5)) #(3 4 8 9 14))
(check (vector-index even? #(3 1 4 1 6)) 2 (vector-index < #(3 1 4) #(2 7 1)) 1 (vector-index even? #(1)) #f (vector-index-right even? #(3 1 4 1 6 7)) 4 (vector-skip number? #(1 2 a b)) 2 (vector-skip-right number? #(1 a 2)) 1
       (vector-binary-search #(1 3 5 7) 5 -) 2 (vector-binary-search #(1 3 5 7) 4 -) #f (vector-binary-search #() 4 -) #f (vector-any (lambda (x) (and (even? x) (* x x))) #(1 4)) 16 (vector-any < #(1) #(0)) #f
       (vector-every even? #()) #t (vector-every (lambda (x) (and (even? x) x)) #(2 4)) 4 (vector-every < #(1 2) #(2 2)) #f (let-values (((v n) (vector-partition even? #(1 2 3 4)))) (list v n)) '(#(2 4 1 3) 2))
(check (let ((v (vector 1 2 3))) (vector-swap! v 0 2) v) #(3 2 1) (let ((v (vector 1 2 3 4))) (vector-reverse! v 1) v) #(1 4 3 2) (let ((v (vector 1 2 3 4 5))) (vector-reverse-copy! v 0 #(a b c) 1) v) #(c b 3 4 5)
       (let ((v (vector 1 2 3 4 5))) (vector-reverse-copy! v 1 v 0 3) v) #(1 3 2 1 5) (let ((v (vector 0 0 0))) (vector-unfold! (lambda (i) (* i i)) v 1 3) v) #(0 1 4) (let ((v (vector 0 0 0))) (vector-unfold-right! (lambda (i s) (values s (+ s 1))) v 0 3 5) v) #(7 6 5)
       (reverse-vector->list #(1 2 3)) '(3 2 1) (reverse-vector->list #(1 2 3) 1) '(3 2) (reverse-list->vector '(1 2 3)) #(3 2 1) (vector->list #(1 2 3) 1 2) '(2) (vector->string #(#\a)) "a" (outcome (vector-swap! (vector 1) 0 1)) 'error)
(check (indexed-vector-fold (lambda (i r x) (cons (list i x) r)) '() #(a b)) '((1 b) (0 a)) (indexed-vector-fold-right (lambda (i r x) (cons (list i x) r)) '() #(a b)) '((0 a) (1 b)) (indexed-vector-map (lambda (i x) (* i x)) #(5 6 7)) #(0 6 14)
       (indexed-vector-map list #(a b) #(c d e)) #((0 a c) (1 b d)) (let ((v (vector 1 2))) (indexed-vector-map! + v) v) #(1 3) (let ((r '())) (indexed-vector-for-each (lambda (i x) (set! r (cons (+ i x) r))) #(1 2)) r) '(3 1)
       (indexed-vector-count (lambda (i x) (= i x)) #(0 5 2)) 2 (indexed-vector-copy #(1 2 3) 1) #(2 3) (indexed-vector-copy #(1 2 3) 2 5 'x) #(3 x x) (indexed-vector-index even? #(1 2)) 1 (indexed-list->vector '(1 2 3) 1) #(2 3) (indexed-vector-swap! (vector 1 2) 0 1) (vector-swap! (vector 1 2) 0 1))
;; vector= asks even when both are the same vector.
(check (let ((v (vector +nan.0))) (vector= = v v)) #f)
(summary)
