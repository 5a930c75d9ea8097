(export from-body from-second folded)
(import (only (scheme base) define quote))
