;;; An end out of a string.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f s) (string-append (substring s 2 10) "x"))
(display (f "abc"))
