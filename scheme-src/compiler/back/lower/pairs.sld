;;; Lowering of pairs, cells and weak pairs.
;;;
;;; A pair is two words without a header; the others are a header and words. The checked accessors check the tag and blame
;;; their argument 0, the composed ones (cadr …) their own argument for every step.
(define-library (compiler back lower pairs)
  (export pair-lowerings emit-cons)
  (import (scheme base) (machine primitives) (compiler ir flow) (compiler ir operations) (compiler back lower emit))
  (begin
    (define car-displacement (- pair-tag))
    (define cdr-displacement (- word-bytes pair-tag))
    (define first-displacement (- word-bytes object-tag))
    (define second-displacement (- (* 2 word-bytes) object-tag))

    ;; (emit-cons a b) -> the fresh pair.
    (define (emit-cons a b)
      (let ((pair (emit allocate 'value (* 2 word-bytes) pair-tag)))
        (emit! store64 pair #f 1 car-displacement a)
        (emit! store64 pair #f 1 cdr-displacement b)
        pair))

    (define (lower-cons name operands) (emit-cons (car operands) (cadr operands)))

    (define (load-field pair displacement) (emit load64 'value pair #f 1 displacement))

    (define (field-of part) (if (eq? part 'car) car-displacement cdr-displacement))

    (define (lower-unchecked name operands)
      (load-field (car operands) (if (eq? name '%car) car-displacement cdr-displacement)))

    (define (lower-car name operands) (checked-field (car operands) car-displacement (type-failure name 0 (car operands))))
    (define (lower-cdr name operands) (checked-field (car operands) cdr-displacement (type-failure name 0 (car operands))))

    (define (checked-field pair displacement fail)
      (check-tag! pair pair-tag fail)
      (load-field pair displacement))

    ;; The table says which steps: (compose car cdr) takes the cdr first.
    (define (lower-composed name operands)
      (let ((fail (type-failure name 0 (car operands))))
        (let loop ((steps (reverse (primitive-option (primitive-named name) 'compose))) (value (car operands)))
          (if (null? steps)
              value
              (loop (cdr steps) (checked-field value (field-of (car steps)) fail))))))

    (define (lower-set name operands)
      (check-tag! (car operands) pair-tag (type-failure name 0 (car operands)))
      (emit! store-value (car operands) #f 1 (if (eq? name 'set-car!) car-displacement cdr-displacement) (cadr operands))
      unspecified)

    ;;; Cells and weak pairs.

    (define (lower-make-cell name operands)
      (let ((cell (emit allocate 'value (* 2 word-bytes) object-tag)))
        (emit! store64 cell #f 1 (- object-tag) (header-word 'cell 1))
        (emit! store64 cell #f 1 first-displacement (car operands))
        cell))

    (define (lower-cell-ref name operands) (load-field (car operands) first-displacement))

    (define (lower-cell-set name operands)
      (emit! store-value (car operands) #f 1 first-displacement (cadr operands))
      unspecified)

    (define (lower-make-weak-pair name operands)
      (let ((pair (emit allocate 'value (* 3 word-bytes) object-tag)))
        (emit! store64 pair #f 1 (- object-tag) (header-word 'weak-pair 2))
        (emit! store64 pair #f 1 first-displacement (car operands))
        (emit! store64 pair #f 1 second-displacement (cadr operands))
        pair))

    (define (lower-weak-cdr name operands) (load-field (car operands) second-displacement))

    (define (lower-weak-set-cdr name operands)
      (emit! store-value (car operands) #f 1 second-displacement (cadr operands))
      unspecified)

    (define pair-lowerings
      (list
       (list 'cons 'value lower-cons)
       (list 'car 'value lower-car)
       (list 'cdr 'value lower-cdr)
       (list 'set-car! 'value lower-set)
       (list 'set-cdr! 'value lower-set)
       (list '%car 'value lower-unchecked)
       (list '%cdr 'value lower-unchecked)
       (list 'caar 'value lower-composed)
       (list 'cadr 'value lower-composed)
       (list 'cdar 'value lower-composed)
       (list 'cddr 'value lower-composed)
       (list 'caddr 'value lower-composed)
       (list 'cdddr 'value lower-composed)
       (list 'cadddr 'value lower-composed)
       (list '%make-cell 'value lower-make-cell)
       (list '%cell-ref 'value lower-cell-ref)
       (list '%cell-set! 'value lower-cell-set)
       (list '%make-weak-pair 'value lower-make-weak-pair)
       (list '%weak-car 'value lower-cell-ref)
       (list '%weak-cdr 'value lower-weak-cdr)
       (list '%weak-set-cdr! 'value lower-weak-set-cdr)))))
