;;; Constant procedures: what the compiler may know of procedures that are constants of the program it compiles.
;;;
;;; In the running system the values of the system's libraries are there already, so the program refers to them as constants. Only
;;; that system knows what they are; it says so here. A compiler that makes a whole program has no such constants.
(define-library (compiler analysis constant-procedures)
  (export procedure-description describe-procedures-with!
          constant-procedure-name constant-procedure know-procedures-with!
          primitive-procedure constant-primitive call-with-primitive-procedures)
  (import (scheme base))
  (begin
    ;; (procedure-description datum) -> #f, or vector: name (a symbol), does it belong to the system's libraries?, list of
    ;; (required . rest?) for its clauses.
    (define (procedure-description datum) (describe datum))

    (define describe (lambda (datum) #f))

    (define (describe-procedures-with! procedure) (set! describe procedure))

    ;; (constant-procedure-name datum) -> the unique name of the library's variable whose value the constant is, as far as the program
    ;; mentions it; or #f.
    (define (constant-procedure-name datum) (find-name datum))

    ;; (constant-procedure datum) -> the same procedure as $lambda, free of positions, for copies; the body of a clause that is too large
    ;; is #f; or #f.
    (define (constant-procedure datum) (find-lambda datum))

    (define find-name (lambda (datum) #f))
    (define find-lambda (lambda (datum) #f))

    (define (know-procedures-with! name-of lambda-of)
      (set! find-name name-of)
      (set! find-lambda lambda-of))

    ;; (primitive-procedure primitive) -> the procedure that stands for a primitive in the running system, or #f: this compilation is
    ;; of a whole program.
    (define (primitive-procedure primitive) (find-procedure primitive))

    ;; (constant-primitive datum) -> the primitive that a constant stands for, or #f.
    (define (constant-primitive datum) (find-primitive datum))

    (define find-procedure (lambda (primitive) #f))
    (define find-primitive (lambda (datum) #f))

    ;; While the thunk runs, the two are these procedures.
    (define (call-with-primitive-procedures procedure-of primitive-of thunk)
      (define (exchange!)
        (let ((procedure find-procedure) (primitive find-primitive))
          (set! find-procedure procedure-of)
          (set! find-primitive primitive-of)
          (set! procedure-of procedure)
          (set! primitive-of primitive)))
      (dynamic-wind exchange! thunk exchange!))))
