;;; The result of display is called.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (if (> x 1) ((display "big")) 'small))
(display (f 5))
