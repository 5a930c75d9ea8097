(define-library (cycle a) (export x) (import (scheme base) (cycle b)) (begin (define x 1)))
