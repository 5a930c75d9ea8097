;;; An error in a procedure given to a sort.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(import (srfi 132))
(define (by-age a b) (< (cdr a) (cdr b)))
(display (list-sort by-age '((anna . 3) (bert . "4") (carl . 1))))
