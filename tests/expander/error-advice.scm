;;; What was probably meant by text that cannot be read.
;; engines: native stage0 executable
;; exit: 65
(import (scheme base) (scheme write))
(display #\newlin)
(display #\U+41)
(display #\x110000)
(display "a\qb\u0041")
(display #u8 (1))
(display #vu8(1))
(display #true1)
(display #x1g)
(display #<procedure>)
(display #:key)
(display “hello”)
(display −5)
(display (+ 1 2)）
