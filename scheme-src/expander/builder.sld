;;; The builder: the expander's only door to what follows.
;;;
;;; A builder is a record of procedures that make expressions of some language; the expander calls them and never looks
;;; at what they return. `pos` is a position or #f; variables are the builder's own.
;;;
;;;   (variable name pos)            a fresh local variable
;;;   (global-variable name pos)     a fresh top-level variable; the name is unique in the whole system
;;;   (existing-variable name)       a global that the host or the running system already holds
;;;   (const pos datum)  (ref pos var)  (set pos var expr)  (if pos test then else)  (seq pos expressions)
;;;   (lambda pos name clauses)      clause: (required-variables rest-variable-or-#f body)
;;;   (let pos vars inits body)      (letrec* pos vars inits body)
;;;   (call pos operator operands)   (primcall pos name operands)   (primref pos name)
;;;   (receive pos required rest-or-#f producer body)
;;;   (define pos global-variable expr)
;;;
;;; One builder is in use at a time: (call-with-builder builder thunk); the build-… procedures call it.
(define-library (expander builder)
  (export make-builder call-with-builder
          build-variable build-global-variable build-existing-variable
          build-const build-ref build-set build-if build-seq build-lambda build-let build-letrec* build-call
          build-primcall build-primref build-receive build-define)
  (import (scheme base))
  (begin
    (define-record-type builder
      (make-builder variable global-variable existing-variable const ref set if seq lambda let letrec* call
                    primcall primref receive define)
      builder?
      (variable builder-variable)
      (global-variable builder-global-variable)
      (existing-variable builder-existing-variable)
      (const builder-const)
      (ref builder-ref)
      (set builder-set)
      (if builder-if)
      (seq builder-seq)
      (lambda builder-lambda)
      (let builder-let)
      (letrec* builder-letrec*)
      (call builder-call)
      (primcall builder-primcall)
      (primref builder-primref)
      (receive builder-receive)
      (define builder-define))

    (define current-builder #f)

    ;; Use the builder while the thunk runs, however it ends.
    (define (call-with-builder builder thunk)
      (let ((outer current-builder))
        (dynamic-wind
         (lambda () (set! current-builder builder))
         thunk
         (lambda () (set! current-builder outer)))))

    (define (build-variable name pos) ((builder-variable current-builder) name pos))
    (define (build-global-variable name pos) ((builder-global-variable current-builder) name pos))
    (define (build-existing-variable name) ((builder-existing-variable current-builder) name))
    (define (build-const pos datum) ((builder-const current-builder) pos datum))
    (define (build-ref pos variable) ((builder-ref current-builder) pos variable))
    (define (build-set pos variable value) ((builder-set current-builder) pos variable value))
    (define (build-if pos test then else-part) ((builder-if current-builder) pos test then else-part))
    (define (build-lambda pos name clauses) ((builder-lambda current-builder) pos name clauses))
    (define (build-letrec* pos variables inits body)
      ((builder-letrec* current-builder) pos variables inits body))
    (define (build-call pos operator operands) ((builder-call current-builder) pos operator operands))
    (define (build-primcall pos name operands) ((builder-primcall current-builder) pos name operands))
    (define (build-primref pos name) ((builder-primref current-builder) pos name))
    (define (build-receive pos required rest producer body)
      ((builder-receive current-builder) pos required rest producer body))
    (define (build-define pos variable value) ((builder-define current-builder) pos variable value))

    ;; A sequence of one is itself; a let of nothing is its body.
    (define (build-seq pos expressions)
      (if (null? (cdr expressions))
          (car expressions)
          ((builder-seq current-builder) pos expressions)))

    (define (build-let pos variables inits body)
      (if (null? variables)
          body
          ((builder-let current-builder) pos variables inits body)))))
