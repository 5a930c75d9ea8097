;; libraries: .
;; exit: 65
(import (scheme base))

(define-syntax swap!
  (syntax-rules ()
    ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define x 1)
(swap! x)
(swap! x y)
(define-syntax bad-depth (syntax-rules () ((_ a ...) (list a))))
(define-syntax bad-ellipsis (syntax-rules () ((_ a) (list a ...))))
(define-syntax two-ellipses (syntax-rules () ((_ a ... b ...) 1)))
(define-syntax twice (syntax-rules () ((_ a a) 1)))
(define-syntax no-rules 5)
(define-syntax not-macro (lambda (x) x))
(define-syntax malformed (syntax-rules))
(define-syntax checked
  (syntax-rules ()
    ((_ "x") 1)
    ((_ other) (syntax-error "expected the string x, not" other))))
(checked (1 2))
(let-syntax ((a)) 1)
swap!
(define-syntax uses-unbound (syntax-rules () ((_ e) (frobnicate e))))
(uses-unbound 1)
(define (swap! a) a)
