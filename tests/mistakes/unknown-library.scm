;;; A library that is misspelt.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme bass) (scheme write))
(display 1)
