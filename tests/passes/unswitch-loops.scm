;; engines: stage0
;; libraries: .. ../../scheme-src
(import (scheme base) (passes goldens))
(show-pass 'unswitch-loops)
