;;; R7RS appendix A: (scheme r5rs), alone.
;; engines: native executable collecting
(import (scheme r5rs))
(define-syntax swap!
  (syntax-rules () ((_ a b) (let ((t a)) (set! a b) (set! b t)))))
(define a 1)
(define b 2)
(swap! a b)
(write (list a b (exact->inexact 1/4) (inexact->exact 0.5) (cadddr '(1 2 3 4)) (force (delay 3)) (char-upcase #\a) (magnitude 3+4i)))
(newline)
(write (eval '(let ((x 2)) (* x 21)) (scheme-report-environment 5)))
(newline)
(write (eval '(if #t 'yes 'no) (null-environment 5)))
(newline)
(write (call-with-current-continuation (lambda (k) (dynamic-wind (lambda () #f) (lambda () (k 'out)) (lambda () (display "after "))))))
(newline)
