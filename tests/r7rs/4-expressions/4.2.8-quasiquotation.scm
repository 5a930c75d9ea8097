;;; R7RS 4.2.8: quasiquote.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check `(list ,(+ 1 2) 4) '(list 3 4) (let ((name 'a)) `(list ,name ',name)) '(list a (quote a)) `(a ,(+ 1 2) ,@(map abs '(4 -5 6)) b) '(a 3 4 5 6 b) `((foo ,(- 10 3)) ,@(cdr '(c)) . ,(car '(cons))) '((foo 7) . cons)
       `#(10 5 ,(* 2 1) ,@(map abs '(-4 3)) 8) '#(10 5 2 4 3 8) (let ((foo '(foo bar)) (@baz 'baz)) `(list ,@foo , @baz)) '(list foo bar baz))
(check `a 'a `5 5 `"s" "s" `() '() `(a b) '(a b) `(a . b) '(a . b) `#(a b) '#(a b) `,(+ 1 2) 3 `(,(+ 1 2)) '(3) `(1 . ,(+ 1 2)) '(1 . 3) `(1 . (,(+ 1 2))) '(1 3) `(,@'(1 2)) '(1 2) `(,@'() 3) '(3) `(1 ,@'(2 3)) '(1 2 3) `(,@'(1) ,@'(2 3)) '(1 2 3)
       `(,@'(1) . ,(list 2)) '(1 2) `(1 ,@2) '(1 . 2) `((,(+ 1 1)) (,@'(3))) '((2) (3)) `#(,@'(1 2) 3) '#(1 2 3) `#(,@'()) '#() `(#(,(+ 1 1)) x) '(#(2) x) `#u8(1 2) #u8(1 2) `(a `b) '(a `b) `#t #t `#\a #\a `(x ,'y ,''z) '(x y 'z))
;; Nesting: only what stands at the outermost level is evaluated.
(check `(a `(b ,(+ 1 2) ,(foo ,(+ 1 3) d) e) f) '(a `(b ,(+ 1 2) ,(foo 4 d) e) f) (let ((name1 'x) (name2 'y)) `(a `(b ,,name1 ,',name2 d) e)) '(a `(b ,x ,'y d) e) `(1 `(2 ,(3 ,(+ 1 3)))) '(1 `(2 ,(3 4)))
       `(1 `,(+ 1 ,(+ 2 3))) '(1 `,(+ 1 5)) `(1 ```,,@,,@(list (+ 1 2)) 4) '(1 ```,,@,3 4) `(`(,@(a ,@'(b c)))) '(`(,@(a b c))) `(`,@(,@'(a b))) '(`,@(a b)) `#(`#(,(+ 1 ,2))) '#(`#(,(+ 1 2))) ``,,1 '`,1 `(a `(b ,(c ,@'(d e)))) '(a `(b ,(c d e))))
;; The names written out are the same, also mixed.
(check (quasiquote (list (unquote (+ 1 2)) 4)) '(list 3 4) '(quasiquote (list (unquote (+ 1 2)) 4)) '`(list ,(+ 1 2) 4) (quasiquote (a (unquote-splicing (list 1 2)) b)) '(a 1 2 b) `(a . (unquote (+ 1 2))) '(a . 3) `(a unquote (+ 1 2)) '(a . 3)
       (quasiquote #((unquote (+ 1 2)))) '#(3) `(1 (unquote-splicing '(2))) '(1 2))
;; It is a keyword by its binding, and what is inserted is not looked at again.
(check (let ((unquote list)) `(a ,(b))) '(a (unquote (b))) (let ((x ',y)) `(,x)) '((unquote y)) (let ((quasiquote list)) `5) '(5) (let ((x '(unquote-splicing y))) `(1 ,x)) '(1 ,@y))
;; What is spliced last is shared, what comes before is copied; the rest may be constant.
(check (let ((tail (list 1 2))) (eq? tail (cdr `(0 . ,tail)))) #t (let ((l (list 1 2))) (let ((copy `(,@l 3))) (set-car! copy 9) l)) '(1 2) (let ((f (lambda (x) `(a ,x)))) (list (f 1) (f 2))) '((a 1) (a 2)))
(check (outcome `(,@5 1)) 'error (outcome `#(,@5)) 'error (outcome `(,@'(1 . 2) 3)) 'error)
;; In a vector no two elements are a dotted unquote; in a list they are.
(check `#(1 2 unquote (list 3 4)) '#(1 2 unquote (list 3 4)) `(1 2 unquote (list 3 4)) '(1 2 3 4) `#(unquote (list 1)) '#(unquote (list 1)) `#(quasiquote ,(+ 1 2)) '#(quasiquote 3) `#(,(+ 1 2) unquote ,@(list 3 4)) '#(3 unquote 3 4) `#(unquote-splicing x) '#(unquote-splicing x)
       `#(1 #(unquote ,(+ 1 1))) '#(1 #(unquote 2)) `#(1 `#(2 ,(3 ,(+ 1 3)))) '#(1 (quasiquote #(2 (unquote (3 4))))))
(summary)
