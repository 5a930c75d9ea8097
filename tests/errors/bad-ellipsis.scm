;;; An ellipsis after something that does not repeat.
;; exit: 65
(import (scheme base))
(define-syntax m (syntax-rules () ((_ a) '(a ...))))
(m 1)
