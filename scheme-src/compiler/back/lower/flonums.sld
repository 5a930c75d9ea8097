;;; Lowering of flonums: unbox, work on doubles, box. The optimizations remove the boxes that nobody needs.
(define-library (compiler back lower flonums)
  (export flonum-lowerings)
  (import (scheme base) (compiler ir flow) (compiler ir operations) (compiler back lower emit) (compiler back lower numbers))
  (begin
    (define (unbox operand)
      (emit load-double-fixed 'double operand #f 1 (- word-bytes flonum-tag)))

    (define (box double) (emit box-double 'value double))

    (define (checked-double name index operand)
      (check-tag! operand flonum-tag (type-failure name index operand))
      (unbox operand))

    (define (lower-binary operation)
      (lambda (name operands)
        (let* ((a (checked-double name 0 (car operands)))
               (b (checked-double name 1 (cadr operands))))
          (box (emit operation 'double a b)))))

    (define (lower-unary operation)
      (lambda (name operands)
        (box (emit operation 'double (checked-double name 0 (car operands))))))

    ;; With exchanged? the condition is asked of b and a.
    (define (test-double condition exchanged?)
      (lambda (name operands then else)
        (let* ((a (checked-double name 0 (car operands)))
               (b (checked-double name 1 (cadr operands))))
          (if exchanged?
              (branch! condition b a then else)
              (branch! condition a b then else)))))

    (define (lower-from-fixnum name operands)
      (check-fixnum! name 0 (car operands))
      (box (emit word->double 'double (raw-integer (car operands)))))

    (define (lower-to-fixnum name operands)
      (integer->value (emit double->word 'word (unbox (car operands)))))

    (define half-word (* 4 word-bytes))

    (define (bits-of operand) (emit double->bits 'word (unbox operand)))

    (define (lower-high name operands)
      (integer->value (emit word-shr 'word (bits-of (car operands)) half-word)))

    (define (lower-low name operands)
      (emit word-shr 'value (emit word-shl 'word (bits-of (car operands)) half-word) (- half-word fixnum-shift)))

    (define (lower-make name operands)
      (let* ((high (emit word-shl 'word (fixnum-bits (car operands)) (- half-word fixnum-shift)))
             (low (raw-integer (cadr operands))))
        (box (emit bits->double 'double (emit word-or 'word high low)))))

    (define flonum-lowerings
      (list
       (list 'fl+ 'value (lower-binary double-add))
       (list 'fl- 'value (lower-binary double-sub))
       (list 'fl* 'value (lower-binary double-mul))
       (list 'fl/ 'value (lower-binary double-div))
       (list 'fl=? 'test (test-double 'double-eq #f))
       (list 'fl<? 'test (test-double 'double-lt #f))
       (list 'fl>? 'test (test-double 'double-lt #t))
       (list 'fl<=? 'test (test-double 'double-le #f))
       (list 'fl>=? 'test (test-double 'double-le #t))
       (list 'flabs 'value (lower-unary double-abs))
       (list 'flsqrt 'value (lower-unary double-sqrt))
       (list 'flfloor 'value (lower-unary double-floor))
       (list 'flceiling 'value (lower-unary double-ceiling))
       (list 'fltruncate 'value (lower-unary double-truncate))
       (list 'flround 'value (lower-unary double-round))
       (list 'fixnum->flonum 'value lower-from-fixnum)
       (list '%flonum->fixnum 'value lower-to-fixnum)
       (list '%flonum-high 'value lower-high)
       (list '%flonum-low 'value lower-low)
       (list '%make-flonum 'value lower-make)))))
