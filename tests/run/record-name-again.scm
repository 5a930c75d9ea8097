;; engines: native executable stress
;;; The name of a record type is a variable like others: a program may define and assign it again, and its records stay what they are.
(import (scheme base) (scheme write))

(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define old (make-point 1 2))
(define point 5)
(write (list point (point? old) (point? 5) (point-x old) (point-y (make-point 3 4))))
(newline)
(set! point (vector 'a 'b))
(set-point-x! old point)
(write (list (point-x old) (point? (make-point 5 6)) (guard (e (#t 'error)) (point-x point))))
(newline)

(define (local)
  (define-record-type thing (make-thing part) thing? (part thing-part))
  (set! thing 7)
  (list (thing-part (make-thing 8)) thing))
(write (local))
(newline)
