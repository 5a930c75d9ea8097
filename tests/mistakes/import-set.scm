;;; An import of what a library does not export.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(import (only (scheme char) char-upcase char-upkase))
(display (char-upcase #\a))
