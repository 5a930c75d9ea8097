;;; A string for a character.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f s) (if (char=? s "a") 1 2))
(display (f #\a))
