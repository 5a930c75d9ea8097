;;; A number sign with nothing behind it, in a program.
;; exit: 65
(import (scheme base))
(define a # t)
(define b '#u8(1 . 2))
#
