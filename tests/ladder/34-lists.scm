;;; The list library.
(import (scheme base) (scheme write))
(define (show x) (write x) (newline))
(show (append '(1 2) '(3) '() '(4 . 5))) (show (reverse '(1 2 3))) (show (list-tail '(1 2 3 4) 2)) (show (memq 'c '(a b c d))) (show (member "b" '("a" "b")))
(show (assv 2 '((1 . one) (2 . two)))) (show (assoc 2.0 '((1 . one) (2 . two)) =)) (show (map + '(1 2 3) '(10 20 30 40))) (show (list-copy '(1 2 3)))
(for-each (lambda (x y) (show (* x y))) '(1 2 3) '(4 5 6))
(show (length '(1 2 3))) (show (list? '(1 . 2))) (show (equal? '(1 #(2 "x")) (list 1 (vector 2 "x")))) (show (make-list 3 'x)) (show (apply max '(3 9 2)))
