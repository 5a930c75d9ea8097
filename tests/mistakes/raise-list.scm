;;; A list is raised.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (if (> x 1) (raise (list 'too-large x)) x))
(display (f 3))
