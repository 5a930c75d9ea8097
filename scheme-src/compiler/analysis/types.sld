;;; Types: the kinds of values that tests, primitives and constants tell of.
;;;
;;; A type is one of the symbols below, all disjoint, or the key of a record type: its static descriptor, or the variable
;;; that holds its descriptor. #f: nothing is known.
;;;
;;;   pair null fixnum flonum bignum char boolean symbol string vector bytevector procedure cell
(define-library (compiler analysis types)
  (export constant-type result-type argument-types predicate-type descriptor-key disjoint-types?)
  (import (scheme base) (machine layout) (machine primitives) (compiler ir variable) (compiler ir core))
  (begin
    (define type-names
      '(pair null fixnum flonum bignum char boolean symbol string vector bytevector procedure cell))

    (define fixnum-limit
      (expt 2 (- (* 8 (layout-value 'word-bytes)) (layout-value 'tag-bits) 1)))

    (define (constant-type value)
      (cond ((exact-integer? value)
             (if (and (<= (- fixnum-limit) value) (< value fixnum-limit)) 'fixnum 'bignum))
            ((pair? value) 'pair)
            ((null? value) 'null)
            ((boolean? value) 'boolean)
            ((char? value) 'char)
            ((symbol? value) 'symbol)
            ((string? value) 'string)
            ((vector? value) 'vector)
            ((bytevector? value) 'bytevector)
            ((number? value) (if (and (real? value) (inexact? value)) 'flonum #f))
            (else #f)))

    ;; The type of what a primitive returns.
    (define (result-type primitive)
      (known-name (primitive-result primitive)))

    (define (known-name name)
      (and (memq name type-names) name))

    ;; The types that the arguments surely have when the primitive has returned: a list of types and #f. Unchecked
    ;; primitives tell nothing.
    (define (argument-types primitive)
      (if (char=? (string-ref (symbol->string (primitive-name primitive)) 0) #\%)
          '()
          (let loop ((names (primitive-arguments primitive)))
            (cond ((or (null? names) (eq? (car names) '&)) '())
                  ((eq? (car names) 'word-index) (cons 'fixnum (loop (cdr names))))
                  (else (cons (known-name (car names)) (loop (cdr names))))))))

    ;; The type that a predicate of one argument tests for, or #f.
    (define (predicate-type primitive)
      (let ((entry (assq (primitive-name primitive) predicates)))
        (and entry (cdr entry))))

    (define predicates
      '((pair? . pair) (null? . null) (fixnum? . fixnum) (flonum? . flonum) (bignum? . bignum) (char? . char)
        (boolean? . boolean) (symbol? . symbol) (string? . string) (vector? . vector) (bytevector? . bytevector)
        (procedure? . procedure) (%cell? . cell)))

    ;; The key of the record type whose descriptor an expression gives, or #f.
    (define (descriptor-key node)
      (cond ((const? node) (and (static-descriptor? (const-value node)) (const-value node)))
            ((ref? node) (and (not (variable-assigned? (ref-variable node))) (ref-variable node)))
            (else #f)))

    ;; Whether no value has both types.
    (define (disjoint-types? one other)
      (and one other
           (not (eq? one other))
           (not (variable? one))
           (not (variable? other))))))
