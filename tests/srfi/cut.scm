;;; SRFI 26: cut and cute.
(import (scheme base) (scheme write) (srfi 26))
(include "../r7rs/check/check.scm")
(define n 0)
(define (count!) (set! n (+ n 1)) n)
(check ((cut list)) '() ((cut list <...>) 1 2) '(1 2) ((cut list 1 <> 3 <>) 2 4) '(1 2 3 4) ((cut list 1 <> 3 <...>) 2 4 5) '(1 2 3 4 5) ((cut <> 1 2) +) 3 ((cut <> <...>) + 1 2 3) 6
       (let ((f (cut list (count!) <>))) (f 1) (f 1)) '(2 1) (let ((f (cute list (count!) <>))) (f 1) (f 1)) '(3 1) ((cute <> 1 <...>) list 2 3) '(1 2 3) ((cute list 1 <> 3) 2) '(1 2 3)
       (outcome ((cut list <>))) 'error (map (cut * 2 <>) '(1 2)) '(2 4))
(summary)
