;;; map over what is no list.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (map (lambda (y) (* y y)) x))
(display (list (f 5)))
