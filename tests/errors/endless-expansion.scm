;;; Macros whose expansion never ends: the compiler stops and names one.
;; exit: 65
;; engines: native executable
(import (scheme base))
(define-syntax again
  (syntax-rules ()
    ((_ x) (again x))))
(define (f)
  (again 1))
