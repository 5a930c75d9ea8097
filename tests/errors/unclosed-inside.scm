;;; A parenthesis too few inside of a definition: the hint names the list that should have ended, by how the text is laid out.
;; exit: 65
(import (scheme base))
(define (f x)
  (let ((y (+ x 1))
        (z 2))
    (cond ((> y 1) y
          ((< y 1) z))
    (list y z)))
(define (g) (f 1))
