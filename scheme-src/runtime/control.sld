;;; Control: continuations, dynamic-wind, exceptions, parameters, several values, promises.
;;;
;;; One register holds the dynamic state, an immutable record:
;;;
;;;   winders      list of winder, innermost first: what dynamic-wind has entered
;;;   handlers     list of procedures, innermost first
;;;   parameters   bindings: which value each parameter has, see Parameters
;;;
;;; Whoever changes it for a while makes a new record and puts the old one back, so a continuation keeps the whole dynamic
;;; state in one word. %call/cc is O(1); reinstatement runs the winders that differ and then leaves through %continue.
(define-library (runtime control)
  (export call-with-current-continuation dynamic-wind values-n unwind-everything!
          with-exception-handler raise raise-continuable call-with-guard
          make-parameter dynamic-parameterize parameter-of-cell
          current-input-cell current-output-cell set-cell! %current-input %current-output
          make-promise-lazy make-promise-eager make-promise promise? force)
  (import (primitives) (core-syntax) (runtime registers) (runtime traces) (runtime conditions))
  (begin
    (define-record-type dynamic-state
      (make-dynamic-state winders handlers parameters)
      dynamic-state?
      (winders state-winders)
      (handlers state-handlers)
      (parameters state-parameters))

    (define-record-type winder
      (make-winder before after outer)
      winder?
      (before winder-before)
      (after winder-after)
      (outer winder-outer))             ; the dynamic state around the dynamic-wind

    ;; A list of pairs (value . cell), innermost first, and where the current ports are found without a search: the pair of each, or its
    ;; cell when nothing binds it. A cell is (value . converter).
    (define-record-type bindings
      (make-bindings list input output)
      bindings?
      (list bindings-list)
      (input bindings-input)
      (output bindings-output))

    (define current-input-cell (cons #f #f))
    (define current-output-cell (cons #f #f))

    (define outermost-state (make-dynamic-state '() '() (make-bindings '() current-input-cell current-output-cell)))

    (set-current-state! outermost-state)

    ;;; Values

    ;; `values` as a procedure. Up to four values take no list.
    (define values-n
      (case-lambda
        ((a) a)
        (() (values))
        ((a b) (values a b))
        ((a b c) (values a b c))
        ((a b c d) (values a b c d))
        (objects (%call/cc (lambda (continuation) (%continue continuation objects))))))

    ;; Run thunk in the state `inner`, then return its values in the state `outer`.
    (define (call-in-state inner thunk outer)
      (set-current-state! inner)
      (call-with-values thunk
        (case-lambda
          ((value) (set-current-state! outer) value)
          (objects (set-current-state! outer) (apply values-n objects)))))

    ;;; Continuations

    (define (call-with-current-continuation receiver)
      (if (not (procedure? receiver)) (check-procedure 'call-with-current-continuation 0 receiver))
      (%call/cc
        (lambda (continuation)
          (let ((state (current-state)))
            (receiver
              (case-lambda
                ((value)
                 (if (not (eq? state (current-state))) (rewind! state))
                 (%continue continuation (cons value '())))
                (objects
                 (if (not (eq? state (current-state))) (rewind! state))
                 (%continue continuation objects))))))))

    (define (dynamic-wind before thunk after)
      (if (not (and (procedure? before) (procedure? thunk) (procedure? after))) (check-winder before thunk after))
      (before)
      (let* ((outer (current-state))
             (inner (make-dynamic-state (cons (make-winder before after outer) (state-winders outer))
                                        (state-handlers outer)
                                        (state-parameters outer))))
        (set-current-state! inner)
        (call-with-values thunk
          (case-lambda
            ((value) (set-current-state! outer) (after) value)
            (objects (set-current-state! outer) (after) (apply values-n objects))))))

    (define (check-winder before thunk after)
      (check-procedure 'dynamic-wind 0 before)
      (check-procedure 'dynamic-wind 1 thunk)
      (check-procedure 'dynamic-wind 2 after))

    ;; Run the `after`s that lead out of the current state and the `before`s that lead into `state`, and enter it.
    (define (rewind! state)
      (let ((here (state-winders (current-state)))
            (there (state-winders state)))
        (if (not (eq? here there))
            (let ((shared (shared-tail here there)))
              (unwind! here shared)
              (wind! there shared)))
        (set-current-state! state)))

    (define (unwind! winders shared)
      (if (not (eq? winders shared))
          (let ((winder (car winders)))
            (set-current-state! (winder-outer winder))
            ((winder-after winder))
            (unwind! (cdr winders) shared))))

    (define (wind! winders shared)
      (if (not (eq? winders shared))
          (let ((winder (car winders)))
            (wind! (cdr winders) shared)
            (set-current-state! (winder-outer winder))
            ((winder-before winder)))))

    (define (shared-tail one other)
      (let loop ((one one) (other other) (difference (%fx- (count-pairs one) (count-pairs other))))
        (cond ((%fx> difference 0) (loop (%cdr one) other (%fx- difference 1)))
              ((%fx< difference 0) (loop one (%cdr other) (%fx+ difference 1)))
              ((eq? one other) one)
              (else (loop (%cdr one) (%cdr other) 0)))))

    (define (count-pairs list)
      (let loop ((list list) (count 0))
        (if (pair? list) (loop (%cdr list) (%fx+ count 1)) count)))

    ;; Leave every dynamic-wind: before the process ends.
    (define (unwind-everything!)
      (rewind! outermost-state))

    ;;; Exceptions

    (define (with-exception-handler handler thunk)
      (check-procedure 'with-exception-handler 0 handler)
      (check-procedure 'with-exception-handler 1 thunk)
      (let ((outer (current-state)))
        (call-in-state (make-dynamic-state (state-winders outer)
                                           (cons handler (state-handlers outer))
                                           (state-parameters outer))
                       thunk outer)))

    (define (raise object)
      (let* ((state (current-state))
             (handlers (state-handlers state)))
        (if (null? handlers)
            ((top-handler) object)
            (begin
              (set-current-state! (outer-handlers state))
              ((car handlers) object)
              (raise (make-condition 'not-continuable 'raise #f "the handler returned, and there is no way on after raise; what was raised"
                                     (list-of-one object) (object-trace object)))))))

    (define (raise-continuable object)
      (let* ((state (current-state))
             (handlers (state-handlers state)))
        (if (null? handlers)
            ((top-handler) object)
            (call-in-state (outer-handlers state)
                           (lambda () ((car handlers) object))
                           state))))

    (define (outer-handlers state)
      (make-dynamic-state (state-winders state) (cdr (state-handlers state)) (state-parameters state)))

    (define (object-trace object)
      (if (condition? object) (condition-trace object) (capture-trace (%stack-pointer))))

    (define (list-of-one object) (cons object '()))

    ;; What `guard` expands into. The clauses, (handler condition reraise), run in the dynamic state of the guard; reraise goes
    ;; back to the state of the raise and raises again for the handlers outside.
    (define (call-with-guard handler thunk)
      ((%call/cc
         (lambda (outside)
           (let* ((outer (current-state))
                  (inner (make-dynamic-state
                           (state-winders outer)
                           (cons (lambda (condition) (leave-for-guard condition handler outside outer))
                                 (state-handlers outer))
                           (state-parameters outer))))
             (call-with-values (lambda () (call-in-state inner thunk outer))
               (case-lambda
                 ((value) (lambda () value))
                 (objects (lambda () (apply values-n objects))))))))))

    (define (leave-for-guard condition handler outside outer)
      ((%call/cc
         (lambda (inside)
           (let ((state (current-state)))
             (define (reraise)
               (rewind! state)
               (%continue inside (list-of-one (lambda () (raise-continuable condition)))))
             (rewind! outer)
             (%continue outside (list-of-one (lambda () (handler condition reraise)))))))))

    ;;; Parameters: a parameter object answers the private request with its cell, the pair (value . converter).

    (define parameter-request '#(parameter-request))

    (define make-parameter
      (case-lambda
        ((value) (parameter-of-cell (cons value #f)))
        ((value converter)
         (check-procedure 'make-parameter 1 converter)
         (parameter-of-cell (cons (converter value) converter)))))

    (define (parameter-of-cell cell)
      (case-lambda
        (() (%car (binding-of cell (current-bindings))))
        ((request)
         (if (eq? request parameter-request)
             cell
             ;; SRFI 39: an argument is converted and becomes the value.
             (set-car! (binding-of cell (current-bindings)) (converted cell request))))))

    (define (current-bindings) (bindings-list (state-parameters (current-state))))

    ;; The pair whose car is the value.
    (define (binding-of cell bindings)
      (cond ((null? bindings) cell)
            ((eq? (%cdr (%car bindings)) cell) (%car bindings))
            (else (binding-of cell (%cdr bindings)))))

    ;; The current ports, in four loads.
    (define (%current-input) (%car (%record-ref (%record-ref (current-state) 2) 1)))
    (define (%current-output) (%car (%record-ref (%record-ref (current-state) 2) 2)))

    (define (set-cell! cell value converter)
      (set-car! cell value)
      (set-cdr! cell converter))

    (define (converted cell object)
      (if (%cdr cell) ((%cdr cell) object) object))

    ;; What `parameterize` expands into: parameters and values are lists of the same length.
    (define (dynamic-parameterize parameters objects thunk)
      (let ((outer (current-state)))
        (call-in-state (make-dynamic-state (state-winders outer) (state-handlers outer)
                                           (bind-parameters parameters objects (state-parameters outer)))
                       thunk outer)))

    (define (bind-parameters parameters objects outer)
      (let bind ((parameters parameters) (objects objects)
                 (list (bindings-list outer)) (input (bindings-input outer)) (output (bindings-output outer)))
        (if (null? parameters)
            (make-bindings list input output)
            (let* ((cell (parameter-cell (car parameters)))
                   (binding (cons (converted cell (car objects)) cell)))
              (bind (cdr parameters) (cdr objects)
                    (cons binding list)
                    (if (eq? cell current-input-cell) binding input)
                    (if (eq? cell current-output-cell) binding output))))))

    (define (parameter-cell parameter)
      (if (not (procedure? parameter)) (not-a-parameter parameter))
      (let ((cell (parameter parameter-request)))
        (if (pair? cell)
            cell
            (not-a-parameter parameter))))

    (define (not-a-parameter object)
      (raise (make-condition 'type 'parameterize #f "not a parameter" (list-of-one object)
                             (capture-trace (%stack-pointer)))))

    ;;; Promises: the content is shared through a box, so that chains of delay-force need bounded space.
    ;;;   box = (done? . value or thunk)

    (define-record-type promise
      (make-promise-of-box box)
      promise?
      (box promise-box set-promise-box!))

    (define (make-promise-lazy thunk) (make-promise-of-box (cons #f thunk)))
    (define (make-promise-eager value) (make-promise-of-box (cons #t value)))
    (define (make-promise object) (if (promise? object) object (make-promise-eager object)))

    (define (force object)
      (if (promise? object) (force-promise object) object))

    (define (force-promise promise)
      (let ((box (promise-box promise)))
        (if (%car box)
            (%cdr box)
            (let ((result ((%cdr box))))
              (let ((box (promise-box promise)))
                (if (not (%car box))
                    (if (promise? result)
                        (let ((inner (promise-box result)))
                          (set-car! box (%car inner))
                          (set-cdr! box (%cdr inner))
                          (set-promise-box! result box))
                        (begin
                          (set-car! box #t)
                          (set-cdr! box result)))))
              (force-promise promise)))))

    ;;; Errors found here

    (define (check-procedure who index object)
      (if (not (procedure? object))
          (raise (make-condition 'type who index "is not a procedure" (list-of-one object) (capture-trace (%stack-pointer))))))))
