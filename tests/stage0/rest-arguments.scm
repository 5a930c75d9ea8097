;;; Calls with very many arguments.
(import (scheme base) (scheme write))
(define (count . all) (length all))
(write (list (apply + (make-list 100000 1)) (length (apply list (make-list 1000000 1))) (apply max (make-list 300000 5)) (apply count (make-list 700000 5))))
(newline)
