;;; An else that is not last.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (sign x)
  (cond (else 'zero)
        ((> x 0) 'plus)
        ((< x 0) 'minus)))
(display (sign 3))
