;;; A program without declarations that loads files sees what they define, as at the REPL.
;; engines: native
(call-with-output-file "/tmp/suo-test-loads.scm"
  (lambda (port)
    (write '(define (twice x) (* 2 x)) port)
    (write '(define-syntax swap! (syntax-rules () ((_ a b) (let ((t a)) (set! a b) (set! b t))))) port)))
(load "/tmp/suo-test-loads.scm")
(delete-file "/tmp/suo-test-loads.scm")
(define one 1)
(define two (twice one))
(swap! one two)
(write (list one two (if (= one 5) (never-defined) 'fine)))
(newline)
