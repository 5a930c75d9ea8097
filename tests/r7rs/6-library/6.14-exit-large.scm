;;; R7RS 6.14: an integer of which the system keeps only zero bits must not look like success.
;; engines: native executable collecting
;; exit: 255
(import (scheme base) (scheme process-context))
(exit 256)
