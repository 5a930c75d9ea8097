;;; The car of a number, in a recursion.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (total items)
  (if (null? items)
      0
      (+ (car items) (total (car (cdr items))))))
(display (total '(1 2 3)))
