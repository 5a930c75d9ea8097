;;; dynamic-wind and call/cc together: order of entries and exits, re-entry, errors in between, generators under winds.
(import (scheme base) (scheme write))
(define trace '())
(define (note x) (set! trace (cons x trace)))
(define (report) (write (reverse trace)) (newline) (set! trace '()))
(define (wind name thunk) (dynamic-wind (lambda () (note (list 'in name))) thunk (lambda () (note (list 'out name)))))

(note (wind 'a (lambda () 'value))) (report)
(wind 'a (lambda () (wind 'b (lambda () (note 'inside))))) (report)
(call/cc (lambda (k) (wind 'a (lambda () (wind 'b (lambda () (k 1) (note 'never))))))) (report)

;; Escape from a to b's sibling: the common part is neither left nor entered.
(define inner #f)
(define (jump)
  (let ((count 0))
    (wind 'outer
      (lambda ()
        (wind 'left (lambda () (call/cc (lambda (k) (set! inner k))) (note 'in-left) (set! count (+ count 1))))
        (wind 'right (lambda () (when (< count 3) (inner #f)) (note 'end)))))))
(jump) (report)

;; Re-entry after the extent has ended.
(define again #f)
(define times 0)
(define (re-enter)
  (wind 'x (lambda () (wind 'y (lambda () (call/cc (lambda (k) (set! again k))) (note 'body)))))
  (set! times (+ times 1))
  (when (< times 3) (again 'back)))
(re-enter) (report)

;; Escapes in the before and after thunks.
(call/cc (lambda (k) (dynamic-wind (lambda () (note 'before)) (lambda () (note 'thunk)) (lambda () (note 'after) (k 'escaped))))) (report)
(call/cc (lambda (k) (dynamic-wind (lambda () (k 'from-before)) (lambda () (note 'never)) (lambda () (note 'never-after))))) (report)

;; Errors unwind to the guard.
(note (guard (e (#t (note (list 'handler e)) 'recovered)) (wind 'g (lambda () (raise 'boom))))) (report)
(note (guard (e ((string? e) 'string)) (guard (e ((number? e) 'number)) (wind 'h (lambda () (raise "s")))))) (report)
;; A handler runs in the extent of the raise.
(with-exception-handler
  (lambda (e) (note 'handler) 5)
  (lambda () (wind 'i (lambda () (note (+ 1 (raise-continuable 'c)))))))
(report)

;; A generator whose body is under a wind enters and leaves at each step.
(define (stepper)
  (define return #f)
  (define resume #f)
  (define (step)
    (call/cc
     (lambda (r)
       (set! return r)
       (if resume
           (resume #f)
           (wind 'gen (lambda ()
             (for-each (lambda (x) (call/cc (lambda (k) (set! resume k) (return x)))) '(1 2 3))
             (return 'end)))))))
  step)
(define step (stepper))
(note (step)) (note (step)) (note (step)) (note (step)) (report)

;; Parameters follow winds.
(define p (make-parameter 'outer))
(define back #f)
(define visits 0)
(define (visit)
  (parameterize ((p 'inner))
    (call/cc (lambda (k) (set! back k)))
    (note (p)))
  (note (p))
  (set! visits (+ visits 1))
  (when (< visits 2) (back #f)))
(visit) (report)
(let loop ((i 0)) (when (< i 10000) (dynamic-wind (lambda () #f) (lambda () (call/cc (lambda (k) (k i)))) (lambda () #f)) (loop (+ i 1))))
(note 'finished) (report)
