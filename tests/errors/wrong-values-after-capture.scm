;;; One value comes back through the base of the stack, after a capture, where two are expected.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))

(define cell (vector #f))

(define (f n)
  (if (= n 0)
      (call/cc (lambda (k) (vector-set! cell 0 k) 1))
      (let ((v (f (- n 1))))
        (vector-set! cell 0 (list v))
        v)))

(define (g n) (call-with-values (lambda () (f n)) (lambda (a b) (+ a b))))

(display (+ 1 (g 3)))
