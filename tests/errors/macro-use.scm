;;; A mistake inside a macro use: the position is that of the use.
;; exit: 65
(import (scheme base))
(define-syntax swap!
  (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define x 1)
(swap! x)
(swap! x undefined-thing)
