;;; A name of a library that is not imported.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define table (make-equal-hash-table))
(display table)
