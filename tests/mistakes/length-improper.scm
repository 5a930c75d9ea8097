;;; length of a list that does not end.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (+ 1 (length x)))
(display (f '(1 2 . 3)))
