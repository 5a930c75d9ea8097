;;; A handler returns from raise.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define (f x) (with-exception-handler (lambda (e) 0) (lambda () (+ 1 (raise 'oops)))))
(display (f 3))
