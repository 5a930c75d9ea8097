;;; error with irritants.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (withdraw balance amount)
  (if (> amount balance)
      (error "insufficient funds" balance amount)
      (- balance amount)))
(display (withdraw 100 250))
