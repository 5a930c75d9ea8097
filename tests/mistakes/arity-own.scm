;;; Too few arguments for a procedure of the program: a warning, and an error that tells where it is defined.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (area w h) (* w h))
(display (area 3))
