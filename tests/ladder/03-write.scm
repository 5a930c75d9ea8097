;;; A bytevector filled byte by byte and written.
(import (primitives) (core-syntax))
(define text (%make-bytevector 3))
(%bytevector-u8-set! text 0 104)
(%bytevector-u8-set! text 1 105)
(%bytevector-u8-set! text 2 10)
(%system-call 1 1 text 3 0 0 0)
(%system-call 60 0 0 0 0 0 0)
