;;; An index out of a list.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (third l) (* 2 (list-ref l 3)))
(display (third '(1 2 3)))
