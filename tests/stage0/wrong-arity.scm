(import (scheme base))
(define (f x) x)
(f 1 2)
