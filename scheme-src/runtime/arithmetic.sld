;;; Arithmetic: the generic operations on numbers of any kind, which compiled code calls when its fixnum path does not do.
;;;
;;; Kinds: fixnum and bignum (exact integers), ratnum (in lowest terms, denominator at least 2), flonum, compnum (two real parts,
;;; the imaginary one not an exact zero). Mixed arithmetic converts to flonum; mixed comparison is exact. A kind test on the left argument leads to one on the right, and flonums
;;; come before bignums, because that is what programs do.
(define-library (runtime arithmetic)
  (export generic+ generic- generic* generic/ generic= generic< generic> generic<= generic>=
          n-ary+ n-ary- n-ary* / n-ary= n-ary< n-ary> n-ary<= n-ary>=
          generic-quotient generic-remainder generic-modulo generic-zero? generic-positive? generic-negative?
          exact-integer? exact-rational? make-ratio numerator-of denominator-of
          number->flonum flonum->exact compare-exact divide-error)
  (import (primitives) (core-syntax) (runtime errors) (runtime bignums) (runtime bignum-products) (runtime bignum-division) (runtime number-theory) (runtime flonums)
          (runtime complex))
  (begin
    (define (exact-integer? object) (or (fixnum? object) (bignum? object)))
    (define (exact-rational? object) (or (fixnum? object) (bignum? object) (ratnum? object)))

    ;;; Ratnums

    (define (make-ratnum numerator denominator) (%record (%built-in-descriptor 'ratnum) numerator denominator))
    (define (numerator-of exact) (if (ratnum? exact) (%record-ref exact 0) exact))
    (define (denominator-of exact) (if (ratnum? exact) (%record-ref exact 1) 1))

    ;; numerator / denominator in lowest terms; the denominator is not zero.
    (define (make-ratio numerator denominator)
      (if (integer-negative? denominator)
          (make-ratio (integer-negate numerator) (integer-negate denominator))
          (let ((divisor (integer-gcd numerator denominator)))
            (ratio-of-reduced (without numerator divisor) (without denominator divisor)))))

    (define (divide-error who . irritants)
      (apply simple-error 'divide who "division by zero" irritants))

    ;; Flonum of a number; `who` and `index` for the complaint.
    (define (number->flonum who index number)
      (cond ((flonum? number) number)
            ((fixnum? number) (fixnum->flonum number))
            ((bignum? number) (integer->flonum number))
            ((ratnum? number) (ratio->flonum (%record-ref number 0) (%record-ref number 1)))
            (else (type-error who index number))))

    ;; The exact number equal to a finite flonum.
    (define (flonum->exact flonum)
      (if (fl=? flonum (fltruncate flonum))
          (flonum->integer flonum)
          (let ((ratio (make-ratio (flonum-mantissa flonum) (integer-shift-left 1 (%fx- 0 (flonum-exponent flonum))))))
            (if (flonum-negative? flonum) (make-ratnum (integer-negate (numerator-of ratio)) (denominator-of ratio)) ratio))))

    ;; Dispatch of a binary operation: no argument is a flonum, or the one that is no flonum is complex.
    (define (exact-operation who one other integers rationals complexes)
      (if (and (exact-rational? one) (exact-rational? other))
          (if (or (ratnum? one) (ratnum? other)) (rationals one other) (integers one other))
          (complex-operation who one other complexes)))

    (define (complex-operation who one other complexes)
      (cond ((not (number? one)) (type-error who 0 one))
            ((not (number? other)) (type-error who 1 other))
            (else (complexes one other))))

    (define (generic+ one other)
      (cond ((flonum? one)
             (cond ((flonum? other) (fl+ one other))
                   ((compnum? other) (complex+ one other))
                   (else (fl+ one (number->flonum '+ 1 other)))))
            ((and (flonum? other) (not (compnum? one))) (fl+ (number->flonum '+ 0 one) other))
            (else (exact-operation '+ one other integer+ rational+ complex+))))

    (define (generic- one other)
      (cond ((flonum? one)
             (cond ((flonum? other) (fl- one other))
                   ((compnum? other) (complex- one other))
                   (else (fl- one (number->flonum '- 1 other)))))
            ((and (flonum? other) (not (compnum? one)))
             (if (eq? one 0) (fl- -0.0 other) (fl- (number->flonum '- 0 one) other)))
            ;; (- a) is (- 0 a): the argument that is no number is the first one then.
            ((and (eq? one 0) (not (number? other))) (type-error '- 0 other))
            (else (exact-operation '- one other integer- rational- complex-))))

    (define (generic* one other)
      (cond ((flonum? one)
             (cond ((flonum? other) (fl* one other))
                   ((compnum? other) (complex* one other))
                   (else (fl* one (number->flonum '* 1 other)))))
            ((and (flonum? other) (not (compnum? one))) (fl* (number->flonum '* 0 one) other))
            (else (exact-operation '* one other integer* rational* complex*))))

    (define (generic/ one other)
      (cond ((and (fixnum? one) (fixnum? other) (%fx> other 0))
             (if (%fx= (%fxremainder one other) 0) (%fxquotient one other) (make-ratio one other)))
            ((eq? other 0) (if (number? one) (divide-error '/ one) (type-error '/ 0 one)))
            ((flonum? one)
             (cond ((flonum? other) (fl/ one other))
                   ((compnum? other) (divide-complex one other))
                   (else (fl/ one (number->flonum '/ 1 other)))))
            ((and (flonum? other) (not (compnum? one))) (fl/ (number->flonum '/ 0 one) other))
            (else (exact-operation '/ one other make-ratio rational/ divide-complex))))

    (define (divide-complex one other) (complex/ one other generic/))

    ;; Common divisors are taken out before the products: a sum needs none when the denominators have none.
    (define (rational+ one other) (add-ratios one other integer+))
    (define (rational- one other) (add-ratios one other integer-))

    (define (add-ratios one other add)
      (let* ((bottom-one (denominator-of one))
             (bottom-other (denominator-of other))
             (common (integer-gcd bottom-one bottom-other)))
        (if (eq? common 1)
            (make-ratnum (add (integer* (numerator-of one) bottom-other) (integer* (numerator-of other) bottom-one))
                         (integer* bottom-one bottom-other))
            (let* ((rest-one (integer-quotient bottom-one common))
                   (top (add (integer* (numerator-of one) (integer-quotient bottom-other common))
                             (integer* (numerator-of other) rest-one)))
                   (common (integer-gcd top common)))
              (ratio-of-reduced (without top common) (integer* rest-one (without bottom-other common)))))))

    (define (without integer divisor) (if (eq? divisor 1) integer (integer-quotient integer divisor)))
    (define (ratio-of-reduced numerator denominator)
      (if (eq? denominator 1) numerator (make-ratnum numerator denominator)))

    (define (rational* one other)
      (multiply-ratios (numerator-of one) (denominator-of one) (numerator-of other) (denominator-of other)))
    (define (rational/ one other)
      (let ((top (numerator-of other)))
        (if (integer-negative? top)
            (multiply-ratios (integer-negate (numerator-of one)) (denominator-of one) (denominator-of other) (integer-negate top))
            (multiply-ratios (numerator-of one) (denominator-of one) (denominator-of other) top))))

    (define (multiply-ratios top-one bottom-one top-other bottom-other)
      (let ((common (integer-gcd top-one bottom-other)) (common-other (integer-gcd top-other bottom-one)))
        (ratio-of-reduced (integer* (without top-one common) (without top-other common-other))
                          (integer* (without bottom-one common-other) (without bottom-other common)))))

    ;;; Comparison

    ;; -> negative, zero or positive, for exact numbers.
    (define (compare-exact one other)
      (cond ((ratnum? one)
             (if (ratnum? other)
                 (compare-ratios one other)
                 (integer-compare (%record-ref one 0) (integer* other (%record-ref one 1)))))
            ((ratnum? other) (integer-compare (integer* one (%record-ref other 1)) (%record-ref other 0)))
            (else (integer-compare one other))))

    (define (compare-ratios one other)
      (let ((left (cross-product (%record-ref one 0) (%record-ref other 1)))
            (right (cross-product (%record-ref other 0) (%record-ref one 1))))
        (if (and (fixnum? left) (fixnum? right))
            (if (%fx< left right) -1 (if (%fx= left right) 0 1))
            (integer-compare left right))))

    (define (cross-product one other)
      (or (and (fixnum? one) (fixnum? other) (%fx*/overflow one other))
          (integer* one other)))

    ;; -> negative, zero or positive, or #f when one is not a number in the sense of IEEE.
    (define (compare-numbers who one other)
      (cond ((flonum? one)
             (if (flonum? other)
                 (compare-flonums one other)
                 (let ((comparison (compare-mixed who 1 other one)))
                   (and comparison (%fx- 0 comparison)))))
            ((flonum? other) (compare-mixed who 0 one other))
            ((not (exact-rational? one)) (comparison-error who 0 one))
            ((not (exact-rational? other)) (comparison-error who 1 other))
            (else (compare-exact one other))))

    (define (compare-flonums one other)
      (cond ((fl<? one other) -1)
            ((fl=? one other) 0)
            ((fl>? one other) 1)
            (else #f)))

    (define (compare-mixed who index exact flonum)
      (cond ((and (fixnum? exact) (%fx< exact 9007199254740992) (%fx> exact -9007199254740992))
             (compare-flonums (fixnum->flonum exact) flonum))
            ((not (exact-rational? exact)) (comparison-error who index exact))
            ((fl-nan? flonum) #f)
            ((fl-infinite? flonum) (if (flonum-negative? flonum) 1 -1))
            (else (compare-exact exact (flonum->exact flonum)))))

    ;; Complex numbers have no order.
    (define (comparison-error who index object)
      (if (compnum? object) (wrong-type who index 'real object) (type-error who index object)))

    (define (generic= one other)
      (cond ((and (flonum? one) (flonum? other)) (fl=? one other))
            ((or (compnum? one) (compnum? other)) (complex-operation '= one other complex=))
            (else
             (let ((comparison (compare-numbers '= one other)))
               (and comparison (%fx= comparison 0))))))
    (define (generic< one other)
      (cond ((and (flonum? one) (flonum? other)) (fl<? one other))
            ((and (ratnum? one) (ratnum? other)) (%fx< (compare-ratios one other) 0))
            (else
             (let ((comparison (compare-numbers '< one other)))
               (and comparison (%fx< comparison 0))))))
    (define (generic> one other)
      (cond ((and (flonum? one) (flonum? other)) (fl>? one other))
            ((and (ratnum? one) (ratnum? other)) (%fx> (compare-ratios one other) 0))
            (else
             (let ((comparison (compare-numbers '> one other)))
               (and comparison (%fx> comparison 0))))))
    (define (generic<= one other)
      (cond ((and (flonum? one) (flonum? other)) (fl<=? one other))
            ((and (ratnum? one) (ratnum? other)) (%fx<= (compare-ratios one other) 0))
            (else
             (let ((comparison (compare-numbers '<= one other)))
               (and comparison (%fx<= comparison 0))))))
    (define (generic>= one other)
      (cond ((and (flonum? one) (flonum? other)) (fl>=? one other))
            ((and (ratnum? one) (ratnum? other)) (%fx>= (compare-ratios one other) 0))
            (else
             (let ((comparison (compare-numbers '>= one other)))
               (and comparison (%fx>= comparison 0))))))

    (define (generic-zero? number)
      (cond ((flonum? number) (fl=? number 0.0))
            ((compnum? number) (complex= number 0))
            ((number? number) (eq? number 0))
            (else (type-error 'zero? 0 number))))
    (define (generic-positive? number)
      (cond ((flonum? number) (fl>? number 0.0))
            ((exact-rational? number)
             (let ((numerator (numerator-of number)))
               (not (or (eq? numerator 0) (integer-negative? numerator)))))
            (else (comparison-error 'positive? 0 number))))
    (define (generic-negative? number)
      (cond ((flonum? number) (fl<? number 0.0))
            ((exact-rational? number) (integer-negative? (numerator-of number)))
            (else (comparison-error 'negative? 0 number))))

    ;;; Integer division. Flonums that are integers take part through their exact values.

    (define (generic-quotient one other) (divide-integers 'quotient one other integer-quotient))
    (define (generic-remainder one other) (divide-integers 'remainder one other integer-remainder))
    (define (generic-modulo one other) (divide-integers 'modulo one other integer-modulo))

    (define (integer-modulo one other)
      (let ((remainder (integer-remainder one other)))
        (if (or (eq? remainder 0) (eq? (integer-negative? remainder) (integer-negative? other)))
            remainder
            (integer+ remainder other))))

    (define (divide-integers who one other operation)
      (cond ((and (exact-integer? one) (exact-integer? other))
             (if (eq? other 0) (divide-error who one) (operation one other)))
            ((or (flonum? one) (flonum? other))
             (let ((exact-one (exact-of-integer who 0 one))
                   (exact-other (exact-of-integer who 1 other)))
               (if (eq? exact-other 0)
                   (divide-error who one)
                   (integer->flonum (operation exact-one exact-other)))))
            ((exact-integer? one) (wrong-type who 1 'integer other))
            (else (wrong-type who 0 'integer one))))

    (define (exact-of-integer who index number)
      (cond ((exact-integer? number) number)
            ((and (flonum? number) (fl-integer? number)) (flonum->integer number))
            (else (wrong-type who index 'integer number))))

    ;;; The operations as procedures of any number of arguments

    (define (check-number who index object)
      (if (number? object) object (type-error who index object)))

    (define n-ary+
      (case-lambda
        ((one other) (+ one other))
        (() 0)
        ((one) (check-number '+ 0 one))
        ((one . more)
         (let loop ((sum one) (more more))
           (if (pair? more) (loop (+ sum (%car more)) (%cdr more)) sum)))))

    (define n-ary*
      (case-lambda
        ((one other) (* one other))
        (() 1)
        ((one) (check-number '* 0 one))
        ((one . more)
         (let loop ((product one) (more more))
           (if (pair? more) (loop (* product (%car more)) (%cdr more)) product)))))

    (define n-ary-
      (case-lambda
        ((one other) (- one other))
        ((one) (- 0 one))
        ((one . more)
         (let loop ((difference one) (more more))
           (if (pair? more) (loop (- difference (%car more)) (%cdr more)) difference)))))

    (define /
      (case-lambda
        ((one other) (generic/ one other))
        ((one) (generic/ 1 one))
        ((one . more)
         (let loop ((quotient one) (more more))
           (if (pair? more) (loop (generic/ quotient (%car more)) (%cdr more)) quotient)))))

    ;; Neighbours all in relation; every argument is compared, so every one is checked.
    (define (chain who related? first more)
      (if (null? more)
          (begin (check-number who 0 first) #t)
          (let loop ((previous first) (more more) (answer #t))
            (if (pair? more)
                (let ((related (related? previous (%car more))))
                  (loop (%car more) (%cdr more) (and answer related)))
                answer))))

    (define n-ary=
      (case-lambda
        ((one other) (= one other))
        ((first . more) (chain '= generic= first more))))
    (define n-ary<
      (case-lambda
        ((one other) (< one other))
        ((first . more) (chain '< generic< first more))))
    (define n-ary>
      (case-lambda
        ((one other) (> one other))
        ((first . more) (chain '> generic> first more))))
    (define n-ary<=
      (case-lambda
        ((one other) (<= one other))
        ((first . more) (chain '<= generic<= first more))))
    (define n-ary>=
      (case-lambda
        ((one other) (>= one other))
        ((first . more) (chain '>= generic>= first more))))))
