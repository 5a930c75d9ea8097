;;; error as R6RS has it, the procedure first.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (withdraw balance amount)
  (if (> amount balance)
      (error 'withdraw "insufficient funds" balance amount)
      (- balance amount)))
(display (withdraw 100 250))
