;;; Libraries are found below the folders given, each loaded once, cond-expand and include in them.
(import (scheme base) (scheme write) (only (flat second) twice) (flat first))
(write (list (twice 21) loads (included 3)))
(newline)
