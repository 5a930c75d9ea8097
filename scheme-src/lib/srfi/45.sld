;;; SRFI 45: iterative lazy algorithms. `lazy` is R7RS's delay-force. Deviations: none.
(define-library (srfi 45)
  (export delay (rename delay-force lazy) force eager promise?)
  (import (scheme base) (scheme lazy))
  (begin
    ;; A promise of the object itself, even when that is a promise.
    (define (eager object) (delay object))))
