;; libraries: .
;; exit: 65
(import (scheme base))
(define x "garbage: ")
(define y "ÿþ")
