;;; string->list, list->string, string->vector and string-for-each.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text (make-string 1000 #\b))
(define (run rounds total)
  (if (= rounds 0)
      total
      (let ((n 0))
        (string-for-each (lambda (char) (if (char=? char #\b) (set! n (+ n 1)))) text)
        (run (- rounds 1)
             (+ total n (string-length (list->string (string->list text))))))))
(measure (lambda () (run 32000 0)))
