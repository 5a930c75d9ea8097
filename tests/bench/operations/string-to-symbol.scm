;;; string->symbol of names that are known, and symbol->string.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define names (map symbol->string '(car cdr cons vector-ref string-append call-with-current-continuation x y)))
(define (count names total)
  (if (null? names)
      total
      (count (cdr names) (+ total (if (eq? (string->symbol (car names)) 'x) 1 (string-length (symbol->string (string->symbol (car names)))))))))
(define (run rounds total)
  (if (= rounds 0) total (run (- rounds 1) (+ total (count names 0)))))
(measure (lambda () (run 400000 0)))
