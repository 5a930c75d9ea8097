(define-library (sample cyclic-a) (export a) (import (scheme base) (sample cyclic-b)) (begin (define a 1)))
