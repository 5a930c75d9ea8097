;;; An if of five parts.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (if (> x 10) 1 2 3))
(display (f 5))
