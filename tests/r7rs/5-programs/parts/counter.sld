;; State, macros with hidden names, loaded once.
(define-library (parts counter)
  (export next! (rename current-count count) increment-twice! with-hidden loads)
  (import (scheme base) (parts log))
  (begin
    (define current 0)
    (define (current-count) current)
    (define (next!) (set! current (+ current 1)) current)
    (define-syntax increment-twice! (syntax-rules () ((_) (begin (next!) (hidden-next!)))))
    (define (hidden-next!) (set! current (+ current 1)) current)
    (define-syntax with-hidden (syntax-rules () ((_ e) (list hidden-value e))))
    (define hidden-value 'hidden)
    (note! 'counter)
    (define loads (notes))))
