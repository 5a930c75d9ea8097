;;; The accessor of another record type.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(define-record-type circle (make-circle r) circle? (r circle-r))
(define (f c) (+ 1 (point-x c)))
(display (f (make-circle 3)))
