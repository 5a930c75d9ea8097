;;; Clauses of case that no key reaches: data quoted, repeated, or not comparable by eqv?. Data like (quote unquote), written in full, are none.
;; engines: native
(import (scheme base) (scheme write))
(define (f x)
  (case x
    ((1 2) 'low)
    ((2 3) 'high)
    (("three") 'text)
    ('four 'quoted)
    ((quote unquote) 'mark)
    (else 'other)))
(display (map f '(2 3 quote unquote four)))
