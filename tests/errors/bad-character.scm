;;; A character name that does not exist.
;; exit: 65
(import (scheme base))
(define c #\spice)
