;;; A name that the library does not export.
;; exit: 65
(import (only (scheme base) car cdr no-such-name))
(car '(1))
