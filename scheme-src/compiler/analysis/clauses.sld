;;; Clauses: which clause of a procedure a call enters, and with what.
(define-library (compiler analysis clauses)
  (export fitting-index fits? gather-rest)
  (import (scheme base) (machine primitives) (compiler ir core))
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
