;;; Fixnum arithmetic without checks, constants only: 6 * 7 - 2 + (100 / 7) = 54.
;; exit: 54
(import (primitives))
(%system-call 60 (%fx+ (%fx- (%fx* 6 7) 2) (%fxquotient 100 7)) 0 0 0 0 0)
