;;; string-append: of two, of three and of many strings, and a string that grows.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define pieces (let loop ((n 50) (list '())) (if (= n 0) list (loop (- n 1) (cons "piece" list)))))
(define (grow n text) (if (= n 0) (string-length text) (grow (- n 1) (string-append text "ab"))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1)
           (+ total
              (string-length (string-append "one" "two"))
              (string-length (string-append "one" "two, of more" "three"))
              (string-length (apply string-append pieces))
              (grow 60 "")))))
(measure (lambda () (run 75000 0)))
