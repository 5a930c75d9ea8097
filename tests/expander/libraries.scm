;; libraries: .
;;; Libraries: import sets, renamings, declarations, and macros that take private names with them.
(define-library (local one)
  (export a (rename b bee) my-if)
  (import (scheme base))
  (begin
    (define a 'one-a)
    (define b 'one-b)
    (define-syntax my-if (syntax-rules (then else) ((_ c then x else y) (if c x y))))))

(define-library (local two)
  (export list car (rename list same-list) my-if shout)
  (import (only (scheme base) define quote lambda list if car vector set!) (local one))
  (begin
    (define shout (lambda () (list a bee)))))

(import (scheme base) (scheme write)
        (prefix (only (local one) a bee) one:)
        (rename (except (local two) list car) (shout two-shout))
        (only (local two) list)
        (prefix (rename (prefix (only (sample counter) next! make-counter) c-) (c-next! c-step!)) my-)
        (except (sample counter) next! make-counter))

(define failures 0)
(define checks 0)
(define (check what expected value)
  (set! checks (+ checks 1))
  (unless (equal? expected value)
    (set! failures (+ failures 1))
    (write (list 'failed what 'expected expected 'got value))
    (newline)))
(define-syntax test
  (syntax-rules ()
    ((_ expected expression) (check 'expression expected expression))))

(test '(one-a one-b) (list one:a one:bee))
(test '(one-a one-b) (two-shout))
(test #t (eq? list same-list))
(test 'y (my-if #f then 'x else 'y))
(define c (my-c-make-counter))
(test '(1 2) (let* ((x (my-c-step! c)) (y (my-c-step! c))) (list x y)))
(test 1 (counter-count!))
(test 2 (let ((total 5) (set! list)) (counter-count!)))
(test 2 (total-now))
(define (helper x) 'mine)
(define (make-it) 'mine)
(test '(1) (with-counter (k) k))
(test '(2) (let ((next! 5) (helper 6)) (with-counter (k) (my-c-step! k) k)))
(define-counter first-counter)
(define-counter second-counter)
(define state 'mine)
(test '(1 1 2 mine) (let* ((a (first-counter)) (b (second-counter)) (c (first-counter))) (list a b c state)))

(write checks) (display " checks, ") (write failures) (display " failures") (newline)
