;;; The #f of assq.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f k) (cdr (assq k '((a . 1)))))
(display (list (f 'b)))
