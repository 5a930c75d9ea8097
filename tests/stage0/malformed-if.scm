(import (scheme base))
(define (f x) (if))
