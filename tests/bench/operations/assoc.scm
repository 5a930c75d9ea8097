;;; assq, assv and assoc in lists of 20.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define symbols '((a . 1) (b . 2) (c . 3) (d . 4) (e . 5) (f . 6) (g . 7) (h . 8) (i . 9) (j . 10) (k . 11) (l . 12) (m . 13) (n . 14) (o . 15) (p . 16) (q . 17) (r . 18) (s . 19) (t . 20)))
(define strings (map (lambda (entry) (cons (symbol->string (car entry)) (cdr entry))) symbols))
(define lists (map (lambda (entry) (cons (list (car entry) 1) (cdr entry))) symbols))
(define numbers (map (lambda (entry) (cons (* 1.5 (cdr entry)) (cdr entry))) symbols))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (cdr (assq 'o symbols))
              (cdr (assv 22.5 numbers))
              (cdr (assoc "o" strings))
              (cdr (assoc '(o 1) lists))
              (cdr (assoc 'o symbols))
              (if (assoc 12 strings) 1 0)))))
(measure (lambda () (run 600000 0)))
