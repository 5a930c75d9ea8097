;;; A number where map wants a procedure.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (f l) (map 5 l))
(display (f '(1 2)))
