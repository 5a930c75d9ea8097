;;; Bignum division: quotients and remainders of exact integers.
;;;
;;; Division truncates, as `quotient` does. By a fixnum it is a primitive. By more, the divisor is shifted so that its first bit is one, the dividend as
;;; far, and a row of limbs is divided by another in place: what was the dividend becomes the remainder, with zeros above. Short rows are divided by
;;; Knuth's algorithm D, a primitive; long ones by halves of the quotient, so that the work is done by fast products (Burnikel and Ziegler):
;;;
;;;   the high part of the dividend by the high part of the divisor gives the high half of the quotient; the rest of the divisor times
;;;   that half is subtracted; now and then that is one or two divisors too much; then the same for the low half
;;;
;;; Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1; Brent, Zimmermann, Modern Computer Arithmetic, algorithms 1.8 and 1.9.
(define-library (runtime bignum-division)
  (export integer-quotient integer-remainder integer-divide)
  (import (primitives) (core-syntax) (runtime bignums) (runtime bignum-products))
  (begin
    (define recursive-limbs 50)

    ;; The divisor is not zero.

    (define (integer-quotient one other)
      (cond ((not (fixnum? other))
             (if (fixnum? one)
                 (if (%fx= (small-compare one other) 0) -1 0)
                 (divide-bignums one other #t #f (lambda (quotient remainder) quotient))))
            ((fixnum? one) (if (%fx= other -1) (integer-negate one) (%fxquotient one other)))
            (else (divide-by-fixnum one other (lambda (quotient remainder) quotient)))))

    (define (integer-remainder one other)
      (cond ((not (fixnum? other))
             (if (fixnum? one)
                 (if (%fx= (small-compare one other) 0) 0 one)
                 (divide-bignums one other #f #t (lambda (quotient remainder) remainder))))
            ((fixnum? one) (if (%fx= other -1) 0 (%fxremainder one other)))
            (else (divide-by-fixnum one other (lambda (quotient remainder) remainder)))))

    ;; -> quotient and remainder.
    (define (integer-divide one other)
      (cond ((not (fixnum? other))
             (if (fixnum? one)
                 (if (%fx= (small-compare one other) 0) (values -1 0) (values 0 one))
                 (divide-bignums one other #t #t (lambda (quotient remainder) (values quotient remainder)))))
            ((fixnum? one)
             (if (%fx= other -1)
                 (values (integer-negate one) 0)
                 (values (%fxquotient one other) (%fxremainder one other))))
            (else (divide-by-fixnum one other (lambda (quotient remainder) (values quotient remainder))))))

    ;; 0 if the magnitudes of a fixnum and a bignum are the same, which is so of the most negative fixnum and its negation.
    (define (small-compare fixnum bignum)
      (if (%fx= fixnum most-negative-fixnum) (compare-magnitudes (->bignum fixnum) bignum) -1))

    ;; deliver: gets quotient and remainder.
    (define (divide-by-fixnum bignum divisor deliver)
      (if (%fx= divisor most-negative-fixnum)
          (divide-bignums bignum (->bignum divisor) #t #t deliver)
          (let* ((negative? (%bignum-negative? bignum))
                 (length (%bignum-length bignum))
                 (quotient (%make-bignum length (not (eq? negative? (%fx< divisor 0)))))
                 (remainder (%limbs-divide-small! quotient 0 bignum 0 length (fixnum-magnitude divisor))))
            (deliver (normalize! quotient) (if negative? (%fx- 0 remainder) remainder)))))

    ;; What is not wanted may be anything.
    (define (divide-bignums one other quotient? remainder? deliver)
      (let ((comparison (compare-magnitudes one other))
            (negative? (not (eq? (%bignum-negative? one) (%bignum-negative? other)))))
        (cond ((%fx< comparison 0) (deliver 0 one))
              ((%fx= comparison 0) (deliver (if negative? -1 1) 0))
              (else
               (divide-shifted one other (if (%fx= (%bignum-length other) 1) 1 0) negative? quotient? remainder? deliver)))))

    ;; Both with `low` zero limbs below, because rows are divided by no less than two limbs.
    (define (divide-shifted one other low negative? quotient? remainder? deliver)
      (let* ((length (%fx+ low (%bignum-length one)))
             (length-other (%fx+ low (%bignum-length other)))
             (shift (%fxand (%fx- 0 (integer-length-of-magnitude other)) 63))
             (rest (%make-bignum (%fx+ length 1) (%bignum-negative? one)))
             (divisor (%make-bignum (%fx+ length-other 1) #f))
             (quotient (%make-bignum (%fx- (%fx+ length 1) length-other) negative?)))
        (clear-limbs! rest 0 low)
        (clear-limbs! divisor 0 low)
        (%limbs-shift-left! rest low one 0 (%fx- length low) shift)
        (%limbs-shift-left! divisor low other 0 (%fx- length-other low) shift)
        (divide-rows! quotient 0 rest 0 (%fx+ length 1) divisor 0 length-other)
        (deliver (if quotient? (normalize! quotient) 0)
                 (if remainder?
                     (begin
                       (%limbs-shift-right! rest 0 rest low (%fx- length-other low) shift)
                       (clear-limbs! rest (%fx- length-other low) length-other)
                       (normalize! rest))
                     0))))

    ;;; Rows: a rest of m limbs, a divisor of n whose highest bit is one, and the rest's highest n limbs are less than it. The
    ;;; quotient gets m - n limbs, the remainder stands in the rest's lowest n, the others become zero.

    (define (divide-rows! quotient quotient-at rest rest-at m divisor divisor-at n)
      (let ((count (%fx- m n)))
        (cond ((or (%fx< n recursive-limbs) (%fx< count recursive-limbs))
               (%limbs-divide! quotient quotient-at rest rest-at m divisor divisor-at n))
              ((%fx<= count n)
               (divide-halves! quotient quotient-at rest rest-at count divisor divisor-at n
                               (%make-bignum n #f) (%make-bignum (scratch-limbs n) #f)))
              (else
               (divide-pieces! quotient quotient-at rest rest-at count divisor divisor-at n
                               (%make-bignum n #f) (%make-bignum (scratch-limbs n) #f))))))

    ;; A quotient longer than the divisor: n limbs at a time, from the highest, what is odd first.
    (define (divide-pieces! quotient quotient-at rest rest-at count divisor divisor-at n product scratch)
      (let* ((odd (%fxremainder count n))
             (first (if (%fx= odd 0) n odd)))
        (let loop ((at (%fx- count first)) (piece first))
          (divide-halves! quotient (%fx+ quotient-at at) rest (%fx+ rest-at at) piece divisor divisor-at n product scratch)
          (if (%fx> at 0) (loop (%fx- at n) n)))))

    ;; The quotient has m <= n limbs, the rest m + n. product: n limbs; scratch: for products of so many.
    (define (divide-halves! quotient quotient-at rest rest-at m divisor divisor-at n product scratch)
      (cond ((%fx< m recursive-limbs)
             (%limbs-divide! quotient quotient-at rest rest-at (%fx+ m n) divisor divisor-at n))
            ((%fx< m n) (divide-part! quotient quotient-at rest rest-at m divisor divisor-at n product scratch))
            (else
             (let* ((low (%fxsra m 1))
                    (high (%fx- m low)))
               (divide-part! quotient (%fx+ quotient-at low) rest (%fx+ rest-at low) high divisor divisor-at n product scratch)
               (divide-part! quotient quotient-at rest rest-at low divisor divisor-at n product scratch)))))

    ;; m < n limbs of the quotient, by the highest m of the divisor; the product of the others and the quotient is then subtracted.
    (define (divide-part! quotient quotient-at rest rest-at m divisor divisor-at n product scratch)
      (let* ((cut (%fx- n m))
             (rest-high (%fx+ rest-at cut))
             (divisor-high (%fx+ divisor-at cut)))
        (if (%fx< (%limbs-compare rest (%fx+ rest-high m) divisor divisor-high m) 0)
            (divide-halves! quotient quotient-at rest rest-high m divisor divisor-high m product scratch)
            (divide-equal! quotient quotient-at rest rest-high m divisor divisor-high m))
        (if (%fx< m cut)
            (multiply-rows! product 0 divisor divisor-at cut quotient quotient-at m scratch 0)
            (multiply-rows! product 0 quotient quotient-at m divisor divisor-at cut scratch 0))
        (correct! quotient quotient-at m rest rest-at divisor divisor-at n
                  (%limbs-subtract-small! rest (%fx+ rest-at n) rest (%fx+ rest-at n) m
                                          (%limbs-subtract! rest rest-at rest rest-at product 0 n)))))

    ;; The highest limbs are the divisor's: the largest quotient, and the divisor once remains.
    (define (divide-equal! quotient quotient-at rest rest-at m divisor divisor-at n)
      (clear-limbs! quotient quotient-at (%fx+ quotient-at m))
      (%limbs-subtract-small! quotient quotient-at quotient quotient-at m 1)
      (clear-limbs! rest (%fx+ rest-at m) (%fx+ rest-at (%fx+ m n)))
      (%limbs-add-small! rest (%fx+ rest-at n) rest (%fx+ rest-at n) m
                         (%limbs-add! rest rest-at rest rest-at divisor divisor-at n)))

    ;; While the rest is below zero: one divisor back.
    (define (correct! quotient quotient-at m rest rest-at divisor divisor-at n borrow)
      (if (%fx> borrow 0)
          (begin
            (%limbs-subtract-small! quotient quotient-at quotient quotient-at m 1)
            (correct! quotient quotient-at m rest rest-at divisor divisor-at n
                      (%fx- borrow
                            (%limbs-add-small! rest (%fx+ rest-at n) rest (%fx+ rest-at n) m
                                               (%limbs-add! rest rest-at rest rest-at divisor divisor-at n)))))))))
