;;; A string that is never closed: one report.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define greeting "hello)
(display greeting)
(newline)
