;;; SRFI 162: comparators ready made, and greatest and least objects by a comparator. Beyond it: symbol-comparator and
;;; number-comparator, which SRFI 114 had under these names.
(define-library (srfi 162)
  (export comparator-max comparator-min comparator-max-in-list comparator-min-in-list
          default-comparator boolean-comparator real-comparator char-comparator char-ci-comparator string-comparator
          string-ci-comparator pair-comparator list-comparator vector-comparator eq-comparator eqv-comparator
          equal-comparator symbol-comparator number-comparator)
  (import (scheme base) (scheme char) (srfi 128))
  (begin
    ;; (comparator-max comparator object ...), comparator-min -> a greatest, least of the objects
    (define (comparator-max comparator object . objects) (comparator-max-in-list comparator (cons object objects)))
    (define (comparator-min comparator object . objects) (comparator-min-in-list comparator (cons object objects)))

    ;; (comparator-max-in-list comparator list), comparator-min-in-list -> the same of the elements; an error when there are none
    (define (comparator-max-in-list comparator list)
      (let ((less? (comparator-ordering-predicate comparator)))
        (extreme (lambda (one best) (less? best one)) list)))
    (define (comparator-min-in-list comparator list)
      (extreme (comparator-ordering-predicate comparator) list))

    (define (extreme better? list)
      (when (null? list) (error "an empty list has no greatest or least element"))
      (let loop ((best (car list)) (rest (cdr list)))
        (cond ((null? rest) best)
              ((better? (car rest) best) (loop (car rest) (cdr rest)))
              (else (loop best (cdr rest))))))

    (define default-comparator (make-default-comparator))
    (define boolean-comparator
      (make-comparator boolean? boolean=? (lambda (one other) (and (not one) other)) boolean-hash))
    (define real-comparator (make-comparator real? = < number-hash))
    (define char-comparator (make-comparator char? char=? char<? char-hash))
    (define char-ci-comparator (make-comparator char? char-ci=? char-ci<? char-ci-hash))
    (define string-comparator (make-comparator string? string=? string<? string-hash))
    (define string-ci-comparator (make-comparator string? string-ci=? string-ci<? string-ci-hash))
    (define symbol-comparator
      (make-comparator symbol? symbol=?
                       (lambda (one other) (string<? (symbol->string one) (symbol->string other)))
                       symbol-hash))

    ;; Complex numbers in the order of the default comparator.
    (define number-comparator
      (make-comparator number? = (comparator-ordering-predicate default-comparator) number-hash))

    (define pair-comparator (make-pair-comparator default-comparator default-comparator))
    (define list-comparator (make-list-comparator default-comparator))
    (define vector-comparator (make-vector-comparator default-comparator))
    (define eq-comparator (make-eq-comparator))
    (define eqv-comparator (make-eqv-comparator))
    (define equal-comparator (make-equal-comparator))))
