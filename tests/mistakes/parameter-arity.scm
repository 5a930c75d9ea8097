;;; A parameter object called with too many arguments is named as the program names it.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define depth (make-parameter 5))
(display (+ 1 (depth 1 2)))
