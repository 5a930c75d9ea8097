;;; raise of #f.
;; engines: native executable
;; exit: 70
(import (scheme base))
(define (f) (raise #f))
(f)
