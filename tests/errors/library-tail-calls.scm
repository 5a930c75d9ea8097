;;; A call of a library's procedure in tail position: its place is told when it fails.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define (shout text) (string-append text 5))
(define (describe thing)
  (display "thing ")
  (shout thing))
(write (list (describe "a")))
