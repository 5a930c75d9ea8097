;;; A file that is not there.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f name) (let ((p (open-input-file name))) (read p)))
(display (f "no-such-file.txt"))
