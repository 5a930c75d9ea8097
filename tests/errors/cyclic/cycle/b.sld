(define-library (cycle b) (export y) (import (scheme base) (cycle a)) (begin (define y x)))
