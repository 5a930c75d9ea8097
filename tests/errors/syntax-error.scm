;;; syntax-error in a macro, with irritants.
;; exit: 65
(import (scheme base))
(define-syntax only-pairs
  (syntax-rules () ((_ (a b)) (cons a b)) ((_ x) (syntax-error "a pair is wanted" x))))
(only-pairs (1 2))
(only-pairs 5)
