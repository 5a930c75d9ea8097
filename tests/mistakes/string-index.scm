;;; An index out of a string.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (last-char s) (char-upcase (string-ref s (string-length s))))
(display (last-char "abc"))
