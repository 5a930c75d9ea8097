;;; memq, memv and member in lists of 20.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define symbols '(a b c d e f g h i j k l m n o p q r s t))
(define strings (map symbol->string symbols))
(define lists (map (lambda (name) (list name 1)) symbols))
(define numbers '(1.5 2.5 3.5 4.5 5.5 6.5 7.5 8.5 9.5 10.5 11.5 12.5 13.5 14.5 15.5 16.5))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (length (memq 'o symbols))
              (length (memv 12.5 numbers))
              (length (member "o" strings))
              (length (member '(o 1) lists))
              (length (member 'o symbols))
              (if (member 12 strings) 1 0)))))
(measure (lambda () (run 600000 0)))
