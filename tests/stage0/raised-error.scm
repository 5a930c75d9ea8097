(import (scheme base))
(let loop ((i 0)) (if (< i 3) (loop (+ i 1)) (error "Something bad:" i "str" (quote (a b)))))
