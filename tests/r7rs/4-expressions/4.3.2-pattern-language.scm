;;; R7RS 4.3.2: syntax-rules: patterns, literals, ellipses, templates.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define-syntax be-like-begin (syntax-rules () ((be-like-begin name) (define-syntax name (syntax-rules () ((name expr (... ...)) (begin expr (... ...))))))))
(be-like-begin sequence)
(check (sequence 1 2 3 4) 4 (let ((=> #f)) (cond (#t => 'ok))) 'ok)

;; What is written once: (trial m (literal …) ((pattern template) …) use expected …)
(define-syntax trial
  (syntax-rules ()
    ((_ m literals (rule ...)) #t)
    ((_ m literals (rule ...) use expected . more)
     (begin (check (let-syntax ((m (syntax-rules literals rule ...))) use) expected) (trial m literals (rule ...) . more)))))

;; The keyword of a pattern is ignored; rules are tried in order; a constant matches what is equal.
(define-syntax named (syntax-rules () ((_ a) 'a) ((something-else a b) '(b a))))
(check (named x) 'x (named x y) '(y x))
(trial m () (((_ 1) 'one) ((_ "s") 'string) ((_ #\a) 'char) ((_ #t) 'true) ((_ ()) 'null) ((_ 1.5) 'flonum) ((_ #u8(1 2)) 'bytes) ((_ x) 'other))
       (m 1) 'one (m "s") 'string (m #\a) 'char (m #t) 'true (m ()) 'null (m 1.5) 'flonum (m #u8(1 2)) 'bytes (m 2) 'other (m "t") 'other (m #f) 'other (m 1.0) 'other (m (1)) 'other (m #u8(1)) 'other)
;; Lists, improper lists, vectors.
(trial m () (((_ (a b)) '(two a b)) ((_ (a b . c)) '(more a b c)) ((_ (a . b)) '(pair a b)) ((_ #(a b)) '(vector a b)) ((_ #(a ...)) '(vectors a ...)) ((_ a) '(any a)))
       (m (1 2)) '(two 1 2) (m (1 2 3 4)) '(more 1 2 (3 4)) (m (1 2 . 3)) '(more 1 2 3) (m (1)) '(pair 1 ()) (m (1 . 2)) '(pair 1 2) (m #(1 2)) '(vector 1 2) (m #(1 2 3)) '(vectors 1 2 3) (m #()) '(vectors) (m ()) '(any ()) (m x) '(any x))
(trial m () (((_ . x) 'x)) (m) '() (m 1 2) '(1 2) (m . 5) 5 (m 1 . 2) '(1 . 2))
(trial m () (((_ a . b) '(a b))) (m 1) '(1 ()) (m 1 2 3) '(1 (2 3)) (m 1 . 2) '(1 2))
;; Ellipses: none, some, with a tail, with an improper tail, in vectors.
(trial m () (((_ a ...) '(a ...))) (m) '() (m 1) '(1) (m 1 2 3) '(1 2 3))
(trial m () (((_ a ... z) '((a ...) z))) (m 1) '(() 1) (m 1 2 3) '((1 2) 3))
(trial m () (((_ a b ... y z) '(a (b ...) y z)) ((_ a ...) '(few a ...))) (m 1 2 3) '(1 () 2 3) (m 1 2 3 4 5) '(1 (2 3) 4 5) (m 1 2) '(few 1 2))
(trial m () (((_ a ... . r) '((a ...) r))) (m) '(() ()) (m 1 2) '((1 2) ()) (m 1 2 . 3) '((1 2) 3) (m . 3) '(() 3))
(trial m () (((_ a ... y . r) '((a ...) y r))) (m 1) '(() 1 ()) (m 1 2 3) '((1 2) 3 ()) (m 1 2 . 3) '((1) 2 3))
(trial m () (((_ #(a ... z)) '((a ...) z)) ((_ #(a ...)) 'empty)) (m #(1 2 3)) '((1 2) 3) (m #(1)) '(() 1) (m #()) 'empty)
(trial m () (((_ (a b) ...) '((a ...) (b ...))) ((_ x ...) 'other)) (m (1 2) (3 4)) '((1 3) (2 4)) (m) '(() ()) (m (1 2) 3) 'other (m (1 2 3)) 'other)
;; Nested ellipses, and what is deeper in the template goes along.
(trial m () (((_ (a b ...) ...) '((a ...) ((b ...) ...) ((b ... a) ...)))) (m (1 2 3) (4) (5 6)) '((1 4 5) ((2 3) () (6)) ((2 3 1) (4) (6 5))))
(trial m () (((_ (a ...) ...) '(a ... ...))) (m (1 2) () (3)) '(1 2 3) (m) '() (m ()) '())
(trial m () (((_ ((a ...) ...) ...) '(a ... ... ...))) (m ((1 2) (3)) () ((4))) '(1 2 3 4))
(trial m () (((_ x (a ...) ...) '((x a ...) ...))) (m q (1 2) (3)) '((q 1 2) (q 3)))
(trial m () (((_ (x ...) (y ...)) '((x y) ...))) (m (1 2) (a b)) '((1 a) (2 b)))
(trial m () (((_ a ...) '((a a) ... a ... end))) (m 1 2) '((1 1) (2 2) 1 2 end))
(trial m () (((_ a ...) '#(start a ... end))) (m 1 2) '#(start 1 2 end) (m) '#(start end))
(trial m () (((_ a ...) '(a ... . tail))) (m 1 2) '(1 2 . tail) (m) 'tail)
(trial m () (((_ (a . b) ...) '((b ...) (a ...)))) (m (1 . 2) (3 4)) '((2 (4)) (1 3)))
(trial m () (((_ ((a b ...) ...) ...) '(((a ...) ...) (((b ...) ...) ...)))) (m ((1 2) (3)) ((4 5 6))) '(((1 3) (4)) (((2) ()) ((5 6)))))
;; Underscore matches anything and names nothing; it can be a literal.
(trial m () (((_ _ _) 'two) ((_ _) 'one) ((_ _ ...) 'many)) (m 1 2) 'two (m (a b)) 'one (m) 'many (m 1 2 3) 'many)
(trial m (_) (((m _) 'underscore) ((m x) 'x)) (m _) 'underscore (m 5) '5)
;; Literals match by binding.
(trial m (=> else) (((m a => b) '(arrow a b)) ((m else) 'else) ((m a b c) '(three a b c)) ((m a) '(one a))) (m 1 => 2) '(arrow 1 2) (m 1 2 3) '(three 1 2 3) (m else) 'else (m other) '(one other) (let ((=> 1)) (m 1 => 2)) '(three 1 => 2) (let ((else 1)) (m else)) '(one else))
(trial m (unbound-anywhere) (((m unbound-anywhere) 'literal) ((m x) 'variable)) (m unbound-anywhere) 'literal (m x) 'variable (let ((unbound-anywhere 1)) (m unbound-anywhere)) 'variable)
(check (let ((lit 1)) (let-syntax ((m (syntax-rules (lit) ((_ lit) 'same) ((_ x) 'other)))) (list (m lit) (let ((lit 2)) (m lit))))) '(same other))
(trial m (a) (((m (a b) ...) '(b ...)) ((m x ...) 'no)) (m (a 1) (a 2)) '(1 2) (m (a 1) (b 2)) 'no)
;; The ellipsis can be another identifier, or a literal; then ... is ordinary.
(check (let-syntax ((m (syntax-rules ::: () ((_ a :::) '(a ::: ...))))) (m 1 2)) '(1 2 ...) (let-syntax ((m (syntax-rules ::: () ((_ (a b :::) :::) '((b ::: a) :::))))) (m (1 2 3) (4))) '((2 3 1) (4)) (let-syntax ((m (syntax-rules (...) ((_ ...) 'dots) ((_ x) 'x)))) (list (m ...) (m 5))) '(dots 5)
       (let-syntax ((m (syntax-rules ::: () ((_ ... a) '(... a))))) (m 1 2)) '(1 2))
;; (... template) takes the ellipses in it as they are.
(trial m () (((_ a) '(... ...)) ((_ a b) '(a (... (b ...))))) (m 1) '... (m 1 2) '(1 (2 ...)))
(trial m () (((_ a) '((... (a ...)) (... ...)))) (m 1) '((1 ...) ...))
(trial m () (((_ a ...) '((... (... a)) ...))) (m 1 2) '((... 1) (... 2)))
;; Inserted identifiers: free ones refer to the definition, quoted ones become symbols.
(trial m () (((_ a) '(a inserted #(inserted "s" 1)))) (m x) '(x inserted #(inserted "s" 1)))
;; Macros that make macros with their own patterns, and literals handed down.
(define-syntax define-matcher (syntax-rules () ((_ name literal) (define-syntax name (syntax-rules (literal) ((_ literal) 'literal-found) ((_ x) 'something))))))
(define-matcher is-foo foo)
(check (is-foo foo) 'literal-found (is-foo bar) 'something)
(define-syntax define-tail (syntax-rules () ((_ name (arg ...) body) (define-syntax name (syntax-rules () ((_ arg ... . rest) (list body 'rest)))))))
(define-tail add-two (a b) (+ a b))
(check (add-two 1 2) '(3 ()) (add-two 1 2 3 4) '(3 (3 4)))
(define-syntax my-let* (syntax-rules () ((_ () body ...) (let () body ...)) ((_ ((x v) more ...) body ...) (let ((x v)) (my-let* (more ...) body ...)))))
(check (my-let* ((x 1) (y (+ x 1)) (x (* y 10))) (list x y)) '(20 2))
;; Recursion with an accumulator; a macro that tells identifiers apart by binding them.
(define-syntax reversed (syntax-rules () ((_ () (done ...)) '(done ...)) ((_ (x . rest) (done ...)) (reversed rest (x done ...)))))
(check (reversed (1 2 3 4) ()) '(4 3 2 1))
(define-syntax same-name? (syntax-rules () ((_ a b) (let-syntax ((test (syntax-rules (a) ((_ a) #t) ((_ other) #f)))) (test b)))))
(check (same-name? x x) #t (same-name? x y) #f)
;; Definitions made by macros: the given name is visible, an inserted one is not.
(define-syntax define-pair (syntax-rules () ((_ a b) (begin (define hidden 'hidden) (define a (list hidden 1)) (define b (list hidden 2))))))
(define hidden 'visible)
(define-pair one two)
(check one '(hidden 1) two '(hidden 2) hidden 'visible (let () (define-pair p q) (list p q)) '((hidden 1) (hidden 2)))
(define-syntax define-getter (syntax-rules () ((_ name value) (define (name) value))))
(define-getter five 5)
(check (five) 5 (let () (define-getter six 6) (six)) 6)
;; A variable with fewer levels than ellipses stays the same inside; where nothing else would repeat inside, it repeats there.
(check (let-syntax ((m (syntax-rules () ((_ (a b ...) ...) '(((a b) ...) ...))))) (m (1 2) (3 4 5))) '(((1 2)) ((3 4) (3 5))) (let-syntax ((m (syntax-rules () ((_ (a ...) (b ...)) '((a b ...) ...))))) (m (1 2) (3 4))) '((1 3 4) (2 3 4))
       (let-syntax ((m (syntax-rules () ((_ (a ...) (b c ...) ...) '((a ... ((... ...) b) (c a ...) ...) ...))))) (m (x y) (1 2 3) (4))) '((x y (... 1) (2 x y) (3 x y)) (x y (... 4))) (let-syntax ((m (syntax-rules () ((_ ((a ...) ...) b ...) '(a ... ... #(b a ... ...) ...))))) (m ((1 2) (3)) x y)) '(1 2 3 #(x 1 2 3) #(y 1 2 3)))
(summary)
