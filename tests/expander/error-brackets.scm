;;; Brackets nest like parentheses, so that one report tells of all of them.
;; engines: native stage0 executable
;; exit: 65
(import (scheme base) (scheme write))
(let ([x 1] [y 2])
  (cond [(= x y) 1]
        [else {list x y}]))
(display (car '(1 2]))
