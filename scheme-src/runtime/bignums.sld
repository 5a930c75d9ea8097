;;; Bignums: sums, shifts and comparisons of exact integers of any size.
;;;
;;; An exact integer is a fixnum (61 bits) or a bignum: a sign and a magnitude of 64-bit limbs, least significant first, too
;;; large for a fixnum. Procedures named integer-… take and give exact integers and check nothing; a fixnum that meets a
;;; bignum is first written as one. The loops over limbs are primitives, %limbs-…, on rows: a bignum, an index, a count. A new bignum has one limb
;;; more than its value may need, and normalize! takes off what is not needed. Limbs are no values; what Scheme itself looks at are digits of 32
;;; bits, two in a limb. Products are in (runtime bignum-products), quotients in (runtime bignum-division).
(define-library (runtime bignums)
  (export integer+ integer- integer-negate
          integer-compare integer-negative? integer-even?
          integer-shift-left integer-shift-right integer-length-of-magnitude integer-low-bits-zero?
          make-integer-of-digits integer-digit integer-digits
          ->bignum normalize! compare-magnitudes set-limb! clear-limbs! copy-limbs! fixnum-magnitude most-negative-fixnum digit-mask)
  (import (primitives) (core-syntax))
  (begin
    (define digit-mask #xffffffff)
    (define most-negative-fixnum -1152921504606846976)

    ;;; Between fixnums and bignums

    (define (fixnum->bignum number)
      (let* ((negative? (%fx< number 0))
             (magnitude (if negative? (%fx- 0 number) number))
             (bignum (%make-bignum 1 negative?)))
        ;; The most negative fixnum is its own negation; its pattern read without sign is the magnitude.
        (%bignum-digit-set! bignum 0 (%fxand magnitude digit-mask))
        (%bignum-digit-set! bignum 1 (%fxand (%fxsrl magnitude 32) #x1fffffff))
        bignum))

    (define (->bignum integer)
      (if (fixnum? integer) (fixnum->bignum integer) integer))

    ;; Without leading zero limbs, shortened in place; a fixnum if it fits.
    (define (normalize! bignum) (%limbs-normalize! bignum))

    ;; A number from 0 to the greatest fixnum as limb.
    (define (set-limb! bignum index number)
      (%bignum-digit-set! bignum (%fx* 2 index) (%fxand number digit-mask))
      (%bignum-digit-set! bignum (%fx+ (%fx* 2 index) 1) (%fxsrl number 32)))

    (define (clear-limbs! bignum start end)
      (if (%fx< start end)
          (begin
            (set-limb! bignum start 0)
            (clear-limbs! bignum (%fx+ start 1) end))))

    (define (copy-limbs! to to-at from from-at count)
      (%copy-bytes! to (%fx* 8 to-at) from (%fx* 8 from-at) (%fx* 8 count)))

    ;; Not for the most negative one, which has none.
    (define (fixnum-magnitude fixnum) (if (%fx< fixnum 0) (%fx- 0 fixnum) fixnum))

    ;;; Digits of 32 bits

    ;; How many digits the magnitude has, an even number; 2 for every fixnum.
    (define (integer-digits integer) (if (fixnum? integer) 2 (%fx* 2 (%bignum-length integer))))

    ;; Digit of that index of the magnitude of an integer that is no negative fixnum; zeros follow.
    (define (integer-digit integer index)
      (cond ((fixnum? integer)
             (cond ((%fx= index 0) (%fxand integer digit-mask))
                   ((%fx= index 1) (%fxsrl integer 32))
                   (else 0)))
            ((%fx< index (%fx* 2 (%bignum-length integer))) (%bignum-digit integer index))
            (else 0)))

    ;; (make-integer-of-digits list negative?): digits least significant first.
    (define (make-integer-of-digits digits negative?)
      (let loop ((rest digits) (length 0))
        (if (pair? rest)
            (loop (%cdr rest) (%fx+ length 1))
            (let ((bignum (%make-bignum (%fx+ (%fxsra length 1) 1) negative?)))
              (set-limb! bignum (%fxsra length 1) 0)
              (let fill ((rest digits) (index 0))
                (if (pair? rest)
                    (begin
                      (%bignum-digit-set! bignum index (%car rest))
                      (fill (%cdr rest) (%fx+ index 1)))
                    (normalize! bignum)))))))

    ;;; Signs and comparison

    (define (integer-negative? integer)
      (if (fixnum? integer) (%fx< integer 0) (%bignum-negative? integer)))
    (define (integer-even? integer)
      (%fx= (%fxand (if (fixnum? integer) integer (%bignum-digit integer 0)) 1) 0))

    ;; -> negative, zero or positive.
    (define (integer-compare one other)
      (cond ((fixnum? one)
             (cond ((not (fixnum? other)) (if (%bignum-negative? other) 1 -1))
                   ((%fx< one other) -1)
                   ((%fx= one other) 0)
                   (else 1)))
            ((fixnum? other) (if (%bignum-negative? one) -1 1))
            ((%bignum-negative? one)
             (if (%bignum-negative? other) (compare-magnitudes other one) -1))
            ((%bignum-negative? other) 1)
            (else (compare-magnitudes one other))))

    (define (compare-magnitudes one other)
      (let ((length (%bignum-length one))
            (length-other (%bignum-length other)))
        (if (%fx= length length-other)
            (%limbs-compare one 0 other 0 length)
            (%fx- length length-other))))

    (define (integer-negate integer)
      (if (fixnum? integer)
          (or (%fx-/overflow 0 integer) (with-sign (fixnum->bignum integer) #f))
          (with-sign integer (not (%bignum-negative? integer)))))

    ;; A copy with that sign.
    (define (with-sign bignum negative?)
      (let* ((length (%bignum-length bignum))
             (copy (%make-bignum length negative?)))
        (copy-limbs! copy 0 bignum 0 length)
        (normalize! copy)))

    ;;; Addition

    (define (integer+ one other)
      (if (fixnum? one)
          (if (fixnum? other)
              (or (%fx+/overflow one other) (add-bignums (fixnum->bignum one) (fixnum->bignum other)))
              (add-fixnum other one))
          (if (fixnum? other)
              (add-fixnum one other)
              (add-bignums one other))))

    (define (integer- one other)
      (if (fixnum? other)
          (if (fixnum? one)
              (or (%fx-/overflow one other) (subtract-bignums (fixnum->bignum one) (fixnum->bignum other)))
              (if (%fx= other most-negative-fixnum)
                  (subtract-bignums one (fixnum->bignum other))
                  (add-fixnum one (%fx- 0 other))))
          (subtract-bignums (->bignum one) other)))

    (define (add-bignums one other)
      (add-signed one (%bignum-negative? one) other (%bignum-negative? other)))
    (define (subtract-bignums one other)
      (add-signed one (%bignum-negative? one) other (not (%bignum-negative? other))))

    (define (add-fixnum bignum fixnum)
      (if (%fx= fixnum most-negative-fixnum)
          (add-bignums bignum (fixnum->bignum fixnum))
          (let* ((negative? (%bignum-negative? bignum))
                 (length (%bignum-length bignum))
                 (sum (%make-bignum (%fx+ length 1) negative?)))
            (set-limb! sum length
                       (if (eq? negative? (%fx< fixnum 0))
                           (%limbs-add-small! sum 0 bignum 0 length (fixnum-magnitude fixnum))
                           ;; The bignum is the larger: nothing is borrowed from above.
                           (%limbs-subtract-small! sum 0 bignum 0 length (fixnum-magnitude fixnum))))
            (normalize! sum))))

    (define (add-signed one negative-one? other negative-other?)
      (if (eq? negative-one? negative-other?)
          (if (%fx>= (%bignum-length one) (%bignum-length other))
              (add-magnitudes one other negative-one?)
              (add-magnitudes other one negative-one?))
          (let ((comparison (compare-magnitudes one other)))
            (cond ((%fx= comparison 0) 0)
                  ((%fx> comparison 0) (subtract-magnitudes one other negative-one?))
                  (else (subtract-magnitudes other one negative-other?))))))

    ;; The first is at least as long.
    (define (add-magnitudes long short negative?)
      (let* ((length (%bignum-length long))
             (shorter (%bignum-length short))
             (sum (%make-bignum (%fx+ length 1) negative?))
             (carry (%limbs-add! sum 0 long 0 short 0 shorter)))
        (set-limb! sum length
                   (if (%fx= length shorter)
                       carry
                       (%limbs-add-small! sum shorter long shorter (%fx- length shorter) carry)))
        (normalize! sum)))

    ;; The first is larger.
    (define (subtract-magnitudes large small negative?)
      (let* ((length (%bignum-length large))
             (shorter (%bignum-length small))
             (difference (%make-bignum length negative?))
             (borrow (%limbs-subtract! difference 0 large 0 small 0 shorter)))
        (if (%fx< shorter length)
            (%limbs-subtract-small! difference shorter large shorter (%fx- length shorter) borrow))
        (normalize! difference)))

    ;;; Shifts

    ;; integer * 2^bits, bits >= 0.
    (define (integer-shift-left integer bits)
      (cond ((eq? integer 0) 0)
            ((and (fixnum? integer) (%fx< bits 60)
                  (%fx= (%fxsra (%fxsll integer bits) bits) integer))
             (%fxsll integer bits))
            (else
             (let* ((bignum (->bignum integer))
                    (whole (%fxsra bits 6))
                    (length (%bignum-length bignum))
                    (result (%make-bignum (%fx+ length (%fx+ whole 1)) (%bignum-negative? bignum))))
               (clear-limbs! result 0 whole)
               (%limbs-shift-left! result whole bignum 0 length (%fxand bits 63))
               (normalize! result)))))

    ;; floor (integer / 2^bits), bits >= 0.
    (define (integer-shift-right integer bits)
      (cond ((fixnum? integer) (%fxsra integer (if (%fx> bits 60) 60 bits)))
            ((%bignum-negative? integer)
             ;; floor(-m / 2^b) = -ceiling(m / 2^b)
             (let ((quotient (magnitude-shift-right integer bits)))
               (integer-negate (if (integer-low-bits-zero? integer bits) quotient (integer+ quotient 1)))))
            (else (magnitude-shift-right integer bits))))

    (define (magnitude-shift-right bignum bits)
      (let* ((whole (%fxsra bits 6))
             (length (%fx- (%bignum-length bignum) whole)))
        (if (%fx<= length 0)
            0
            (let ((result (%make-bignum length #f)))
              (%limbs-shift-right! result 0 bignum whole length (%fxand bits 63))
              (normalize! result)))))

    ;; Is the magnitude a multiple of 2^bits?
    (define (integer-low-bits-zero? integer bits)
      (if (fixnum? integer)
          (or (%fx= integer 0)
              (and (%fx< bits 61)
                   (%fx= (%fxsll (%fxsra integer bits) bits) integer)))
          (let* ((digits (%fxsra bits 5))
                 (limbs (%fxsra digits 1)))
            (and (%fx< limbs (%bignum-length integer))
                 (%fx= (%limbs-count integer 0 limbs) 0)
                 (or (%fx= (%fx* 2 limbs) digits) (%fx= (%bignum-digit integer (%fx* 2 limbs)) 0))
                 (%fx= (%fxand (%bignum-digit integer digits) (%fx- (%fxsll 1 (%fxand bits 31)) 1)) 0)))))

    ;; Bits of the magnitude.
    (define (integer-length-of-magnitude integer)
      (if (fixnum? integer)
          (if (%fx= integer most-negative-fixnum) 61 (%fxlength (fixnum-magnitude integer)))
          (let* ((last (%fx- (%fx* 2 (%bignum-length integer)) 1))
                 (high (%bignum-digit integer last)))
            (if (%fx= high 0)
                (%fx+ (%fxsll (%fx- last 1) 5) (%fxlength (%bignum-digit integer (%fx- last 1))))
                (%fx+ (%fxsll last 5) (%fxlength high))))))))
