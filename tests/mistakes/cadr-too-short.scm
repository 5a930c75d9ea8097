;;; cadr of a list of one element.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (second l) (cadr l))
(display (map second '((1 2) (1))))
