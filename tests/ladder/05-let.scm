;;; Local variables: let, let*, shadowing.
;; exit: 22
(import (primitives) (core-syntax))
(define (f a)
  (let ((b (%fx+ a 1)) (c (%fx* a 2)))
    (let* ((a (%fx+ b c)) (b (%fx- a b)))
      (let ((b c) (c b))
        (%fx+ a (%fx+ b (%fx- c (%fx* 0 a))))))))
(%system-call 60 (%fx- (f 4) (%fxquotient (f 4) 4)) 0 0 0 0 0)
