;;; Bits: exact integers as infinite rows of bits in two's complement.
;;;
;;; A negative n is the complement of -n - 1, so digit i of a negative bignum is the complement of digit i of that magnitude;
;;; results with an infinite row of ones are turned back the same way.
(define-library (runtime bits)
  (export bitwise-and bitwise-ior bitwise-xor bitwise-not arithmetic-shift bit-count integer-length bit-set? first-set-bit
          bitwise-if shift-left shift-right)
  (import (primitives) (core-syntax) (runtime errors) (runtime bignums) (runtime arithmetic))
  (begin
    (define (check who index object)
      (if (not (exact-integer? object)) (wrong-type who index 'exact-integer object)))

    (define (n-ary who fixnums digits unit)
      (define (two one other)
        (if (and (fixnum? one) (fixnum? other))
            (fixnums one other)
            (begin
              (check who 0 one)
              (check who 1 other)
              (combine one other digits))))
      (case-lambda
        ((one other) (two one other))
        (() unit)
        ((one) (check who 0 one) one)
        ((one . more)
         (let loop ((one one) (more more))
           (if (null? more) one (loop (two one (%car more)) (%cdr more)))))))

    (define bitwise-and
      (n-ary 'bitwise-and (lambda (one other) (%fxand one other)) (lambda (one other) (%fxand one other)) -1))
    (define bitwise-ior
      (n-ary 'bitwise-ior (lambda (one other) (%fxior one other)) (lambda (one other) (%fxior one other)) 0))
    (define bitwise-xor
      (n-ary 'bitwise-xor (lambda (one other) (%fxxor one other)) (lambda (one other) (%fxxor one other)) 0))

    (define (bitwise-not integer)
      (check 'bitwise-not 0 integer)
      (- -1 integer))

    (define (bitwise-if mask one other)
      (bitwise-ior (bitwise-and mask one) (bitwise-and (bitwise-not mask) other)))

    ;; Digit by digit, with one digit more than both have for the sign.
    (define (combine one other operation)
      (let* ((row-one (magnitude-row one))
             (row-other (magnitude-row other))
             (sign-one (if (integer-negative? one) digit-mask 0))
             (sign-other (if (integer-negative? other) digit-mask 0))
             (negative? (not (%fx= (operation sign-one sign-other) 0)))
             (flip (if negative? digit-mask 0))
             (length (%fx+ 1 (larger (integer-digits row-one) (integer-digits row-other)))))
        (let loop ((index (%fx- length 1)) (digits '()))
          (if (%fx< index 0)
              (restore digits negative?)
              (loop (%fx- index 1)
                    (cons (%fxxor flip
                                  (operation (%fxxor sign-one (integer-digit row-one index))
                                             (%fxxor sign-other (integer-digit row-other index))))
                          digits))))))

    (define (larger one other) (if (%fx< one other) other one))

    (define (restore digits negative?)
      (let ((magnitude (make-integer-of-digits digits #f)))
        (if negative? (- -1 magnitude) magnitude)))

    ;; n, or -n - 1 of a negative n: never negative.
    (define (magnitude-row integer) (if (integer-negative? integer) (- -1 integer) integer))

    (define (arithmetic-shift integer count)
      (check 'arithmetic-shift 0 integer)
      (if (not (fixnum? count)) (wrong-type 'arithmetic-shift 1 'fixnum count))
      (if (%fx< count 0)
          (integer-shift-right integer (%fx- 0 count))
          (integer-shift-left integer count)))
    (define (shift-left integer count) (arithmetic-shift integer count))
    (define (shift-right integer count) (arithmetic-shift integer (- 0 count)))

    ;; Ones of a number >= 0, zeros of a negative one.
    (define (bit-count integer)
      (check 'bit-count 0 integer)
      (let* ((row (magnitude-row integer))
             (length (integer-digits row)))
        (let loop ((index 0) (count 0))
          (if (%fx< index length)
              (loop (%fx+ index 1) (%fx+ count (ones (integer-digit row index))))
              count))))

    (define (ones digit)
      (let loop ((digit digit) (count 0))
        (if (%fx= digit 0) count (loop (%fxand digit (%fx- digit 1)) (%fx+ count 1)))))

    (define (integer-length integer)
      (check 'integer-length 0 integer)
      (integer-length-of-magnitude (magnitude-row integer)))

    (define (bit-set? index integer)
      (check 'bit-set? 1 integer)
      (if (not (and (fixnum? index) (%fx>= index 0))) (wrong-type 'bit-set? 0 'word-index index))
      (if (or (fixnum? integer) (integer-negative? integer))
          (not (integer-even? (integer-shift-right integer index)))
          ;; A digit has 32 bits.
          (%fx= (%fxand (%fxsra (integer-digit integer (%fxsra index 5)) (%fxand index 31)) 1) 1)))

    ;; A negative number has the same lowest one as its magnitude.
    (define (first-set-bit integer)
      (check 'first-set-bit 0 integer)
      (if (fixnum? integer)
          (first-one integer)
          (let loop ((index 0))
            (let ((digit (%bignum-digit integer index)))
              (if (%fx= digit 0) (loop (%fx+ index 1)) (%fx+ (%fx* 32 index) (first-one digit)))))))

    (define (first-one fixnum)
      (if (%fx= fixnum 0)
          -1
          (let loop ((rest fixnum) (index 0))
            (if (%fx= (%fxand rest 1) 1) index (loop (%fxsra rest 1) (%fx+ index 1))))))))
