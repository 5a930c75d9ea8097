;;; A name that nothing binds.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (area r) (* pi r r))
(display (area 2))
