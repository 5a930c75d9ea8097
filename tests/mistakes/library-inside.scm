;;; A failure inside of a procedure of the library: the message begins with what the program calls.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (largest a b) (max a b))
(display (largest 1 "2"))
