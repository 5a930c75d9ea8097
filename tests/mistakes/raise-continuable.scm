;;; A symbol is raised, to be continued.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (+ 1 (raise-continuable 'oops)))
(display (f 3))
