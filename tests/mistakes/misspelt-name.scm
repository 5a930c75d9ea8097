;;; A parameter that is misspelt.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (area radius) (* 3 raduis radius))
(display (area 2))
