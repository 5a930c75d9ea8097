;;; What ,@ splices in is no list.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (f x) `(1 ,@x 2))
(display (f 5))
