(import (scheme base) (scheme write))
(define x (exact->inexact 12345678901234567890123))(write (exact x))(write (string->number "1e400"))(raise (list 1 2))