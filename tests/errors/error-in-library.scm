;;; The mistake is in a library: its own file is named.
;; exit: 65
;; libraries: broken
(import (scheme base) (broken))
