;;; Bignum products.
;;;
;;; Short rows of limbs are multiplied as at school, by a primitive. Longer ones are cut in two, as Karatsuba did: three products of half the size
;;; instead of four.
;;;
;;;   (x1 B + x0)(y1 B + y0) = h B² + (h + l − (x1 − x0)(y1 − y0)) B + l,  h = x1 y1, l = x0 y0
;;;
;;; A row much longer than the other is cut into pieces as long as the other. One bignum, the scratch, holds what lies between, so that a
;;; product allocates little beside its result. The lengths from which cutting pays are measured.
;;;
;;; Source: Brent, Zimmermann, Modern Computer Arithmetic, 1.3.
(define-library (runtime bignum-products)
  (export integer* integer-square multiply-rows! scratch-limbs)
  (import (primitives) (core-syntax) (runtime bignums))
  (begin
    (define karatsuba-limbs 28)
    (define karatsuba-square-limbs 44)

    (define (integer* one other)
      (cond ((fixnum? one)
             (if (fixnum? other)
                 (or (%fx*/overflow one other) (multiply-fixnums one other))
                 (multiply-by-fixnum other one)))
            ((fixnum? other) (multiply-by-fixnum one other))
            ((eq? one other) (integer-square one))
            (else
             (multiply-bignums one other (not (eq? (%bignum-negative? one) (%bignum-negative? other)))))))

    (define (integer-square integer)
      (if (fixnum? integer)
          (integer* integer integer)
          (let* ((length (%bignum-length integer))
                 (product (%make-bignum (%fx* 2 length) #f)))
            (if (%fx< length karatsuba-square-limbs)
                (%limbs-square! product 0 integer 0 length)
                (square-rows! product 0 integer 0 length (%make-bignum (scratch-limbs length) #f) 0))
            (normalize! product))))

    ;; Of magnitudes below 2^60 the product is high · 2^60 + low.
    (define (multiply-fixnums one other)
      (if (or (%fx= one most-negative-fixnum) (%fx= other most-negative-fixnum))
          (multiply-bignums (->bignum one) (->bignum other) (not (eq? (%fx< one 0) (%fx< other 0))))
          (let* ((one-magnitude (fixnum-magnitude one))
                 (other-magnitude (fixnum-magnitude other))
                 (low (%fx* one-magnitude other-magnitude))
                 (high (%fx*/high one-magnitude other-magnitude))
                 (product (%make-bignum 2 (not (eq? (%fx< one 0) (%fx< other 0))))))
            (%bignum-digit-set! product 0 (%fxand low digit-mask))
            (%bignum-digit-set! product 1 (%fxior (%fxand (%fxsrl low 32) #xfffffff) (%fxsll (%fxand high 15) 28)))
            (set-limb! product 1 (%fxsrl high 4))
            (normalize! product))))

    (define (multiply-by-fixnum bignum fixnum)
      (cond ((%fx= fixnum 0) 0)
            ((%fx= fixnum most-negative-fixnum)
             (multiply-bignums bignum (->bignum fixnum) (not (%bignum-negative? bignum))))
            (else
             (let* ((length (%bignum-length bignum))
                    (product (%make-bignum (%fx+ length 1) (not (eq? (%bignum-negative? bignum) (%fx< fixnum 0))))))
               (set-limb! product length (%limbs-scale! product 0 bignum 0 length (fixnum-magnitude fixnum) 0))
               (normalize! product)))))

    (define (multiply-bignums one other negative?)
      (let ((length-one (%bignum-length one)) (length-other (%bignum-length other)))
        (if (%fx< length-one length-other)
            (multiply-longer other length-other one length-one negative?)
            (multiply-longer one length-one other length-other negative?))))

    (define (multiply-longer one length-one other length-other negative?)
      (let ((product (%make-bignum (%fx+ length-one length-other) negative?)))
        (if (%fx< length-other karatsuba-limbs)
            (%limbs-multiply! product 0 one 0 length-one other 0 length-other)
            (multiply-rows! product 0 one 0 length-one other 0 length-other
                            (%make-bignum (scratch-limbs length-other) #f) 0))
        (normalize! product)))

    ;; What multiply-rows! needs when the shorter row has that many limbs: 2 (n + 2) for a piece of the longer row, and at each level of
    ;; cutting no more than 4 ceiling(n/2) + 2.
    (define (scratch-limbs length) (%fx+ (%fx* 7 length) 128))

    ;; to ← one · other, rows of m and n limbs, m >= n >= 1. The result row, m + n limbs, and the scratch from its index on overlap nothing.
    (define (multiply-rows! to to-at one one-at m other other-at n scratch scratch-at)
      (cond ((%fx< n karatsuba-limbs) (%limbs-multiply! to to-at one one-at m other other-at n))
            ((%fx<= n (%fxsra (%fx+ m 1) 1)) (multiply-pieces! to to-at one one-at m other other-at n scratch scratch-at))
            (else (multiply-halves! to to-at one one-at m other other-at n scratch scratch-at))))

    ;; The longer row in pieces of n limbs: the first product is the lowest part of the result, each further one is added to what stands above.
    (define (multiply-pieces! to to-at one one-at m other other-at n scratch scratch-at)
      (multiply-rows! to to-at one one-at n other other-at n scratch scratch-at)
      (let ((above (%fx+ scratch-at (%fx* 2 n))))
        (let loop ((done n))
          (if (%fx< done m)
              (let ((count (smaller n (%fx- m done)))
                    (to-at (%fx+ to-at done)))
                (multiply-rows! scratch scratch-at other other-at n one (%fx+ one-at done) count scratch above)
                (%limbs-add-small! to (%fx+ to-at n) scratch (%fx+ scratch-at n) count
                                   (%limbs-add! to to-at to to-at scratch scratch-at n))
                (loop (%fx+ done count)))))))

    (define (smaller one other) (if (%fx< one other) one other))

    ;; Karatsuba: n > m/2, so that both rows have a high half. The differences stand in the result's row before h and l do.
    (define (multiply-halves! to to-at one one-at m other other-at n scratch scratch-at)
      (let* ((half (%fxsra (%fx+ m 1) 1))
             (one-high (%fx+ one-at half))
             (other-high (%fx+ other-at half))
             (above (%fx+ scratch-at (%fx* 2 half)))
             (one-negative? (subtract-halves! to to-at one one-at half one-high (%fx- m half)))
             (other-negative? (subtract-halves! to (%fx+ to-at half) other other-at half other-high (%fx- n half))))
        (multiply-rows! scratch scratch-at to to-at half to (%fx+ to-at half) half scratch above)
        (multiply-rows! to to-at one one-at half other other-at half scratch above)
        (multiply-rows! to (%fx+ to-at (%fx* 2 half)) one one-high (%fx- m half) other other-high (%fx- n half) scratch above)
        (add-middle! to to-at half (%fx+ m n) scratch scratch-at (eq? one-negative? other-negative?))))

    (define (square-rows! to to-at one one-at m scratch scratch-at)
      (if (%fx< m karatsuba-square-limbs)
          (%limbs-square! to to-at one one-at m)
          (let* ((half (%fxsra (%fx+ m 1) 1))
                 (one-high (%fx+ one-at half))
                 (above (%fx+ scratch-at (%fx* 2 half))))
            (subtract-halves! to to-at one one-at half one-high (%fx- m half))
            (square-rows! scratch scratch-at to to-at half scratch above)
            (square-rows! to to-at one one-at half scratch above)
            (square-rows! to (%fx+ to-at (%fx* 2 half)) one one-high (%fx- m half) scratch above)
            (add-middle! to to-at half (%fx* 2 m) scratch scratch-at #t))))

    ;; to ← |low − high|, of half limbs; high has no more. -> is high larger?
    (define (subtract-halves! to to-at row low half high count)
      (let ((left (%fx- half count)))
        (cond ((and (%fx= (%limbs-count row (%fx+ low count) left) 0)
                    (%fx< (%limbs-compare row low row high count) 0))
               (%limbs-subtract! to to-at row high row low count)
               (clear-limbs! to (%fx+ to-at count) (%fx+ to-at half))
               #t)
              (else
               (%limbs-subtract-small! to (%fx+ to-at count) row (%fx+ low count) left
                                       (%limbs-subtract! to to-at row low row high count))
               #f))))

    ;; The result's row holds l (2 half limbs) and h; to it h + l ∓ the product of the differences, at the scratch's start, is added at `half`.
    (define (add-middle! to to-at half length scratch scratch-at subtract?)
      (let* ((double (%fx* 2 half))
             (high-length (%fx- length double))
             (sum-at (%fx+ scratch-at double))
             (carry (%limbs-add! scratch sum-at to to-at to (%fx+ to-at double) high-length))
             (carry (%limbs-add-small! scratch (%fx+ sum-at high-length) to (%fx+ to-at high-length) (%fx- double high-length) carry))
             (carry (if subtract?
                        (%fx- carry (%limbs-subtract! scratch sum-at scratch sum-at scratch scratch-at double))
                        (%fx+ carry (%limbs-add! scratch sum-at scratch sum-at scratch scratch-at double))))
             (middle-at (%fx+ to-at half))
             (above (%fx+ middle-at double))
             (carry (%fx+ carry (%limbs-add! to middle-at to middle-at scratch sum-at double))))
        (%limbs-add-small! to above to above (%fx- length (%fx+ half double)) carry)))))
