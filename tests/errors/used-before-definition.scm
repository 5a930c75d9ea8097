;;; A variable read before its definition has run.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (f) (cons 1 later))
(display (f))
(define later (list (f)))
