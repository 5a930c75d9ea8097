;;; A parenthesis too many ends the definition; the rest of it stands at top level.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write))
(define (f x)
  (when (> x 1)
    (display x)))
  (* 2 x))
(display (f 1))
