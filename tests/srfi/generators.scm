;;; SRFI 158: generators and accumulators.
(import (scheme base) (scheme write) (srfi 158) (only (srfi 1) unfold))
(include "../r7rs/check/check.scm")
(define l generator->list)
(define (all accumulator . objects) (for-each accumulator objects) (accumulator (eof-object)))
(check (l (generator 1 2 3)) '(1 2 3) (l (circular-generator 1 2) 5) '(1 2 1 2 1) (l (make-iota-generator 3 8 2)) '(8 10 12) (l (make-range-generator 3) 4) '(3 4 5 6) (l (make-range-generator 3 8 2)) '(3 5 7)
       (l (make-coroutine-generator (lambda (yield) (let loop ((i 0)) (when (< i 3) (yield i) (loop (+ i 1))))))) '(0 1 2) (let ((g (make-coroutine-generator (lambda (yield) (yield 1))))) (g) (g) (eof-object? (g))) #t
       (l (list->generator '(1 2))) '(1 2) (l (vector->generator #(1 2 3 4) 2)) '(3 4) (l (reverse-vector->generator #(1 2 3 4) 1 3)) '(3 2) (l (string->generator "abc")) '(#\a #\b #\c) (l (bytevector->generator #u8(1 2))) '(1 2)
       (l (make-for-each-generator for-each '(1 2))) '(1 2) (l (make-for-each-generator string-for-each "ab")) '(#\a #\b) (l (make-unfold-generator (lambda (s) (> s 3)) (lambda (s) (* s 2)) (lambda (s) (+ s 1)) 0)) '(0 2 4 6))
(define (r . more) (apply make-range-generator 0 more))
(check (l (gcons* 'a 'b (r 3))) '(a b 0 1 2) (l (gappend (r 2) (generator) (r 1))) '(0 1 0) (l (gflatten (generator '(1 2) '() '(a b)))) '(1 2 a b) (l (ggroup (r 5) 2)) '((0 1) (2 3) (4)) (l (ggroup (r 5) 2 'x)) '((0 1) (2 3) (4 x)) (l (ggroup (r 4) 2)) '((0 1) (2 3))
       (l (gmerge < (generator 1 4) (generator 2 5) (generator 3))) '(1 2 3 4 5) (l (gmap - (r 3))) '(0 -1 -2) (l (gmap + (r 3) (r))) '(0 2 4) (l (gcombine (lambda (x s) (values (+ x s) (+ x s))) 0 (r 5))) '(0 1 3 6 10)
       (l (gfilter odd? (r 5))) '(1 3) (l (gremove odd? (r 5))) '(0 2 4) (l (gstate-filter (lambda (x s) (values (< s 3) (+ s 1))) 0 (r 9))) '(0 1 2) (l (gtake (r) 2)) '(0 1) (l (gtake (r 1) 3 'x)) '(0 x x) (l (gdrop (r 5) 3)) '(3 4) (l (gdrop (r 2) 3)) '()
       (l (gtake-while (lambda (x) (< x 3)) (r))) '(0 1 2) (l (gdrop-while (lambda (x) (< x 3)) (r 5))) '(3 4) (l (gdelete 2 (r 4))) '(0 1 3) (l (gdelete-neighbor-dups (generator 1 1 2 2 1))) '(1 2 1) (l (gindex (generator 'a 'b 'c 'd) (generator 0 2))) '(a c) (l (gselect (generator 'a 'b 'c) (generator #t #f #t))) '(a c))
(check (generator->reverse-list (r 3)) '(2 1 0) (generator->vector (r 3) 2) #(0 1) (let ((v (vector 9 9 9))) (list (generator->vector! v 1 (r 5)) v)) '(2 #(9 0 1)) (generator->string (string->generator "abc") 2) "ab" (generator-fold + 0 (r 4)) 6 (generator-fold (lambda (a b s) (+ (* a b) s)) 0 (r 3) (r)) 5
       (generator-map->list + (r 3) (r 3)) '(0 2 4) (let ((s 0)) (generator-for-each (lambda (x) (set! s (+ s x))) (r 4)) s) 6 (generator-find (lambda (x) (> x 2)) (r 5)) 3 (generator-find odd? (generator 2)) #f (generator-count odd? (r 5)) 2 (generator-any (lambda (x) (and (> x 2) (* x x))) (r 5)) 9
       (generator-every odd? (generator 1 2)) #f (generator-every values (generator 1 2)) 2 (generator-every odd? (generator)) #t (generator-unfold (string->generator "abc") unfold) '(#\a #\b #\c))
(check (all (count-accumulator) 'a 'b) 2 (all (list-accumulator) 1 2) '(1 2) (all (reverse-list-accumulator) 1 2) '(2 1) (all (vector-accumulator) 1 2) #(1 2) (all (reverse-vector-accumulator) 1 2) #(2 1) (all (string-accumulator) #\a #\b) "ab" (all (bytevector-accumulator) 1 2) #u8(1 2)
       (all (sum-accumulator) 1 2 3) 6 (all (product-accumulator) 2 3) 6 (all (vector-accumulator! (vector 0 0 0) 1) 5) #(0 5 0) (all (bytevector-accumulator! (bytevector 0 0) 1) 7) #u8(0 7) (all (make-accumulator * 1 -) 2 3) -6)
(summary)
