;;; Constant procedures: what the compiler may know of procedures that are constants of the program it compiles.
;;;
;;; In the running system the values of the system's libraries are there already, so the program refers to them as constants. Only
;;; that system knows what they are; it says so here. A compiler that makes a whole program has no such constants.
(define-library (compiler analysis constant-procedures)
  (export procedure-description describe-procedures-with!)
  (import (scheme base))
  (begin
    ;; (procedure-description datum) -> #f, or vector: name (a symbol), does it belong to the system's libraries?, list of
    ;; (required . rest?) for its clauses.
    (define (procedure-description datum) (describe datum))

    (define describe (lambda (datum) #f))

    (define (describe-procedures-with! procedure) (set! describe procedure))))
