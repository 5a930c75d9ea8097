;;; A single value that comes back through the base of the stack, after a capture, to a receiver with a rest list: the receiver
;;; finds its return address below its frame, although no call returned to it.
(import (scheme base) (scheme write))

(define saved (vector #f))

;; More frames between the receiver and the capture leave other words where the return address should be.
(define (deeper n k)
  (if (= n 0)
      (call-with-current-continuation (lambda (continuation) (vector-set! saved 0 continuation) k))
      (let ((value (deeper (- n 1) k)))
        (vector-set! saved 0 (list n value))
        value)))

(define (receive-rest n)
  (call-with-values
   (lambda () (deeper (modulo n 5) n))
   (lambda (first . rest) (cons first rest))))

(define (receive-list n)
  (call-with-values (lambda () (deeper (modulo n 3) n)) list))

(define (sum-of n sum)
  (if (= n 0)
      sum
      (sum-of (- n 1) (+ sum (apply + (receive-rest n)) (apply + (receive-list n))))))

(write (sum-of 1000 0))
(newline)
