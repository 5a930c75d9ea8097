(import (scheme base))
(undefined-thing 1)
