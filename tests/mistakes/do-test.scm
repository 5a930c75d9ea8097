;;; The test of do without its own parentheses, and other procedures that are tested and not called.
;; engines: native
(import (scheme base) (scheme write))
(define (ready? x) (> x 2))
(define (f x) (if ready? 'yes 'no))
(do ((i 0 (+ i 1)))
    (= i 3)
  (display i))
(display (f 1))
