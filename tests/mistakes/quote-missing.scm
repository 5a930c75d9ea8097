;;; Names where data are meant.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(display (list a b c))
