;;; Bignums: arithmetic on exact integers of any size.
;;;
;;; An exact integer is a fixnum (61 bits) or a bignum: a sign and a magnitude of 32-bit digits, least significant first, too
;;; large for a fixnum. Procedures named integer-… take and give exact integers and check nothing; a fixnum that meets a
;;; bignum is first written as one. Products of digits come from %multiply-low/high, so every intermediate value is a fixnum.
;;; Multiplication is schoolbook below `karatsuba-digits`, Karatsuba's above. Division is in (runtime bignum-division).
(define-library (runtime bignums)
  (export integer+ integer- integer* integer-negate
          integer-compare integer-negative? integer-even?
          integer-shift-left integer-shift-right integer-length-of-magnitude integer-low-bits-zero?
          make-integer-of-digits
          ->bignum normalize! compare-magnitudes digit-mask)
  (import (primitives) (core-syntax))
  (begin
    (define digit-mask #xffffffff)
    (define karatsuba-digits 48)

    ;;; Between fixnums and bignums

    (define (fixnum->bignum number)
      (let* ((negative? (%fx< number 0))
             (magnitude (if negative? (%fx- 0 number) number))
             (bignum (%make-bignum 2 negative?)))
        ;; The most negative fixnum is its own negation; its pattern read without sign is the magnitude.
        (%bignum-digit-set! bignum 0 (%fxand magnitude digit-mask))
        (%bignum-digit-set! bignum 1 (%fxand (%fxsrl magnitude 32) #x1fffffff))
        bignum))

    (define (->bignum integer)
      (if (fixnum? integer) (fixnum->bignum integer) integer))

    ;; Drop leading zero digits; a fixnum if it fits.
    (define (normalize! bignum)
      (let loop ((length (%bignum-length bignum)))
        (cond ((%fx= length 0) 0)
              ((%fx= (%bignum-digit bignum (%fx- length 1)) 0) (loop (%fx- length 1)))
              ((and (%fx<= length 2) (small-magnitude? bignum length))
               (let ((magnitude (if (%fx= length 1)
                                    (%bignum-digit bignum 0)
                                    (%fxior (%bignum-digit bignum 0) (%fxsll (%bignum-digit bignum 1) 32)))))
                 (if (%bignum-negative? bignum) (%fx- 0 magnitude) magnitude)))
              (else
               (if (%fx< length (%bignum-length bignum)) (%bignum-truncate! bignum length))
               bignum))))

    (define (small-magnitude? bignum length)
      (or (%fx= length 1)
          (let ((high (%bignum-digit bignum 1)))
            (or (%fx< high #x10000000)
                (and (%fx= high #x10000000)
                     (%fx= (%bignum-digit bignum 0) 0)
                     (%bignum-negative? bignum))))))

    ;; (make-integer-of-digits list negative?): digits least significant first.
    (define (make-integer-of-digits digits negative?)
      (let loop ((rest digits) (length 0))
        (if (pair? rest)
            (loop (%cdr rest) (%fx+ length 1))
            (let ((bignum (%make-bignum length negative?)))
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
            (let loop ((index (%fx- length 1)))
              (if (%fx< index 0)
                  0
                  (let ((difference (%fx- (%bignum-digit one index) (%bignum-digit other index))))
                    (if (%fx= difference 0) (loop (%fx- index 1)) difference))))
            (%fx- length length-other))))

    (define (integer-negate integer)
      (if (fixnum? integer)
          (or (%fx-/overflow 0 integer) (with-sign (fixnum->bignum integer) #f))
          (with-sign integer (not (%bignum-negative? integer)))))

    ;; A copy with that sign.
    (define (with-sign bignum negative?)
      (let* ((length (%bignum-length bignum))
             (copy (%make-bignum length negative?)))
        (let loop ((index 0))
          (if (%fx< index length)
              (begin
                (%bignum-digit-set! copy index (%bignum-digit bignum index))
                (loop (%fx+ index 1)))
              (normalize! copy)))))

    ;;; Addition

    (define (integer+ one other)
      (or (and (fixnum? one) (fixnum? other) (%fx+/overflow one other))
          (let ((one (->bignum one)) (other (->bignum other)))
            (add-signed one (%bignum-negative? one) other (%bignum-negative? other)))))

    (define (integer- one other)
      (or (and (fixnum? one) (fixnum? other) (%fx-/overflow one other))
          (let ((one (->bignum one)) (other (->bignum other)))
            (add-signed one (%bignum-negative? one) other (not (%bignum-negative? other))))))

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
             (sum (%make-bignum (%fx+ length 1) negative?)))
        (let loop ((index 0) (carry 0))
          (cond ((%fx< index shorter)
                 (let ((digit (%fx+ carry (%fx+ (%bignum-digit long index) (%bignum-digit short index)))))
                   (%bignum-digit-set! sum index (%fxand digit digit-mask))
                   (loop (%fx+ index 1) (%fxsrl digit 32))))
                ((%fx< index length)
                 (let ((digit (%fx+ carry (%bignum-digit long index))))
                   (%bignum-digit-set! sum index (%fxand digit digit-mask))
                   (loop (%fx+ index 1) (%fxsrl digit 32))))
                (else
                 (%bignum-digit-set! sum length carry)
                 (normalize! sum))))))

    ;; The first is larger.
    (define (subtract-magnitudes large small negative?)
      (let* ((length (%bignum-length large))
             (shorter (%bignum-length small))
             (difference (%make-bignum length negative?)))
        (let loop ((index 0) (borrow 0))
          (cond ((%fx< index shorter)
                 (let ((digit (%fx+ borrow (%fx- (%bignum-digit large index) (%bignum-digit small index)))))
                   (%bignum-digit-set! difference index (%fxand digit digit-mask))
                   (loop (%fx+ index 1) (%fxsra digit 32))))
                ((%fx< index length)
                 (let ((digit (%fx+ borrow (%bignum-digit large index))))
                   (%bignum-digit-set! difference index (%fxand digit digit-mask))
                   (loop (%fx+ index 1) (%fxsra digit 32))))
                (else (normalize! difference))))))

    ;;; Multiplication

    (define (integer* one other)
      (cond ((and (fixnum? one) (fixnum? other))
             (or (%fx*/overflow one other)
                 (multiply-magnitudes (fixnum->bignum one) (fixnum->bignum other)
                                      (not (eq? (%fx< one 0) (%fx< other 0))))))
            ((or (eq? one 0) (eq? other 0)) 0)
            (else
             (let ((one (->bignum one)) (other (->bignum other)))
               (multiply-magnitudes one other
                                    (not (eq? (%bignum-negative? one) (%bignum-negative? other))))))))

    (define (multiply-magnitudes one other negative?)
      (if (or (%fx< (%bignum-length one) karatsuba-digits)
              (%fx< (%bignum-length other) karatsuba-digits))
          (multiply-schoolbook one other negative?)
          (let ((product (multiply-karatsuba one other)))
            (if negative? (integer-negate product) product))))

    (define (multiply-schoolbook one other negative?)
      (let* ((length-one (%bignum-length one))
             (length-other (%bignum-length other))
             (product (%make-bignum (%fx+ length-one length-other) negative?)))
        (let outer ((index 0))
          (if (%fx< index length-one)
              (let ((factor (%bignum-digit one index)))
                (let inner ((at 0) (to index) (carry 0))
                  (if (%fx< at length-other)
                      (let* ((digit (%bignum-digit other at))
                             (old (%bignum-digit product to))
                             (high (%multiply-high factor digit old carry)))
                        (%bignum-digit-set! product to (%multiply-low factor digit old carry))
                        (inner (%fx+ at 1) (%fx+ to 1) high))
                      (begin
                        (%bignum-digit-set! product to carry)
                        (outer (%fx+ index 1))))))
              (normalize! product)))))

    ;; x = x1 B + x0, y = y1 B + y0, B = 2^(32 half): xy = h B^2 + ((x1+x0)(y1+y0) - h - l) B + l, h = x1 y1, l = x0 y0.
    (define (multiply-karatsuba one other)
      (let* ((longer (if (%fx< (%bignum-length one) (%bignum-length other))
                         (%bignum-length other)
                         (%bignum-length one)))
             (half (%fxsra (%fx+ longer 1) 1))
             (low-one (digits-between one 0 half))
             (high-one (digits-between one half longer))
             (low-other (digits-between other 0 half))
             (high-other (digits-between other half longer))
             (low (integer* low-one low-other))
             (high (integer* high-one high-other))
             (middle (integer- (integer- (integer* (integer+ low-one high-one) (integer+ low-other high-other))
                                         low)
                               high))
             (bits (%fxsll half 5)))
        (integer+ (integer+ low (integer-shift-left middle bits))
                  (integer-shift-left high (%fx* 2 bits)))))

    ;; The digits [start, end) of a magnitude as an integer.
    (define (digits-between bignum start end)
      (let* ((end (if (%fx< (%bignum-length bignum) end) (%bignum-length bignum) end))
             (count (%fx- end start)))
        (if (%fx<= count 0)
            0
            (let ((part (%make-bignum count #f)))
              (let loop ((index 0))
                (if (%fx< index count)
                    (begin
                      (%bignum-digit-set! part index (%bignum-digit bignum (%fx+ start index)))
                      (loop (%fx+ index 1)))
                    (normalize! part)))))))

    ;;; Shifts

    ;; integer * 2^bits, bits >= 0.
    (define (integer-shift-left integer bits)
      (cond ((eq? integer 0) 0)
            ((and (fixnum? integer) (%fx< bits 60)
                  (%fx= (%fxsra (%fxsll integer bits) bits) integer))
             (%fxsll integer bits))
            (else
             (let* ((bignum (->bignum integer))
                    (whole (%fxsra bits 5))
                    (part (%fxand bits 31))
                    (length (%bignum-length bignum))
                    (result (%make-bignum (%fx+ length (%fx+ whole 1)) (%bignum-negative? bignum))))
               (let loop ((index 0) (carry 0))
                 (if (%fx< index length)
                     (let ((digit (%bignum-digit bignum index)))
                       (%bignum-digit-set! result (%fx+ index whole)
                                           (%fxior (%fxsll (%fxand digit (%fxsrl digit-mask part)) part) carry))
                       (loop (%fx+ index 1) (%fxsrl digit (%fx- 32 part))))
                     (begin
                       (%bignum-digit-set! result (%fx+ index whole) carry)
                       (normalize! result))))))))

    ;; floor (integer / 2^bits), bits >= 0.
    (define (integer-shift-right integer bits)
      (cond ((fixnum? integer) (%fxsra integer (if (%fx> bits 60) 60 bits)))
            ((%bignum-negative? integer)
             ;; floor(-m / 2^b) = -ceiling(m / 2^b)
             (let ((quotient (magnitude-shift-right integer bits)))
               (integer-negate (if (integer-low-bits-zero? integer bits) quotient (integer+ quotient 1)))))
            (else (magnitude-shift-right integer bits))))

    (define (magnitude-shift-right bignum bits)
      (let* ((whole (%fxsra bits 5))
             (part (%fxand bits 31))
             (length (%fx- (%bignum-length bignum) whole)))
        (if (%fx<= length 0)
            0
            (let ((result (%make-bignum length #f)))
              (let loop ((index 0))
                (if (%fx< index length)
                    (let ((digit (%bignum-digit bignum (%fx+ index whole)))
                          (above (if (%fx< (%fx+ index 1) length)
                                     (%bignum-digit bignum (%fx+ index (%fx+ whole 1)))
                                     0)))
                      (%bignum-digit-set! result index
                                          (%fxior (%fxsrl digit part)
                                                  (%fxand (%fxsll above (%fx- 32 part)) digit-mask)))
                      (loop (%fx+ index 1)))
                    (normalize! result)))))))

    ;; Is the magnitude a multiple of 2^bits?
    (define (integer-low-bits-zero? integer bits)
      (if (fixnum? integer)
          (or (%fx= integer 0)
              (and (%fx< bits 61)
                   (%fx= (%fxsll (%fxsra integer bits) bits) integer)))
          (let ((whole (%fxsra bits 5)))
            (let loop ((index 0))
              (cond ((%fx>= index (%bignum-length integer)) #t)
                    ((%fx< index whole)
                     (and (%fx= (%bignum-digit integer index) 0) (loop (%fx+ index 1))))
                    (else
                     (%fx= (%fxand (%bignum-digit integer index)
                                   (%fx- (%fxsll 1 (%fxand bits 31)) 1))
                           0)))))))

    ;; Bits of the magnitude: 0 for 0.
    (define (integer-length-of-magnitude integer)
      (if (fixnum? integer)
          (if (%fx< integer 0)
              (let ((magnitude (%fx- 0 integer)))
                (if (%fx< magnitude 0) 61 (%fxlength magnitude)))
              (%fxlength integer))
          (let ((last (%fx- (%bignum-length integer) 1)))
            (%fx+ (%fxsll last 5) (%fxlength (%bignum-digit integer last))))))))
