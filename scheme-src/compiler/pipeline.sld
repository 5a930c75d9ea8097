;;; Pipeline: THE list of passes, as data, and the one procedure that runs them.
;;;
;;; Every stage of the compiler is a row: its name, its procedure from program to program, the languages between which it
;;; stands, the facts it needs, gives and loses, whether a program can do without it, and why it stands where it stands. Only
;;; this file knows two passes. To add a pass, add its row.
;;;
;;; `run-pass` alone checks, times, traces, dumps and stops, as the flags say. Programs go to the output port, everything else to the
;;; error port.
(define-library (compiler pipeline)
  (export pipeline-passes procedure-passes compile-items generate-code
          pass-name pass-procedure pass-needs pass-gives)
  (import (scheme base) (scheme write) (scheme time)
          (compiler flags)
          (compiler ir core) (compiler ir closed) (compiler ir grammar) (compiler ir printer) (compiler ir checker)
          (compiler ir text) (compiler ir size) (compiler ir source)
          (compiler middle warn-mistakes) (compiler middle name-primitives) (compiler middle drop-unreachable) (compiler middle order-letrec)
          (compiler middle fold-descriptors) (compiler middle inline-procedures) (compiler middle store-procedures) (compiler middle unswitch-loops) (compiler middle contify)
          (compiler middle convert-assignments) (compiler middle recover-types) (compiler middle close-procedures)
          (compiler ir flow) (compiler ir flow-text) (compiler ir flow-check)
          (compiler back lower) (compiler back optimize)
          (only (compiler ir mach) mach-procedure?) (compiler back x86-64 mach-text)
          (compiler back x86-64 select) (compiler back x86-64 registers) (compiler back x86-64 assemble))
  (begin
    (define-record-type pass
      (make-pass name procedure input output needs gives loses optional? reason)
      pass?
      (name pass-name)
      (procedure pass-procedure)
      (input pass-input)
      (output pass-output)
      (needs pass-needs)
      (gives pass-gives)
      (loses pass-loses)
      (optional? pass-optional?)
      (reason pass-reason))

    (define pipeline-passes
      (list
       (make-pass 'warn-mistakes warn-mistakes 'core 'core '() '() '() #t
                  "first, on the user's text as it is; of the libraries it sees nothing")
       (make-pass 'drop-unreachable drop-unreachable 'core 'core '() '() '() #t
                  "early, so that of the libraries only what is needed costs time")
       (make-pass 'name-primitives name-primitives 'core 'core '() '(primitives-named) '() #f
                  "before anything that would have to know primitives as values")
       (make-pass 'order-letrec order-letrec 'core 'core '() '(letrec-ordered) '() #f
                  "before the inliner, which wants to know procedures from values")
       (make-pass 'fold-descriptors fold-descriptors 'core 'core '() '() '() #t
                  "before the inliner, which copies constants into accessors")
       (make-pass 'inline-procedures inline-procedures 'core 'core '(primitives-named letrec-ordered) '() '() #t
                  "when bindings are ordered and constants are known")
       (make-pass 'drop-inlined drop-unreachable 'core 'core '() '() '() #t
                  "what was inlined everywhere is not needed any more")
       (make-pass 'store-procedures store-procedures 'core 'core '() '() '() #f
                  "when procedures are as simple as they become before they are closed over labels and cells")
       (make-pass 'unswitch-loops unswitch-loops 'core 'core '(letrec-ordered) '() '() #t
                  "after the inliner has brought fast ways into loops; before contify, while loops are procedures that can be copied")
       (make-pass 'contify contify 'core 'core '(letrec-ordered) '() '() #t
                  "after the inliner has removed calls; before cells, so that loop variables are parameters")
       (make-pass 'convert-assignments convert-assignments 'core 'core '(letrec-ordered) '(assignment-free) '() #f
                  "before closures copy variables")
       (make-pass 'recover-types recover-types 'core 'core '(letrec-ordered assignment-free) '() '() #t
                  "when no local variable changes any more, and all inlining has been done")
       (make-pass 'close-procedures close-procedures 'core 'closed
                  '(primitives-named letrec-ordered assignment-free) '() '() #f
                  "last of the middle: from here on procedures are code and closures objects")))

    ;;; From Closed on each procedure goes its way alone, so that only one is in memory between the languages.

    (define procedure-passes
      (list
       (make-pass 'optimize-flow optimize-flow! 'flow 'flow '() '() '() #f
                  "on blocks, where every operation and its order are visible")
       (make-pass 'select-instructions (lambda (flow) (select-instructions flow link-mode)) 'flow 'mach '() '() '() #f
                  "when nothing is left to learn from values")
       (make-pass 'allocate-registers allocate-registers 'mach 'allocated '() '() '() #f
                  "when all instructions are known")
       (make-pass 'assemble assemble 'allocated 'code '() '() '() #f
                  "last: from here on code is bytes")))

    ;; How code finds constants and cells: `static` in an image, `literal` in the running system.
    (define link-mode 'static)

    ;; (generate-code closed-program mode flags) -> list of code chunks, one for each procedure, in their order; () after a stop.
    (define (generate-code program mode flags)
      (set! link-mode mode)
      (keep-variables! (flag flags 'keep-variables))
      (reset-pass-times!)
      (let* ((stopped? #f)
             (chunks (lower-to-flow program
                                    (lambda (flow)
                                      (if (flag flags 'verify) (check-flow flow))
                                      (if (member "lower-to-flow" (flag flags 'dump)) (write-flow flow (current-output-port)))
                                      (let loop ((passes procedure-passes) (form flow))
                                        (cond ((null? passes) form)
                                              (else
                                               (let ((result (run-procedure-pass (car passes) form flags)))
                                                 (cond ((named? (car passes) 'stop-after flags)
                                                        (set! stopped? #t)
                                                        #f)
                                                       (else (loop (cdr passes) result)))))))))))
        (if (flag flags 'time)
            (for-each (lambda (entry) (report (car entry) (milliseconds (cdr entry)))) (reverse pass-times)))
        (if stopped? '() chunks)))

    ;; (name of a pass on procedures . jiffies so far), last one first.
    (define pass-times '())

    (define (reset-pass-times!) (set! pass-times '()))

    (define (add-pass-time! name jiffies)
      (let ((entry (assq name pass-times)))
        (if entry
            (set-cdr! entry (+ (cdr entry) jiffies))
            (set! pass-times (cons (cons name jiffies) pass-times)))))

    (define (run-procedure-pass pass form flags)
      (let* ((start (if (flag flags 'time) (current-jiffy) 0))
             (result ((pass-procedure pass) form)))
        (if (flag flags 'time) (add-pass-time! (pass-name pass) (- (current-jiffy) start)))
        (when (flow-procedure? result)
          (if (flag flags 'verify) (check-flow result))
          (if (named? pass 'dump flags) (write-flow result (current-output-port))))
        (when (mach-procedure? result)
          (if (flag flags 'verify) (check-mach result))
          (if (named? pass 'dump flags) (write-mach result (current-output-port))))
        result))

    (define (milliseconds jiffies)
      (string-append (number->string (quotient (* 1000 jiffies) (jiffies-per-second))) " ms"))

    ;; (compile-items items hooks flags) -> what the last pass gives. items: definitions and expressions of Core in order;
    ;; hooks: list of (hook name . variable); flags: see (compiler flags).
    (define (compile-items items hooks flags)
      (reset-sources!)
      (run-passes pipeline-passes (make-program #f items hooks) flags))

    ;; (run-passes passes program flags) -> program
    (define (run-passes passes program flags)
      (let loop ((passes passes) (program program) (facts '()))
        (cond ((null? passes) program)
              ((skipped? (car passes) flags) (loop (cdr passes) program facts))
              (else
               (let* ((pass (car passes))
                      (facts (begin (check-needs pass facts) (facts-after pass facts)))
                      (result (run-pass pass program facts flags)))
                 (if (named? pass 'stop-after flags)
                     (begin
                       (if (not (named? pass 'dump flags)) (dump pass result))
                       result)
                     (loop (cdr passes) result facts)))))))

    ;; A list of passes that does not fit together is a mistake of this file.
    (define (check-needs pass facts)
      (for-each (lambda (fact)
                  (if (not (memq fact facts)) (error "pipeline: a pass needs what none before it gives" (pass-name pass) fact)))
                (pass-needs pass)))

    (define (facts-after pass facts)
      (let loop ((facts facts) (kept (pass-gives pass)))
        (cond ((null? facts) kept)
              ((or (memq (car facts) (pass-loses pass)) (memq (car facts) kept)) (loop (cdr facts) kept))
              (else (loop (cdr facts) (cons (car facts) kept))))))

    (define (skipped? pass flags)
      (and (pass-optional? pass)
           (or (named? pass 'disable flags)
               (and (pair? (flag flags 'only)) (not (named? pass 'only flags))))))

    ;; Whether a flag that takes names of passes has this one's.
    (define (named? pass name flags)
      (member (symbol->string (pass-name pass)) (flag flags name)))

    (define (run-pass pass program facts flags)
      (if (flag flags 'trace)
          (report (pass-name pass) (string-append "on " (number->string (program-size program)) " nodes")))
      (let* ((start (if (flag flags 'time) (current-jiffy) 0))
             (result ((pass-procedure pass) program)))
        (if (flag flags 'time)
            (report (pass-name pass)
                    (milliseconds (- (current-jiffy) start))))
        (if (flag flags 'verify) (check result facts (pass-name pass)))
        (if (named? pass 'dump flags) (dump pass result))
        (if (named? pass 'diff flags) (print-difference (text-of program) (text-of result)))
        result))

    (define (report name text)
      (let ((port (current-error-port)))
        (display name port)
        (display " " port)
        (display text port)
        (newline port)))

    ;; The verifier's error says what is wrong; the pass is named before it.
    (define (check result facts name)
      (guard (condition
              ((error-object? condition)
               (report name "gave a wrong program")
               (raise condition)))
        (cond ((program? result) (check-core result facts))
              ((closed-program? result) (check-closed result)))))

    ;;; Text.

    (define (dump pass result)
      (write-string (string-append ";; after " (symbol->string (pass-name pass)) "\n"))
      (for-each (lambda (datum) (write-indented datum (current-output-port))) (text-of result)))

    ;; A list of S-expressions, one for each item or procedure.
    (define (text-of program)
      (cond ((program? program)
             (map (lambda (item) (node->datum item core-language)) (program-items program)))
            ((closed-program? program)
             (map (lambda (procedure) (node->datum procedure closed-language)) (closed-program-procedures program)))
            (else '())))

    ;; Items that only one of the two has; equal items keep their order.
    (define (print-difference before after)
      (cond ((and (pair? before) (pair? after) (equal? (car before) (car after)))
             (print-difference (cdr before) (cdr after)))
            ((and (pair? before) (or (null? after) (not (member (car before) after))))
             (print-marked "- " (car before))
             (print-difference (cdr before) after))
            ((pair? after)
             (print-marked "+ " (car after))
             (print-difference before (cdr after)))))

    (define (print-marked mark datum)
      (write-string mark)
      (write-indented datum (current-output-port)))))
