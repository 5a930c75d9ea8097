;;; A record is raised: its fields are shown.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define-record-type my-error (make-my-error code) my-error? (code my-error-code))
(define (f x) (if (> x 1) (raise (make-my-error 7)) x))
(display (f 3))
