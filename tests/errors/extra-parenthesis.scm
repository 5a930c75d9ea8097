;;; One closing parenthesis too many.
;; exit: 65
(import (scheme base))
(define x (list 1 2)))
(write x)
