;;; A name of other languages.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (if (> x 1) (return 1) 2))
(display (f 3))
