;;; Too few arguments for a procedure of a library.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (string-append (substring x) "!"))
(display (f "abc"))
