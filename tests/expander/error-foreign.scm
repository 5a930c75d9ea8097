;;; Forms of other Schemes: one report for each, and none for the names in it or those that it was meant to define.
;; engines: native stage0 executable
;; exit: 65
(import (scheme base) (scheme write))
(define-structure point x y)
(display (point-x (make-point 1 2)))
(define-macro (swap a b) `(let ((t ,a)) t))
(display (swap 1 2))
(fluid-let ((z 1)) z)
(display (1+ 5))
(display 1.2.3)
(assert (> 1 2))
