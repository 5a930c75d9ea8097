;;; A character among strings.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f s) (string-append s #\!))
(display (string-length (f "abc")))
