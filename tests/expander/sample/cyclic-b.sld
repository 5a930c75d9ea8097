(define-library (sample cyclic-b) (export b) (import (scheme base) (sample cyclic-a)) (begin (define b 1)))
