;;; SRFI 64: test suites. Deviations: the simple runner writes to the current output port and makes no log file.
;;;
;;; A test is a thunk that says whether it passes; `run-test` asks the specifiers whether it is skipped or expected to fail, runs
;;; it, and tells the runner. The current runner is in a parameter, set by test-begin when there is none.
(define-library (srfi 64)
  (export test-begin test-end test-group test-group-with-cleanup
          test-assert test-eq test-eqv test-equal test-approximate test-error test-apply test-with-runner
          test-read-eval-string
          test-match-nth test-match-all test-match-any test-match-name test-skip test-expect-fail
          test-result-ref test-result-set! test-result-remove test-result-clear test-result-alist test-result-kind
          test-passed?
          test-runner? test-runner-current test-runner-get test-runner-simple test-runner-null test-runner-create
          test-runner-factory test-runner-reset test-runner-group-path test-runner-group-stack
          test-runner-test-name test-runner-pass-count test-runner-fail-count test-runner-xpass-count
          test-runner-xfail-count test-runner-skip-count test-runner-aux-value test-runner-aux-value!
          test-runner-on-test-begin test-runner-on-test-begin! test-runner-on-test-end test-runner-on-test-end!
          test-runner-on-group-begin test-runner-on-group-begin! test-runner-on-group-end test-runner-on-group-end!
          test-runner-on-bad-count test-runner-on-bad-count! test-runner-on-bad-end-name test-runner-on-bad-end-name!
          test-runner-on-final test-runner-on-final!
          test-on-test-begin-simple test-on-test-end-simple test-on-group-begin-simple test-on-group-end-simple
          test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple)
  (import (scheme base) (scheme case-lambda) (scheme write) (scheme read) (scheme eval) (scheme repl))
  (begin
    ;;; Runners

    (define-record-type test-runner
      (make-runner pass-count fail-count xpass-count xfail-count skip-count total
                   groups skips failures only result-alist aux-value
                   on-test-begin on-test-end on-group-begin on-group-end on-bad-count on-bad-end-name on-final)
      test-runner?
      (pass-count test-runner-pass-count set-pass-count!)
      (fail-count test-runner-fail-count set-fail-count!)
      (xpass-count test-runner-xpass-count set-xpass-count!)
      (xfail-count test-runner-xfail-count set-xfail-count!)
      (skip-count test-runner-skip-count set-skip-count!)
      (total runner-total set-total!)
      (groups runner-groups set-groups!)                ; list of group, innermost first
      (skips runner-skips set-skips!)                   ; specifiers
      (failures runner-failures set-failures!)          ; specifiers
      (only runner-only set-only!)                      ; specifiers of test-apply, or #f
      (result-alist test-result-alist set-result-alist!)
      (aux-value test-runner-aux-value test-runner-aux-value!)
      (on-test-begin test-runner-on-test-begin test-runner-on-test-begin!)
      (on-test-end test-runner-on-test-end test-runner-on-test-end!)
      (on-group-begin test-runner-on-group-begin test-runner-on-group-begin!)
      (on-group-end test-runner-on-group-end test-runner-on-group-end!)
      (on-bad-count test-runner-on-bad-count test-runner-on-bad-count!)
      (on-bad-end-name test-runner-on-bad-end-name test-runner-on-bad-end-name!)
      (on-final test-runner-on-final test-runner-on-final!))

    ;; total: the runner's at the beginning; skips and failures: the specifiers outside.
    (define-record-type group
      (make-group name count total skips failures own-runner?)
      group?
      (name group-name)
      (count group-count)
      (total group-total)
      (skips group-skips)
      (failures group-failures)
      (own-runner? group-own-runner?))

    (define (ignore . arguments) #f)

    (define (test-runner-null)
      (make-runner 0 0 0 0 0 0 '() '() '() #f '() #f ignore ignore ignore ignore ignore ignore ignore))

    (define (test-runner-simple)
      (make-runner 0 0 0 0 0 0 '() '() '() #f '() #f
                   test-on-test-begin-simple test-on-test-end-simple test-on-group-begin-simple test-on-group-end-simple
                   test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple))

    ;; A parameter that a call with a value sets.
    (define (settable value)
      (case-lambda
        (() value)
        ((new) (set! value new))))

    (define test-runner-current (settable #f))
    (define test-runner-factory (settable test-runner-simple))

    (define (test-runner-create) ((test-runner-factory)))

    (define (test-runner-get)
      (or (test-runner-current) (error "there is no test runner: test-begin is missing")))

    (define (test-runner-reset runner)
      (set-pass-count! runner 0)
      (set-fail-count! runner 0)
      (set-xpass-count! runner 0)
      (set-xfail-count! runner 0)
      (set-skip-count! runner 0)
      (set-total! runner 0)
      (set-groups! runner '())
      (set-skips! runner '())
      (set-failures! runner '())
      (set-result-alist! runner '()))

    (define (test-runner-group-stack runner) (map group-name (runner-groups runner)))
    (define (test-runner-group-path runner) (reverse (test-runner-group-stack runner)))
    (define (test-runner-test-name runner) (test-result-ref runner 'test-name ""))

    ;;; Groups

    (define test-begin
      (case-lambda
        ((name) (test-begin name #f))
        ((name count)
         (let ((own-runner? (not (test-runner-current))))
           (when own-runner? (test-runner-current (test-runner-create)))
           (let ((runner (test-runner-current)))
             ((test-runner-on-group-begin runner) runner name count)
             (set-groups! runner
                          (cons (make-group name count (runner-total runner) (runner-skips runner) (runner-failures runner)
                                            own-runner?)
                                (runner-groups runner))))))))

    (define test-end
      (case-lambda
        (() (test-end #f))
        ((name)
         (let* ((runner (test-runner-get))
                (groups (runner-groups runner)))
           (when (null? groups) (error "test-end: there is no group to end" name))
           (let* ((group (car groups))
                  (count (- (runner-total runner) (group-total group))))
             (when (and name (not (equal? name (group-name group))))
               ((test-runner-on-bad-end-name runner) runner (group-name group) name))
             (when (and (group-count group) (not (= count (group-count group))))
               ((test-runner-on-bad-count runner) runner count (group-count group)))
             ((test-runner-on-group-end runner) runner)
             (set-groups! runner (cdr groups))
             (set-skips! runner (group-skips group))
             (set-failures! runner (group-failures group))
             (when (null? (cdr groups))
               ((test-runner-on-final runner) runner)
               (when (group-own-runner? group) (test-runner-current #f))))))))

    (define-syntax test-group
      (syntax-rules ()
        ((_ name . body) (run-group name (lambda () . body)))))

    (define-syntax test-group-with-cleanup
      (syntax-rules ()
        ((_ name body ... cleanup)
         (test-group name (dynamic-wind ignore (lambda () body ...) (lambda () cleanup))))))

    (define (run-group name thunk)
      (let ((runner (test-runner-current)))
        (when runner (set-result-alist! runner (list (cons 'test-name name))))
        (unless (and runner (any-matches? (runner-skips runner) runner))
          (dynamic-wind (lambda () (test-begin name))
                        thunk
                        (lambda () (test-end name))))))

    ;;; Tests

    (define-syntax test-assert
      (syntax-rules ()
        ((_ expression) (run-test #f 'expression ignored-expectation (lambda () expression) true?))
        ((_ name expression) (run-test name 'expression ignored-expectation (lambda () expression) true?))))

    (define-syntax define-comparison
      (syntax-rules ()
        ((_ keyword same?)
         (define-syntax keyword
           (syntax-rules ()
             ((_ expected expression)
              (run-test #f 'expression (lambda () expected) (lambda () expression) same?))
             ((_ name expected expression)
              (run-test name 'expression (lambda () expected) (lambda () expression) same?)))))))

    (define-comparison test-eq eq?)
    (define-comparison test-eqv eqv?)
    (define-comparison test-equal equal?)

    (define-syntax test-approximate
      (syntax-rules ()
        ((_ expected expression error) (test-approximate #f expected expression error))
        ((_ name expected expression error)
         (run-test name 'expression (lambda () expected) (lambda () expression) (near error)))))

    (define-syntax test-error
      (syntax-rules ()
        ((_ expression) (test-error #f #t expression))
        ((_ type expression) (test-error #f type expression))
        ((_ name type expression) (run-error-test name 'expression type (lambda () expression)))))

    (define ignored-expectation #f)
    (define (true? expected value) value)
    (define (near error)
      (lambda (expected value) (<= (- expected error) value (+ expected error))))

    ;; expect: thunk or #f; (passes? expected value).
    (define (run-test name form expect evaluate passes?)
      (run-checked name form
                   (lambda (runner)
                     (guard (condition
                             (#t (test-result-set! runner 'actual-error condition) #f))
                       (let ((expected (and expect (expect))))
                         (when expect (test-result-set! runner 'expected-value expected))
                         (let ((value (evaluate)))
                           (test-result-set! runner 'actual-value value)
                           (passes? expected value)))))))

    ;; type: #t, or a predicate of what is raised.
    (define (run-error-test name form type evaluate)
      (run-checked name form
                   (lambda (runner)
                     (test-result-set! runner 'expected-error type)
                     (guard (condition
                             (#t (test-result-set! runner 'actual-error condition)
                                 (if (procedure? type) (type condition) #t)))
                       (test-result-set! runner 'actual-value (evaluate))
                       #f))))

    (define (run-checked name form passes?)
      (let ((runner (test-runner-get)))
        (set-result-alist! runner
                           (append (if name (list (cons 'test-name name)) '()) (list (cons 'source-form form))))
        (let ((skip? (or (any-matches? (runner-skips runner) runner)
                         (and (runner-only runner) (not (any-matches? (runner-only runner) runner)))))
              (failure? (any-matches? (runner-failures runner) runner)))
          (test-result-set! runner 'result-kind (cond (skip? 'skip) (failure? 'xfail) (else 'fail)))
          ((test-runner-on-test-begin runner) runner)
          (unless skip?
            (let ((passed? (passes? runner)))
              (test-result-set! runner 'result-kind
                                (if failure? (if passed? 'xpass 'xfail) (if passed? 'pass 'fail)))))
          (count-result! runner (test-result-kind runner))
          ((test-runner-on-test-end runner) runner))))

    (define (count-result! runner kind)
      (set-total! runner (+ (runner-total runner) 1))
      (case kind
        ((pass) (set-pass-count! runner (+ (test-runner-pass-count runner) 1)))
        ((fail) (set-fail-count! runner (+ (test-runner-fail-count runner) 1)))
        ((xpass) (set-xpass-count! runner (+ (test-runner-xpass-count runner) 1)))
        ((xfail) (set-xfail-count! runner (+ (test-runner-xfail-count runner) 1)))
        (else (set-skip-count! runner (+ (test-runner-skip-count runner) 1)))))

    (define (test-read-eval-string string)
      (let* ((port (open-input-string string))
             (form (read port)))
        (if (eof-object? (read-char port))
            (eval form (interaction-environment))
            (error "test-read-eval-string: more than one datum" string))))

    ;;; Specifiers: procedures of the runner.

    ;; Every specifier is asked, because some count.
    (define (any-matches? specifiers runner)
      (let loop ((rest specifiers) (answer #f))
        (if (null? rest) answer (loop (cdr rest) (or ((car rest) runner) answer)))))

    (define test-match-nth
      (case-lambda
        ((first) (test-match-nth first 1))
        ((first count)
         (let ((index 0))
           (lambda (runner)
             (set! index (+ index 1))
             (and (<= first index) (< index (+ first count))))))))

    (define (test-match-name name)
      (lambda (runner) (equal? name (test-runner-test-name runner))))

    (define (test-match-any . specifiers)
      (let ((specifiers (map specifier specifiers)))
        (lambda (runner) (any-matches? specifiers runner))))

    (define (test-match-all . specifiers)
      (let ((specifiers (map specifier specifiers)))
        (lambda (runner)
          (let loop ((rest specifiers) (answer #t))
            (if (null? rest) answer (loop (cdr rest) (and ((car rest) runner) answer)))))))

    ;; A number stands for so many next tests, a string for a name.
    (define (specifier object)
      (cond ((procedure? object) object)
            ((exact-integer? object) (test-match-nth 1 object))
            ((string? object) (test-match-name object))
            (else (error "not a test specifier" object))))

    (define (test-skip . specifiers)
      (let ((runner (test-runner-get)))
        (set-skips! runner (cons (apply test-match-all specifiers) (runner-skips runner)))))

    (define (test-expect-fail . specifiers)
      (let ((runner (test-runner-get)))
        (set-failures! runner (cons (apply test-match-all specifiers) (runner-failures runner)))))

    ;; [runner] specifier … thunk
    (define (test-apply first . more)
      (if (test-runner? first)
          (with-runner first (lambda () (apply test-apply more)))
          (let* ((arguments (reverse (cons first more)))
                 (thunk (car arguments))
                 (runner (test-runner-current)))
            (if runner
                (let ((only (runner-only runner)))
                  (dynamic-wind
                    (lambda ()
                      (set-only! runner (if (null? (cdr arguments)) only (list (apply test-match-any (cdr arguments))))))
                    thunk
                    (lambda () (set-only! runner only))))
                (let ((runner (test-runner-create)))
                  (with-runner runner (lambda () (apply test-apply first more)))
                  ((test-runner-on-final runner) runner))))))

    (define-syntax test-with-runner
      (syntax-rules ()
        ((_ runner . body) (with-runner runner (lambda () . body)))))

    (define (with-runner runner thunk)
      (let ((outside (test-runner-current)))
        (dynamic-wind (lambda () (test-runner-current runner))
                      thunk
                      (lambda () (test-runner-current outside)))))

    ;;; Results

    (define test-result-ref
      (case-lambda
        ((runner name) (test-result-ref runner name #f))
        ((runner name default)
         (let ((entry (assq name (test-result-alist runner))))
           (if entry (cdr entry) default)))))

    (define (test-result-set! runner name value)
      (let ((entry (assq name (test-result-alist runner))))
        (if entry
            (set-cdr! entry value)
            (set-result-alist! runner (cons (cons name value) (test-result-alist runner))))))

    (define (test-result-remove runner name)
      (set-result-alist! runner
                         (let loop ((rest (test-result-alist runner)))
                           (cond ((null? rest) '())
                                 ((eq? (car (car rest)) name) (cdr rest))
                                 (else (cons (car rest) (loop (cdr rest))))))))

    (define (test-result-clear runner) (set-result-alist! runner '()))

    (define test-result-kind
      (case-lambda
        (() (test-result-kind (test-runner-get)))
        ((runner) (test-result-ref runner 'result-kind))))

    (define test-passed?
      (case-lambda
        (() (test-passed? (test-runner-get)))
        ((runner) (if (memq (test-result-kind runner) '(pass xpass)) #t #f))))

    ;;; The simple runner: a line for each surprise, and the counts at the end.

    (define (test-on-test-begin-simple runner) #f)
    (define (test-on-group-end-simple runner) #f)

    (define (test-on-group-begin-simple runner name count)
      (when (null? (runner-groups runner)) (say "Testing " name)))

    (define (test-on-test-end-simple runner)
      (let ((kind (test-result-kind runner)))
        (when (memq kind '(fail xpass))
          (say (if (eq? kind 'fail) "FAIL " "XPASS ") (or (test-result-ref runner 'test-name) "")
               " in " (test-runner-group-path runner))
          (tell runner 'source-form "  form:     ")
          (tell runner 'expected-value "  expected: ")
          (tell runner 'actual-value "  got:      ")
          (tell runner 'actual-error "  raised:   "))))

    (define (tell runner name label)
      (let ((entry (assq name (test-result-alist runner))))
        (when entry
          (let ((object (cdr entry)))
            (display label)
            (if (error-object? object)
                (begin
                  (display (error-object-message object))
                  (for-each (lambda (irritant) (display " ") (write irritant)) (error-object-irritants object)))
                (write object))
            (newline)))))

    (define (test-on-bad-count-simple runner count expected)
      (say "The group " (car (test-runner-group-stack runner)) " had " count " tests, not " expected))

    (define (test-on-bad-end-name-simple runner begin-name end-name)
      (error "test-end: not the name of the group" begin-name end-name))

    (define (test-on-final-simple runner)
      (say-count "# of expected passes      " (test-runner-pass-count runner))
      (say-count "# of unexpected failures  " (test-runner-fail-count runner))
      (say-count "# of unexpected successes " (test-runner-xpass-count runner))
      (say-count "# of expected failures    " (test-runner-xfail-count runner))
      (say-count "# of skipped tests        " (test-runner-skip-count runner)))

    (define (say-count label count)
      (when (> count 0) (say label count)))

    (define (say . objects)
      (for-each display objects)
      (newline))))
