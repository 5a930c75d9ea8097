;;; A string that is never closed, with others behind it: the last one is what the reader sees, the first is what is meant.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write))
(display "one string")
(display "hello)
(newline)
(display "world")
(display "and more")
