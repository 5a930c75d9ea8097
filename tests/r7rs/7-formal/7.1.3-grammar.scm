;;; R7RS 7.1.3 to 7.1.6: every production of the grammar of expressions, quasiquotations, transformers, programs and definitions that the
;;; tests of chapters 4 and 5 do not show by themselves: the shortest and the longest form of each.
(import (scheme base) (scheme lazy) (scheme case-lambda) (scheme write))
(include "../check/check.scm")
;; <formals>, <body>, <sequence>
(check ((lambda () 1)) 1 ((lambda (a) a) 1) 1 ((lambda a a) 1) '(1) ((lambda (a . b) b) 1 2) '(2) ((lambda () (define a 1) (define b 2) a b (+ a b))) 3 ((lambda () 1 2)) 2 ((lambda () (begin) 1)) 1)
;; <conditional>, <derived expression>
(check (if 1 2) 2 (cond (1)) 1 (cond (#f) (2)) 2 (cond (1 => values)) 1 (cond (else 1)) 1 (cond (#f 1) (else 1 2)) 2 (case 1 ((1) 2)) 2 (case 1 (() 0) ((1 2 3) 4 5)) 5 (case 1 (else 2)) 2 (case 1 (else => values)) 1 (case 1 ((1) => values)) 1 (case 1 ((2) => values) (else 3)) 3
       (and) #t (or) #f (when 1 2 3) 3 (unless #f 2 3) 3 (let () 1) 1 (let f () 1) 1 (let* () 1) 1 (letrec () 1) 1 (letrec* () 1) 1 (let-values () 1) 1 (let*-values () 1) 1 (begin 1) 1 (do () (1 2)) 2 (do ((i 1)) (i i)) 1 (do ((i 0 (+ i 1))) ((= i 2) i) 'command 'command) 2
       (force (delay 1)) 1 (force (delay-force (delay 1))) 1 (parameterize () 1) 1 (guard (e) 1) 1 (guard (e (#t)) (raise 1)) #t (guard (e (e)) (raise 1)) 1 (guard (e (#f 1) (else 2)) (raise 1)) 2 (procedure? (case-lambda)) #t ((case-lambda (() 1))) 1 (let-values (((a . b) (values 1 2)) (c (values 3 4)) (() (values))) (list a b c)) '(1 (2) (3 4)))
;; Quotations of each datum.
(check '#t #t '1 1 '#\a #\a '"a" "a" 'a 'a '#u8(1) #u8(1) '() '() '(a) '(a) '(a . b) (cons 'a 'b) '#(a) #(a) ''a '(quote a) '`a '(quasiquote a) ',a '(unquote a) ',@a '(unquote-splicing a) (quote quote) 'quote)
;; A macro use takes any datum.
(define-syntax first-of (syntax-rules () ((_ x . y) 'x)))
(check (first-of "a") "a" (first-of #(1 2)) '#(1 2) (first-of (a . b)) '(a . b) (first-of a . b) 'a (first-of 'a) '(quote a) (first-of #u8(1)) #u8(1))
;; Nested quasiquotation in vectors, tails and quotes.
(check `#(1 `#(2 ,(3 ,(+ 2 2)))) '#(1 `#(2 ,(3 4))) `(1 . `(2 . ,(3 . ,(+ 2 2)))) '(1 . `(2 . ,(3 . 4))) `'(1 ,2) ''(1 2) `(',(+ 1 2)) '('3) `(1 ',@(list 2)) '(1 '2) `(a . #(b ,(+ 1 2))) '(a . #(b 3)))
;; <transformer spec>: no rules, rules with each pattern.
(define-syntax nothing (syntax-rules ()))
(define-syntax patterns
  (syntax-rules (lit)
    ((_) 0) ((_ lit) 'lit) ((_ #t) 'true) ((_ "s") 'string) ((_ (a . #(b ...))) '(dotted-vector a b ...)) ((_ (a b ... . c)) '(a (b ...) c)) ((_ #((a) ...)) '(a ...)) ((_ a b ... c d) '(a (b ...) c d)) ((_ . rest) 'rest)))
(check (patterns) 0 (patterns lit) 'lit (patterns #t) 'true (patterns "s") 'string (patterns (1 . #(2 3))) '(dotted-vector 1 2 3) (patterns (1 2 3 . 4)) '(1 (2 3) 4) (patterns (1)) '(1 () ()) (patterns #((1) (2))) '(1 2) (patterns 1 2 3 4) '(1 (2) 3 4) (patterns 1 2 3) '(1 () 2 3) (patterns 1 2) '(1 2) (patterns . 5) 5)
;; <definition>
(define d1 1)
(define (d2) 2)
(define (d3 a . b) (list a b))
(define (d4 . a) a)
(define-values d5 (values 5))
(define-values (d6 . d7) (values 6 7))
(define-record-type d8 (d9) d10)
(define-syntax d11 (syntax-rules () ((_) 11)))
(begin)
(begin (define d12 12) (begin (define d13 13) (begin)) d12)
(check (list d1 (d2) (d3 1 2) (d4) d5 d6 d7 (d10 (d9)) (d11) d12 d13) '(1 2 (1 (2)) () (5) 6 (7) #t 11 12 13))
(summary)
