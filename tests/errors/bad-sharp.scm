;;; A sharp sign with nothing sensible after it.
;; exit: 65
(import (scheme base))
(define x #<procedure>)
