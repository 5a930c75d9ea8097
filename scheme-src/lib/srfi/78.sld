;;; SRFI 78: lightweight testing. Deviations: none. Reports go to the current output port.
(define-library (srfi 78)
  (export check check-ec check-report check-set-mode! check-reset! check-passed?)
  (import (scheme base) (scheme write) (srfi 42))
  (begin
    (define correct 0)
    (define failed '())                 ; lists of expression, value and expected value, the last one first
    (define mode 'report)

    ;; (check-set-mode! mode): off: checks are not evaluated; summary: only check-report prints; report-failed: failed checks print,
    ;; too; report: all checks
    (define (check-set-mode! new-mode)
      (unless (memq new-mode '(off summary report-failed report)) (error "check-set-mode!: no such mode" new-mode))
      (set! mode new-mode))

    ;; (check-reset!): as if no check had been made
    (define (check-reset!)
      (set! correct 0)
      (set! failed '()))

    ;; (check-passed? count): were there so many correct checks, and no failed ones?
    (define (check-passed? count) (and (null? failed) (= correct count)))

    ;; (check-report): prints how many checks were correct and failed, and the first that failed
    (define (check-report)
      (unless (eq? mode 'off)
        (for-each display (list "\n; *** checks *** : " correct " correct, " (length failed) " failed."))
        (if (or (null? failed) (eq? mode 'summary))
            (newline)
            (let ((first (list-ref failed (- (length failed) 1))))
              (display " First failed example:\n")
              (apply print-check first)))))

    (define (print-check expression value expected note)
      (newline)
      (write expression)
      (display " => ")
      (write value)
      (if note
          (begin (display " ; *** failed ***") (display note) (display "\n; expected result: ") (write expected) (newline))
          (display " ; correct")))

    (define-syntax check
      (syntax-rules (=>)
        ((_ expression => expected) (check expression (=> equal?) expected))
        ((_ expression (=> same?) expected)
         (check-value 'expression (lambda () expression) same? (lambda () expected)))))

    (define (check-value expression thunk same? expected-thunk)
      (unless (eq? mode 'off)
        (let* ((expected (expected-thunk)) (value (thunk)))
          (note-check expression value (same? value expected) expected ""))))

    (define (note-check expression value correct? expected note)
      (cond (correct?
             (set! correct (+ correct 1))
             (when (eq? mode 'report) (print-check expression value expected #f)))
            (else
             (set! failed (cons (list expression value expected note) failed))
             (unless (eq? mode 'summary) (print-check expression value expected note)))))

    ;; (check-ec qualifier ... expression => expected [(argument ...)]): one check of all cases; ends at the first that fails.
    (define-syntax check-ec
      (syntax-rules (nested =>)
        ((_ expression => expected) (check-cases (nested) expression equal? expected ()))
        ((_ expression (=> same?) expected) (check-cases (nested) expression same? expected ()))
        ((_ expression => expected arguments) (check-cases (nested) expression equal? expected arguments))
        ((_ expression (=> same?) expected arguments) (check-cases (nested) expression same? expected arguments))
        ((_ qualifiers expression => expected) (check-cases qualifiers expression equal? expected ()))
        ((_ qualifiers expression (=> same?) expected) (check-cases qualifiers expression same? expected ()))
        ((_ qualifiers expression => expected arguments) (check-cases qualifiers expression equal? expected arguments))
        ((_ qualifiers expression (=> same?) expected arguments) (check-cases qualifiers expression same? expected arguments))
        ((_ (nested qualifier ...) other . rest) (check-ec (nested qualifier ... other) . rest))
        ((_ one other . rest) (check-ec (nested one other) . rest))))

    (define-syntax check-cases
      (syntax-rules ()
        ((_ qualifiers expression same? expected (argument ...))
         (unless (eq? mode 'off)
           (let* ((cases 0)
                  (failure
                   (first-ec #f qualifiers
                             (:let wanted expected)
                             (:let value expression)
                             (begin (set! cases (+ cases 1)))
                             (if (not (same? value wanted)))
                             (list value wanted (list (list 'argument argument) ...)))))
             (if failure
                 (note-check '(check-ec qualifiers expression) (car failure) #f (cadr failure) (list-ref failure 2))
                 (note-check '(check-ec qualifiers expression) (list cases 'cases) #t #t "")))))))))
