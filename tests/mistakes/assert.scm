;;; An assumption that does not hold.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(import (srfi 145))
(define (f x) (assume (positive? x)) (* 2 x))
(display (f -1))
