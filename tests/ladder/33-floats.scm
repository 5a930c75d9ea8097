;;; Flonums read, computed and printed.
(import (scheme base) (scheme write) (scheme inexact))
(define (show x) (write x) (newline))
(show 1.5) (show -0.1) (show 100.0) (show 1e21) (show 1e-7) (show 123456.789) (show (/ 1.0 3)) (show (sqrt 2.0)) (show (+ 0.1 0.2))
(show (inexact 3)) (show (exact (floor 2.7))) (show (round 3.5)) (show (truncate -2.5)) (show (max 1 2.0)) (show (< 1 1.5)) (show 5e-324)
