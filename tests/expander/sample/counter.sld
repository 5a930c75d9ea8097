(define-library (sample counter)
  (export (rename make-it make-counter) next! counter-count! with-counter define-counter)
  (cond-expand
    ((library (no such)) (import (no such)))
    ((library (scheme base)) (import (scheme base))))
  (include-library-declarations "counter-exports.txt")
  (include "counter-body.txt")
  (begin
    (define total 0)
    (define-syntax counter-count!
      (syntax-rules () ((_) (begin (set! total (+ total 1)) total))))
    ;; private names in a template
    (define-syntax with-counter
      (syntax-rules () ((_ (name) body ...) (let ((name (make-it))) (helper name) body ...))))
    (define-syntax define-counter
      (syntax-rules () ((_ name) (begin (define state (make-it)) (define (name) (next! state))))))
    (define (helper c) (next! c))))
