;;; Calls with very many arguments, and rest lists made while garbage is collected.
(import (scheme base) (scheme write))
(define (count . all) (length all))
(write (list (apply + (make-list 100000 1)) (length (apply list (make-list 1000000 1))) (apply max (make-list 300000 5)) (apply count (make-list 700000 5))))
(newline)
(define (spread n . all) (if (= n 0) all (apply spread (- n 1) (append (cdr all) (list (car all))))))
(write (spread 1000000 1 2 3 4 5 6 7 8 9 10 11 12 13))
(newline)
