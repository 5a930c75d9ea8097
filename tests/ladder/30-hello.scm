;;; The standard library: a string on standard output.
(import (scheme base))
(write-string "hello, world")
(newline)
