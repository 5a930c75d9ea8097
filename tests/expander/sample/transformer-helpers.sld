;; What (sample transformer-tools) needs while macros are expanded.
(define-library (sample transformer-helpers)
  (export reverse-all)
  (import (scheme base))
  (begin
    (define (reverse-all list)
      (let loop ((list list) (done '()))
        (if (null? list) done (loop (cdr list) (cons (car list) done)))))))
