;;; Greatest common divisors and integer square roots.
;;;
;;; Euclid's algorithm on bignums spends a long division on each small quotient. Lehmer saw that the first quotients follow from the leading bits
;;; alone: on fixnums, steps are made for as long as they are surely those of the whole numbers, and the whole numbers then take all these steps
;;; at once, as two sums of products by fixnums.
;;;
;;; The square root of n = n1 4^k + n0 comes from that of n1, of half the bits: root and remainder of n1 give those of n by one division.
;;;
;;; Source: Knuth, The Art of Computer Programming, volume 2, 4.5.2, algorithm L; Zimmermann, Karatsuba square root, 1999.
(define-library (runtime number-theory)
  (export integer-gcd integer-square-root exact-root-and-rest)
  (import (primitives) (core-syntax) (runtime bignums) (runtime bignum-products) (runtime bignum-division))
  (begin
    ;; Not negative.
    (define (integer-gcd one other)
      (cond ((and (fixnum? one) (fixnum? other))
             (if (or (%fx= one most-negative-fixnum) (%fx= other most-negative-fixnum))
                 (magnitude (gcd-with-remainder one other))
                 (fixnum-gcd (fixnum-magnitude one) (fixnum-magnitude other))))
            ((fixnum? one) (magnitude (gcd-with-remainder other one)))
            ((fixnum? other) (magnitude (gcd-with-remainder one other)))
            ((%fx< (compare-magnitudes one other) 0) (bignum-gcd other one))
            (else (bignum-gcd one other))))

    (define (fixnum-gcd one other)
      (if (%fx= other 0) one (fixnum-gcd other (%fxremainder one other))))

    ;; The second one is a fixnum.
    (define (gcd-with-remainder one other)
      (if (%fx= other 0)
          one
          (let ((rest (integer-remainder one other)))
            (if (%fx= other most-negative-fixnum)
                (if (eq? rest 0) other (lowest-bit rest))
                (fixnum-gcd (fixnum-magnitude other) (fixnum-magnitude rest))))))

    ;; The largest power of two that divides a fixnum.
    (define (lowest-bit fixnum) (%fxand fixnum (%fx- 0 fixnum)))

    (define (magnitude integer) (if (integer-negative? integer) (integer-negate integer) integer))

    ;; Two bignums, the first not smaller: copies, so that they can be worked on in place.
    (define (bignum-gcd one other)
      (let ((length (%bignum-length one)))
        (if (%fx> length (%bignum-length other))
            (integer-gcd other (integer-remainder one other))
            (lehmer (copied one length) length (copied other length) length
                    (%make-bignum length #f) (%make-bignum length #f)))))

    (define (copied bignum length)
      (let ((copy (%make-bignum length #f)))
        (copy-limbs! copy 0 bignum 0 length)
        copy))

    ;; large >= small, rows of those lengths at the start of bignums that may be written on, as may the other two.
    (define (lehmer large length small short spare other-spare)
      (let ((shift (%fx- (row-bits large length) leading)))
        (if (or (%fx<= shift 0) (%fx= short 0))
            (integer-gcd (row-integer large length) (row-integer small short))
            (cosequence (leading-bits large length shift) (leading-bits small short shift) 1 0 0 1
                        (lambda (a b c d)
                          (if (%fx= b 0)
                              (let ((small (row-integer small short)))
                                (integer-gcd small (integer-remainder (row-integer large length) small)))
                              (begin
                                (combine! spare large a small b length)
                                (combine! other-spare large c small d length)
                                (lehmer spare (%limbs-count spare 0 length) other-spare (%limbs-count other-spare 0 length)
                                        large small))))))))

    (define leading 59)

    (define (row-integer row length)
      (if (%fx= length 0) 0 (normalize! (copied row length))))

    ;; Bits of a row whose last limb is not zero.
    (define (row-bits row length)
      (let ((high (%bignum-digit row (%fx- (%fx* 2 length) 1))))
        (if (%fx= high 0)
            (%fx+ (%fxsll (%fx- length 1) 6) (%fxlength (%bignum-digit row (%fx- (%fx* 2 length) 2))))
            (%fx+ (%fxsll (%fx- length 1) 6) (%fx+ 32 (%fxlength high))))))

    ;; floor (row / 2^shift), which is below 2^59.
    (define (leading-bits row length shift)
      (let* ((index (%fxsra shift 5))
             (part (%fxand shift 31)))
        (define (digit index) (if (%fx< index (%fx* 2 length)) (%bignum-digit row index) 0))
        (%fxand (%fxior (%fxsrl (digit index) part)
                        (%fxior (%fxsll (digit (%fx+ index 1)) (%fx- 32 part))
                                (if (%fx< part 6) 0 (%fxsll (digit (%fx+ index 2)) (%fx- 64 part)))))
                #x7ffffffffffffff)))

    ;; Algorithm L. x and y are leading parts; the whole numbers stand between x + b and x + a, y + c and y + d over the same power of two, so that a
    ;; quotient of which both bounds say the same is right. finish: gets the matrix.
    (define (cosequence x y a b c d finish)
      (if (or (%fx= (%fx+ y c) 0) (%fx= (%fx+ y d) 0))
          (finish a b c d)
          (let ((quotient (%fxquotient (%fx+ x a) (%fx+ y c))))
            (if (%fx= quotient (%fxquotient (%fx+ x b) (%fx+ y d)))
                (let ((next-c (%fx- a (%fx* quotient c)))
                      (next-d (%fx- b (%fx* quotient d))))
                  (cosequence y (%fx- x (%fx* quotient y)) c d next-c next-d finish))
                (finish a b c d)))))

    ;; to <- x large + y small, rows of that length (the second's limbs above its own are zero); one of x, y is not positive, and the
    ;; sum is not negative.
    (define (combine! to large x small y length)
      (if (%fx> x 0)
          (combine-parts! to large x small (%fx- 0 y) length)
          (combine-parts! to small y large (%fx- 0 x) length)))

    (define (combine-parts! to plus x minus y length)
      (%limbs-scale! to 0 plus 0 length x 0)
      (%limbs-subtract-product! to 0 minus 0 length y))

    ;;; Square roots

    (define (integer-square-root integer)
      (call-with-values (lambda () (exact-root-and-rest integer)) (lambda (root rest) root)))

    ;; An integer >= 0 -> floor of its root, and what is left.
    (define (exact-root-and-rest integer)
      (if (fixnum? integer)
          (fixnum-root integer (%flonum->fixnum (flsqrt (fixnum->flonum integer))))
          (let* ((quarter (%fxsra (integer-length-of-magnitude integer) 2))
                 (high (integer-shift-right integer (%fx* 2 quarter)))
                 (low (integer- integer (integer-shift-left high (%fx* 2 quarter))))
                 (middle (integer-shift-right low quarter))
                 (low (integer- low (integer-shift-left middle quarter))))
            (call-with-values
              (lambda () (exact-root-and-rest high))
              (lambda (high-root high-rest)
                (call-with-values
                  (lambda ()
                    (integer-divide (integer+ (integer-shift-left high-rest quarter) middle) (integer-shift-left high-root 1)))
                  (lambda (quotient rest)
                    (let ((root (integer+ (integer-shift-left high-root quarter) quotient))
                          (rest (integer- (integer+ (integer-shift-left rest quarter) low) (integer-square quotient))))
                      (if (integer-negative? rest)
                          (values (integer- root 1)
                                  (integer+ rest (integer- (integer-shift-left root 1) 1)))
                          (values root rest))))))))))

    ;; The guess may be one off.
    (define (fixnum-root number guess)
      (let ((rest (%fx- number (%fx* guess guess))))
        (cond ((%fx< rest 0) (fixnum-root number (%fx- guess 1)))
              ((%fx> rest (%fx* 2 guess)) (fixnum-root number (%fx+ guess 1)))
              (else (values guess rest)))))))
