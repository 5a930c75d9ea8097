;;; A parenthesis that is never closed.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (square x)
  (* x x)

(define (cube x)
  (* x x x))
(display (cube 3))
