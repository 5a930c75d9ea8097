;;; Tests: both branches, nested, with values that are true although they look empty.
;; exit: 31
(import (primitives) (core-syntax))
(define (bit test value) (if test value 0))
(define (count a)
  (%fx+ (bit (%fx< a 10) 1)
        (%fx+ (bit (if (%fx= a 3) (%fx> a 2) #f) 2)
              (%fx+ (bit 0 4)
                    (%fx+ (bit '() 8)
                          (bit (not (if (%fx>= a 4) #t #f)) 16))))))
(%system-call 60 (count 3) 0 0 0 0 0)
