;;; Two libraries that import each other.
;; exit: 65
;; libraries: cyclic
(import (scheme base) (cycle a))
