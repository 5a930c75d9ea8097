;;; Core forms: a builder that makes S-expressions for the `eval` of any host, stage0 and Guile among them.
;;;
;;; Every variable is a symbol. Local ones are `name.N`, N counting up, so no scope ever hides another and the words of the
;;; language below cannot be captured; top-level ones of libraries are `name@library`; those of programs are numbered too.
;;;
;;;   core = variable | (quote datum) | (if core core core) | (set! variable core) | (begin core core …)
;;;        | (lambda formals core) | (case-lambda (formals core) …) | (let ((variable core) …) core)
;;;        | (letrec* ((variable core) …) core) | (call-with-values (lambda () core) (lambda formals core))
;;;        | (%at position (core core …))       a call; position an exact integer
;;;        | (define variable core)             at top level
;;;
;;; Names of procedures are not repeated: they are those of the variables that they initialise.
(define-library (expander core-forms)
  (export make-core-forms-builder)
  (import (scheme base) (base text) (expander builder))
  (begin
    (define (make-core-forms-builder)
      (let ((counter 0))
        (define (numbered name)
          (set! counter (+ counter 1))
          (string->symbol (string-append (symbol->string name) "." (number->string counter))))
        (make-builder
         (lambda (name pos) (numbered name))
         (lambda (name pos) (if (text-index (symbol->string name) #\@) name (numbered name)))
         (lambda (name) name)
         core-const
         (lambda (pos variable) variable)
         (lambda (pos variable value) (list 'set! variable value))
         (lambda (pos test then else-part) (list 'if test then else-part))
         (lambda (pos expressions) (cons 'begin expressions))
         core-lambda
         (lambda (pos variables inits body) (list 'let (map list variables inits) body))
         (lambda (pos variables inits body) (list 'letrec* (map list variables inits) body))
         (lambda (pos operator operands) (core-at pos (cons operator operands)))
         (lambda (pos name operands) (core-at pos (cons name operands)))
         (lambda (pos name) name)
         core-receive
         (lambda (pos variable value) (list 'define variable value)))))

    (define (core-at pos form)
      (if pos (list '%at pos form) form))

    (define (core-const pos datum)
      (if (or (number? datum) (boolean? datum) (string? datum) (char? datum))
          datum
          (list 'quote datum)))

    (define (core-lambda pos name clauses)
      (if (null? (cdr clauses))
          (cons 'lambda (core-clause (car clauses)))
          (cons 'case-lambda (map core-clause clauses))))

    (define (core-clause clause)
      (list (core-formals (car clause) (cadr clause)) (car (cddr clause))))

    (define (core-formals required rest)
      (cond ((null? required) (or rest '()))
            (else (cons (car required) (core-formals (cdr required) rest)))))

    (define (core-receive pos required rest producer body)
      (core-at pos
               (list 'call-with-values
                     (list 'lambda '() producer)
                     (list 'lambda (core-formals required rest) body))))))
