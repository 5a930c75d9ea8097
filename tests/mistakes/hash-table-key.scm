;;; A key that a hash table does not have.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(import (suo hash-table))
(define ages (make-equal-hash-table))
(hash-table-set! ages 'anna 41)
(define (age name) (+ 1 (hash-table-ref ages name)))
(display (age 'bert))
