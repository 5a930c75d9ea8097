;; libraries: .
;; exit: 65
(import (scheme base)
        (no such library)
        (only (scheme write) dispaly)
        (rename (scheme char) (char-upcasee up))
        (prefix (scheme cxr))
        (except (scheme lazy) forze)
        (sample incomplete)
        (sample conflicting)
        (sample cyclic-a)
        "scheme base")
(conflict)
