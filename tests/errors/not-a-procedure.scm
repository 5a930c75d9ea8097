;;; A call of something that is not a procedure.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (call f) (if (eq? f 0) 1 (f 1 2)))
(call 42)
