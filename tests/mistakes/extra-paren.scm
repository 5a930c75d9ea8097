;;; A parenthesis too many.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (square x)
  (* x x)))
(display (square 3))
