(import (scheme base))
(define x "garbage: ")
(define y "ÿþ")
