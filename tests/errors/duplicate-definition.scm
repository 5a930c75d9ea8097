;;; The same name defined twice in a body.
;; exit: 65
(import (scheme base))
(define (f)
  (define x 1)
  (define y 2)
  (define x 3)
  (+ x y))
(f)
