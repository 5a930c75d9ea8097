;;; A loop called without its argument: the place of a call that is in tail position.
;; engines: native
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (let loop ((i 0)) (if (< i 10) (loop) i)))
(display (f 1))
