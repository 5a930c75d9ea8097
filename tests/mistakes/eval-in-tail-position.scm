;;; The frame of a procedure that eval called in tail position.
;; exit: 70
(import (scheme base) (scheme eval) (scheme write))
(define env (environment '(scheme base)))
(define (go n) (if (= n 0) (car n) (eval `(,go ,(- n 1)) env)))
(write (go 20))
