;;; Records: making, reading, changing.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define (run rounds point total)
  (if (= rounds 0)
      (+ total (point-x point))
      (begin
        (set-point-x! point (+ 1 (point-x point)))
        (run (- rounds 1) (make-point (point-x point) rounds) (if (point? point) (+ total (point-y point)) total)))))
(measure (lambda () (run 20000000 (make-point 0 0) 0)))
