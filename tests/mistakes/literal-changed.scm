;;; A literal constant is changed.
;; engines: native
(import (scheme base) (scheme write))
(define (f x)
  (vector-set! '#(1 2 3) 0 x)
  (set-car! '(1 2) x)
  x)
(display (f 5))
