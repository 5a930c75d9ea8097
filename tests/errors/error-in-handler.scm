;;; An error inside a handler, and a handler that returns from raise.
;; exit: 70
(import (scheme base))
(with-exception-handler
  (lambda (e) (car e))
  (lambda () (raise 'first-problem)))
