;;; Bignum division: quotients and remainders of exact integers, and what is made of them: greatest common divisors and square
;;; roots.
;;;
;;; Division truncates, as `quotient` does. By one digit it is a loop of %divide-quotient; by more it is Knuth's algorithm D:
;;; the divisor is shifted so that its first bit is one, then each digit of the quotient is estimated from three digits of
;;; the dividend and two of the divisor, which is right or very rarely one too large.
;;;
;;; Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1.
(define-library (runtime bignum-division)
  (export integer-quotient integer-remainder integer-divide integer-gcd integer-square-root)
  (import (primitives) (core-syntax) (runtime bignums))
  (begin
    ;; The divisor is not zero.

    (define (integer-quotient one other)
      (call-with-values (lambda () (integer-divide one other)) (lambda (quotient remainder) quotient)))

    (define (integer-remainder one other)
      (call-with-values (lambda () (integer-divide one other)) (lambda (quotient remainder) remainder)))

    ;; -> quotient and remainder.
    (define (integer-divide one other)
      (cond ((and (fixnum? one) (fixnum? other))
             (if (%fx= other -1)
                 (values (integer-negate one) 0)
                 (values (%fxquotient one other) (%fxremainder one other))))
            ((and (fixnum? other) (%fx> other 0) (%fx<= other digit-mask))
             (integer-divide-small one other))
            (else
             (divide-bignums (trim! (->bignum one)) (trim! (->bignum other))))))

    ;; A bignum without leading zero digits, though it may be small.
    (define (trim! bignum)
      (let loop ((length (%bignum-length bignum)))
        (cond ((and (%fx> length 1) (%fx= (%bignum-digit bignum (%fx- length 1)) 0)) (loop (%fx- length 1)))
              (else
               (if (%fx< length (%bignum-length bignum)) (%bignum-truncate! bignum length))
               bignum))))

    (define (divide-bignums one other)
      (let ((negative? (%bignum-negative? one))
            (quotient-negative? (not (eq? (%bignum-negative? one) (%bignum-negative? other)))))
        (cond ((%fx< (compare-magnitudes one other) 0)
               (values 0 (normalize! one)))
              ((%fx= (%bignum-length other) 1)
               (call-with-values
                 (lambda () (divide-by-digit one (%bignum-digit other 0) quotient-negative?))
                 (lambda (quotient remainder)
                   (values quotient (if negative? (%fx- 0 remainder) remainder)))))
              (else (divide-long one other quotient-negative? negative?)))))

    ;; Divide by a positive digit.
    (define (integer-divide-small integer digit)
      (if (fixnum? integer)
          (values (%fxquotient integer digit) (%fxremainder integer digit))
          (let ((negative? (%bignum-negative? integer)))
            (call-with-values
              (lambda () (divide-by-digit integer digit negative?))
              (lambda (quotient remainder)
                (values quotient (if negative? (%fx- 0 remainder) remainder)))))))

    (define (divide-by-digit bignum digit negative?)
      (let* ((length (%bignum-length bignum))
             (quotient (%make-bignum length negative?)))
        (let loop ((index (%fx- length 1)) (rest 0))
          (if (%fx>= index 0)
              (let ((low (%bignum-digit bignum index)))
                (%bignum-digit-set! quotient index (%divide-quotient rest low digit))
                (loop (%fx- index 1) (%divide-remainder rest low digit)))
              (values (normalize! quotient) rest)))))

    ;; Algorithm D. The dividend is at least as large, the divisor has two digits or more.
    (define (divide-long dividend divisor quotient-negative? remainder-negative?)
      (let* ((length (%bignum-length divisor))
             (count (%fx- (%bignum-length dividend) length))
             (shift (%fx- 32 (%fxlength (%bignum-digit divisor (%fx- length 1)))))
             (rest (shift-digits dividend shift (%fx+ (%bignum-length dividend) 1) remainder-negative?))
             (divisor (shift-digits divisor shift length #f))
             (quotient (%make-bignum (%fx+ count 1) quotient-negative?))
             (first (%bignum-digit divisor (%fx- length 1)))
             (second (%bignum-digit divisor (%fx- length 2))))
        (let loop ((at count))
          (if (%fx>= at 0)
              (let ((digit (estimate-digit rest (%fx+ at length) first second)))
                (%bignum-digit-set! quotient at (subtract-product! rest at divisor length digit))
                (loop (%fx- at 1)))
              (begin
                (shift-digits-right! rest shift)
                (values (normalize! quotient) (normalize! rest)))))))

    ;; The digit at `top` of the quotient, at most one too large.
    (define (estimate-digit rest top first second)
      (let* ((high (%bignum-digit rest top))
             (middle (%bignum-digit rest (%fx- top 1)))
             (low (%bignum-digit rest (%fx- top 2))))
        (define (correct digit left)
          (if (%fx> left digit-mask)
              digit
              (let ((product-high (%multiply-high digit second 0 0)))
                (if (or (%fx> product-high left)
                        (and (%fx= product-high left)
                             (%fx> (%multiply-low digit second 0 0) low)))
                    (correct (%fx- digit 1) (%fx+ left first))
                    digit))))
        (if (%fx>= high first)
            (correct digit-mask (%fx+ middle first))
            (correct (%divide-quotient high middle first) (%divide-remainder high middle first)))))

    ;; rest -= digit * divisor * 2^(32 at); when that is below zero, add the divisor back. -> the digit that was right.
    (define (subtract-product! rest at divisor length digit)
      (let loop ((index 0) (to at) (carry 0) (borrow 0))
        (if (%fx< index length)
            (let* ((factor (%bignum-digit divisor index))
                   (low (%multiply-low digit factor carry 0))
                   (high (%multiply-high digit factor carry 0))
                   (difference (%fx+ borrow (%fx- (%bignum-digit rest to) low))))
              (%bignum-digit-set! rest to (%fxand difference digit-mask))
              (loop (%fx+ index 1) (%fx+ to 1) high (%fxsra difference 32)))
            (let ((difference (%fx+ borrow (%fx- (%bignum-digit rest to) carry))))
              (%bignum-digit-set! rest to (%fxand difference digit-mask))
              (if (%fx< difference 0)
                  (begin
                    (add-back! rest at divisor length)
                    (%fx- digit 1))
                  digit)))))

    (define (add-back! rest at divisor length)
      (let loop ((index 0) (to at) (carry 0))
        (if (%fx< index length)
            (let ((sum (%fx+ carry (%fx+ (%bignum-digit rest to) (%bignum-digit divisor index)))))
              (%bignum-digit-set! rest to (%fxand sum digit-mask))
              (loop (%fx+ index 1) (%fx+ to 1) (%fxsrl sum 32)))
            (%bignum-digit-set! rest to (%fxand (%fx+ carry (%bignum-digit rest to)) digit-mask)))))

    ;; A copy of `length` digits, shifted left by less than 32 bits.
    (define (shift-digits bignum shift length negative?)
      (let ((result (%make-bignum length negative?))
            (old-length (%bignum-length bignum)))
        (let loop ((index 0) (carry 0))
          (if (%fx< index length)
              (let* ((digit (if (%fx< index old-length) (%bignum-digit bignum index) 0))
                     (shifted (%fxior (%fxsll (%fxand digit (%fxsrl digit-mask shift)) shift) carry)))
                (%bignum-digit-set! result index shifted)
                (loop (%fx+ index 1) (%fxsrl digit (%fx- 32 shift))))
              result))))

    (define (shift-digits-right! bignum shift)
      (let ((length (%bignum-length bignum)))
        (let loop ((index 0))
          (if (%fx< index length)
              (let ((digit (%bignum-digit bignum index))
                    (above (if (%fx< (%fx+ index 1) length) (%bignum-digit bignum (%fx+ index 1)) 0)))
                (%bignum-digit-set! bignum index
                                    (%fxior (%fxsrl digit shift)
                                            (%fxand (%fxsll above (%fx- 32 shift)) digit-mask)))
                (loop (%fx+ index 1)))))))

    ;;; Number theory

    ;; Not negative. Euclid's, on fixnums as soon as both fit.
    (define (integer-gcd one other)
      (if (and (fixnum? one) (fixnum? other)
               (not (%fx= one most-negative-fixnum)) (not (%fx= other most-negative-fixnum)))
          (let loop ((one (if (%fx< one 0) (%fx- 0 one) one))
                     (other (if (%fx< other 0) (%fx- 0 other) other)))
            (if (%fx= other 0) one (loop other (%fxremainder one other))))
          (if (eq? other 0)
              (if (integer-negative? one) (integer-negate one) one)
              (integer-gcd other (integer-remainder one other)))))

    (define most-negative-fixnum -1152921504606846976)

    ;; floor of the square root of an integer >= 0, by Newton's iteration from above.
    (define (integer-square-root integer)
      (if (eq? integer 0)
          0
          (let loop ((guess (integer-shift-left 1 (%fxsra (%fx+ (integer-length-of-magnitude integer) 1) 1))))
            (let ((next (integer-shift-right (integer+ guess (integer-quotient integer guess)) 1)))
              (if (%fx< (integer-compare next guess) 0) (loop next) guess)))))))
