;;; An error that nobody catches: output before it is written, the message goes to standard error.
;; exit: 70
(import (scheme base) (scheme write))
(display "before")
(newline)
(car (vector 1 2))
(display "after")
