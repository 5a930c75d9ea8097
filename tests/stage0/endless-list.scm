(import (scheme base))
(define (loop l) (loop (cons 1 l)))
(loop (quote ()))
