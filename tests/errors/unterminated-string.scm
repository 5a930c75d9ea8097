;;; A string without an end.
;; exit: 65
(import (scheme base) (scheme write))
(display "no end)
(newline)
