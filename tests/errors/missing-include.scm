;;; An included file that is not there.
;; exit: 65
(import (scheme base))
(include "no-such-file.scm")
