;;; Clauses: which clause of a procedure a call enters, and with what.
(define-library (compiler analysis clauses)
  (export fitting-index fits? gather-rest clause-arities essential-arities arities-text)
  (import (scheme base) (base text) (machine primitives) (compiler ir core))
  (begin
    ;; (fitting-index clauses count) -> index of the first clause that takes so many arguments, or #f
    (define (fitting-index clauses count)
      (let loop ((clauses clauses) (index 0))
        (cond ((null? clauses) #f)
              ((fits? (car clauses) count) index)
              (else (loop (cdr clauses) (+ index 1))))))

    (define (fits? clause count)
      (let ((least (length (clause-required clause))))
        (if (clause-rest clause) (>= count least) (= count least))))

    ;; -> list of (required . rest?)
    (define (clause-arities clauses)
      (essential-arities (map (lambda (clause) (cons (length (clause-required clause)) (and (clause-rest clause) #t))) clauses)))

    ;; The same numbers of arguments in the shortest way, told without the clauses that are there for speed: numbers in their order,
    ;; and last, as (number . #t), the one from which on all are taken.
    (define (essential-arities arities)
      (let loop ((rest arities) (exact '()) (least #f))
        (cond ((null? rest) (joined-arities (reverse exact) least))
              ((not (cdr (car rest))) (loop (cdr rest) (cons (car rest) exact) least))
              (else (loop (cdr rest) exact (if least (min least (car (car rest))) (car (car rest))))))))

    (define (joined-arities exact least)
      (if (and least (assv (- least 1) exact))
          (joined-arities exact (- least 1))
          (let loop ((rest exact) (kept '()))
            (cond ((null? rest) (reverse (if least (cons (cons least #t) kept) kept)))
                  ((or (assv (car (car rest)) kept) (and least (>= (car (car rest)) least))) (loop (cdr rest) kept))
                  (else (loop (cdr rest) (cons (car rest) kept)))))))

    ;; (arities-text arities) -> as in `2 or at least 4 arguments`
    (define (arities-text arities)
      (text (text-join (map (lambda (arity) (text (if (cdr arity) "at least " "") (car arity))) arities) " or ")
            (if (and (null? (cdr arities)) (= 1 (car (car arities)))) " argument" " arguments")))

    (define primitive-cons (primitive-named 'cons))

    ;; (gather-rest source operands count) -> the operands, those beyond so many as one expression that makes their list
    (define (gather-rest source operands count)
      (if (> count 0)
          (cons (car operands) (gather-rest source (cdr operands) (- count 1)))
          (list (list-of source operands))))

    (define (list-of source operands)
      (if (null? operands)
          (make-const source '())
          (make-primcall source primitive-cons (list (car operands) (list-of source (cdr operands))))))))
