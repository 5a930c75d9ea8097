;;; R7RS 6.10: procedure?, apply, map, string-map, vector-map, for-each and its kin: order, uneven lengths, circular lists, re-entry.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme char))
(include "../check/check.scm")
(define (ring . elements)
  (let ((list (list-copy elements)))
    (set-cdr! (list-tail list (- (length list) 1)) list)
    list))
(check (procedure? car) #t (procedure? 'car) #f (procedure? (lambda (x) (* x x))) #t (procedure? '(lambda (x) (* x x))) #f (call-with-current-continuation procedure?) #t (procedure? (make-parameter 1)) #t (procedure? call/cc) #t (procedure? "car") #f (procedure? '()) #f
       (eq? call/cc call-with-current-continuation) #t)
(check (apply + (list 3 4)) 7 (apply + 1 2 '(3 4)) 10 (apply list 1 2 '()) '(1 2) (apply list '()) '() (apply list '(1 2 3)) '(1 2 3) (apply apply (list + (list 1 2))) 3 (((lambda (f g) (lambda args (f (apply g args)))) - *) 12 75) -900 (apply (lambda (a . rest) (list a rest)) 1 '(2 3)) '(1 (2 3))
       (length (apply list (make-list 10000 0))) 10000 (apply max (let loop ((i 0) (l '())) (if (= i 5000) l (loop (+ i 1) (cons i l))))) 4999 (let* ((l (list 1 2)) (m (apply list l))) (eq? l m)) #f
       (outcome (apply + 1)) 'error (outcome (apply + 1 2)) 'error (outcome (apply + '(1 . 2))) 'error (outcome (apply 'a '(1))) 'error (outcome (apply car '(1 2))) 'error (outcome (apply (lambda (x) x) '())) 'error)
;; map: one list, several, the shortest rules, circular ones too.
(check (map cadr '((a b) (d e) (g h))) '(b e h) (map (lambda (n) (expt n n)) '(1 2 3 4 5)) '(1 4 27 256 3125) (map + '(1 2 3) '(4 5 6 7)) '(5 7 9) (map + '(1 2 3 4) '(4 5 6)) '(5 7 9) (map car '()) '() (map + '() '(1)) '() (map list '(1 2) '(3 4) '(5 6)) '((1 3 5) (2 4 6))
       (map list '(1 2 3) '(a b) '(x y z w)) '((1 a x) (2 b y)) (map + '(1 2 3) (ring 10 20)) '(11 22 13) (map list (ring 0) '(a b) (ring 1 2)) '((0 a 1) (0 b 2)) (let ((count 0)) (length (map (lambda (ignored) (set! count (+ count 1)) count) '(a b)))) 2
       (outcome (map car 5)) 'error (outcome (map car '(1))) 'error (outcome (map 5 '(1))) 'error (length (map (lambda (x y z) x) '(1 2) '(3) '(4 5 6))) 1 (length (map (lambda (x) x) (make-list 100000 1))) 100000)
(check (string-map char-foldcase "AbdEgH") "abdegh" (string-map (lambda (c) (integer->char (+ 1 (char->integer c)))) "HAL") "IBM" (string-map (lambda (c k) ((if (eqv? k #\u) char-upcase char-downcase) c)) "studlycaps xxx" "ululululul") "StUdLyCaPs" (string-map char-upcase "") ""
       (string-map (lambda (c) #\λ) "ab") "λλ" (string-map (lambda (c) #\😀) "λμ") "😀😀" (string-map (lambda (a b c) b) "123" "ab" "xyz") "ab" (outcome (string-map (lambda (c) 1) "ab")) 'error (outcome (string-map char-upcase '(#\a))) 'error (outcome (string-map char-upcase 'a)) 'error)
(check (vector-map cadr '#((a b) (d e) (g h))) #(b e h) (vector-map (lambda (n) (expt n n)) '#(1 2 3 4 5)) #(1 4 27 256 3125) (vector-map + '#(1 2 3) '#(4 5 6 7)) #(5 7 9) (vector-map + #(1 2 3) #(4 5)) #(5 7) (vector-map car #()) #() (vector-map list #(1 2) #(a b) #(x y z)) #((1 a x) (2 b y))
       (let ((v (vector 1 2))) (eq? v (vector-map (lambda (x) x) v))) #f (outcome (vector-map car '(1))) 'error (outcome (vector-map car #(1))) 'error)
;; for-each and its kin go from the first to the last.
(define-syntax trace
  (syntax-rules () ((_ (note) body ...) (let* ((seen '()) (note (lambda (x) (set! seen (cons x seen))))) body ... (reverse seen)))))
(check (let ((v (make-vector 5))) (for-each (lambda (i) (vector-set! v i (* i i))) '(0 1 2 3 4)) v) #(0 1 4 9 16) (trace (note) (for-each note '(1 2 3))) '(1 2 3) (trace (note) (for-each (lambda (a b) (note (list a b))) '(1 2 3) '(a b))) '((1 a) (2 b))
       (trace (note) (for-each (lambda (a b c) (note (list a b c))) '(1 2) (ring 'x) '(p q r))) '((1 x p) (2 x q)) (trace (note) (for-each note '())) '() (trace (note) (for-each (lambda (a b) (note a)) '(1 2) '())) '()
       (trace (note) (string-for-each (lambda (c) (note (char->integer c))) "abcde")) '(97 98 99 100 101) (trace (note) (string-for-each (lambda (a b) (note (string a b))) "abc" "xy")) '("ax" "by") (trace (note) (string-for-each note "λ😀")) '(#\λ #\😀) (trace (note) (string-for-each note "")) '()
       (trace (note) (string-for-each (lambda (a b c) (note (string c b a))) "12" "34" "567")) '("531" "642") (trace (note) (vector-for-each note #(1 2 3))) '(1 2 3) (trace (note) (vector-for-each (lambda (a b) (note (+ a b))) #(1 2) #(10 20 30))) '(11 22) (trace (note) (vector-for-each note #())) '()
       (let ((v (make-list 5))) (vector-for-each (lambda (i) (list-set! v i (* i i))) '#(0 1 2 3 4)) v) '(0 1 4 9 16) (trace (note) (vector-for-each (lambda (a b c) (note (list a b c))) #(1 2) #(3 4) #(5 6))) '((1 3 5) (2 4 6))
       (outcome (for-each car '(1))) 'error (outcome (for-each car 5)) 'error (outcome (string-for-each car "a")) 'error (outcome (vector-for-each car '(1))) 'error (outcome (for-each (lambda (x) x) '(1 . 2))) 'error)
;; The procedures are called in the dynamic environment of the caller.
(define parameter (make-parameter 0))
(check (parameterize ((parameter 1)) (map (lambda (x) (+ x (parameter))) '(1 2))) '(2 3) (parameterize ((parameter 2)) (vector-map (lambda (x) (parameter)) #(a b))) #(2 2) (parameterize ((parameter #\z)) (string-map (lambda (x) (parameter)) "ab")) "zz"
       (parameterize ((parameter 3)) (apply (lambda (x) (parameter)) '(1))) 3 (parameterize ((parameter 4)) (call-with-values (lambda () (parameter)) (lambda (x) (list x (parameter))))) '(4 4) (parameterize ((parameter 5)) (call/cc (lambda (k) (parameter)))) 5
       (parameterize ((parameter 6)) (let ((seen '())) (dynamic-wind (lambda () (set! seen (cons (parameter) seen))) (lambda () (parameterize ((parameter 7)) (set! seen (cons (parameter) seen)))) (lambda () (set! seen (cons (parameter) seen)))) seen)) '(6 7 6))
;; Multiple returns do not change what earlier ones gave: a continuation captured in the middle is entered again.
(define (returns-twice mapper)
  (let* ((k #f) (first #f)
         (result (mapper (lambda (x) (call/cc (lambda (c) (when (and (not k) (memv x '(2 #\2))) (set! k c)) x))))))
    (if first
        (list first result)
        (let ((again k))
          (set! first result)
          (again (if (string? result) #\x 'x))))))
(check (returns-twice (lambda (f) (map f '(1 2 3)))) '((1 2 3) (1 x 3)) (returns-twice (lambda (f) (map (lambda (x y) (f x)) '(1 2 3) '(4 5 6)))) '((1 2 3) (1 x 3)) (returns-twice (lambda (f) (vector-map f #(1 2 3)))) '(#(1 2 3) #(1 x 3))
       (returns-twice (lambda (f) (vector-map (lambda (x y) (f x)) #(1 2 3) #(4 5 6)))) '(#(1 2 3) #(1 x 3)) (returns-twice (lambda (f) (string-map f "123"))) '("123" "1x3") (returns-twice (lambda (f) (string-map (lambda (x y) (f x)) "123" "456"))) '("123" "1x3"))
(define (continues-twice for-each-element)
  (let ((k #f) (seen '()) (again? #t))
    (for-each-element (lambda (x) (call/cc (lambda (c) (when (memv x '(2 #\2)) (set! k c)))) (set! seen (cons x seen))))
    (when again? (set! again? #f) (k #f))
    (reverse seen)))
(check (continues-twice (lambda (f) (for-each f '(1 2 3)))) '(1 2 3 2 3) (continues-twice (lambda (f) (for-each (lambda (x y) (f x)) '(1 2 3) '(4 5 6)))) '(1 2 3 2 3) (continues-twice (lambda (f) (vector-for-each f #(1 2 3)))) '(1 2 3 2 3)
       (continues-twice (lambda (f) (string-for-each f "123"))) '(#\1 #\2 #\3 #\2 #\3) (continues-twice (lambda (f) (vector-for-each (lambda (x y) (f x)) #(1 2 3) #(4 5 6)))) '(1 2 3 2 3) (continues-twice (lambda (f) (string-for-each (lambda (x y) (f x)) "123" "456"))) '(#\1 #\2 #\3 #\2 #\3))
;; Escapes from within.
(check (call/cc (lambda (exit) (for-each (lambda (x) (if (negative? x) (exit x))) '(54 0 37 -3 245 19)) #t)) -3 (call/cc (lambda (k) (map (lambda (x) (if (= x 2) (k 'out) x)) '(1 2 3)))) 'out (call/cc (lambda (k) (vector-for-each k #(1 2)))) 1
       (call/cc (lambda (k) (string-for-each k "ab"))) #\a (call/cc (lambda (k) (vector-map k #(7 7)))) 7 (call/cc (lambda (k) (apply k '(5)))) 5)
;; So are before and after, also when the extent is entered from elsewhere.
(define-syntax path
  (syntax-rules () ((_ (add) body ...) (let* ((seen '()) (add (lambda (x) (set! seen (cons x seen))))) (let ((result (let () body ...))) (reverse (cons result seen)))))))
(check (let ((p (make-parameter 'outer)) (k #f)) (path (add) (parameterize ((p 'middle)) (dynamic-wind (lambda () (add (p))) (lambda () (parameterize ((p 'inner)) (call/cc (lambda (c) (set! k c))) (add (p)))) (lambda () (add (p))))) (if k (let ((again k)) (set! k #f) (again #f))) 'end)) '(middle inner middle middle inner middle end))
;; Each takes a procedure and at least one sequence.
(check (map (lambda (map) (outcome (map +))) (list map for-each string-map string-for-each vector-map vector-for-each)) '(error error error error error error))
(summary)
