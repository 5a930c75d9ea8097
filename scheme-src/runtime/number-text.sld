;;; Number text: number->string.
;;;
;;; Integers: a fixnum's digits by division, a large bignum by halves (divide by the power of the radix that splits it in the
;;; middle). Flonums print with the fewest digits that read back as the same flonum, the nearest such number to it.
;;;
;;; The shortest digits, in the manner of Ryu but with exact integers: v = m 2^e lies between the halfway points to its
;;; neighbours; 4v, and both halfway points times 4, are integers times 2^(e-2). All three are divided by the power of
;;; ten that leaves 18 digits, so that they are fixnums, and then lose last digits together while the halfway points differ
;;; in what is left. A first try needs no bignum: if 15 digits are enough, then they are unique.
;;;
;;; Source: Ulf Adams, Ryu: fast float-to-string conversion, 2018.
(define-library (runtime number-text)
  (export number->string %fixnum->string power-of-ten)
  (import (primitives) (core-syntax) (runtime errors) (runtime strings) (runtime bignums) (runtime bignum-products) (runtime bignum-division)
          (runtime flonums)
          (runtime arithmetic))
  (begin
    (define number->string
      (case-lambda
        ((number) (number->text number 10))
        ((number radix)
         (if (not (and (fixnum? radix) (%fx>= radix 2) (%fx<= radix 36))) (wrong-range 'number->string 1 radix))
         (number->text number radix))))

    (define (number->text number radix)
      (cond ((fixnum? number) (%fixnum->string number radix))
            ((flonum? number) (if (%fx= radix 10) (flonum->text number) (flonum->radix-text number radix)))
            ((bignum? number) (bignum->text number radix))
            ((ratnum? number)
             (string-append (number->text (numerator-of number) radix) "/"
                            (number->text (denominator-of number) radix)))
            ((compnum? number) (complex->text (%record-ref number 0) (%record-ref number 1) radix))
            (else (wrong-type 'number->string 0 'number number))))

    ;; An exact zero as real part is left out, and the one of an imaginary unit.
    (define (complex->text real imaginary radix)
      (let ((start (if (eq? real 0) "" (number->text real radix))))
        (cond ((eq? imaginary 1) (string-append start "+i"))
              ((eq? imaginary -1) (string-append start "-i"))
              (else
               (let* ((text (number->text imaginary radix))
                      (first (%string-unit-ref text 0)))
                 (string-append start (if (or (%fx= first 43) (%fx= first 45)) "" "+") text "i"))))))

    ;;; Integers

    (define (digit-code digit) (if (%fx< digit 10) (%fx+ digit 48) (%fx+ digit 87)))

    (define (%fixnum->string number radix)
      (if (and (%fx= radix 10) (%fx> number most-negative-fixnum))
          (if (%fx< number 0)
              (let* ((length (%fx+ (count-decimals (%fx- 0 number)) 1))
                     (text (%make-string length 1)))
                (put-decimals! (%string-buffer text) length (%fx- 0 number))
                (%string-unit-set! text 0 45)
                text)
              (let* ((length (count-decimals number))
                     (text (%make-string length 1)))
                (put-decimals! (%string-buffer text) length number)
                text))
          (let* ((length (%fx+ (count-digits number radix) (if (%fx< number 0) 1 0)))
                 (text (%make-string length 1)))
            (put-fixnum! text length number radix)
            (if (%fx< number 0) (%string-unit-set! text 0 45))
            text)))

    ;;; Decimals, of a fixnum that is not negative.

    (define (count-decimals number)
      (let loop ((limit 10) (count 1))
        (if (or (%fx< number limit) (%fx= count 19))
            count
            (loop (%fx* limit 10) (%fx+ count 1)))))

    ;; Before `end`; below 2^30 a product gives the tenth.
    (define (put-decimals! bytes end number)
      (if (%fx< number 1000000000)
          (let loop ((number number) (at (%fx- end 1)))
            (let ((tenth (%fxsrl (%fx* number 429496730) 32)))
              (%bytevector-u8-set! bytes at (%fx+ 48 (%fx- number (%fx* tenth 10))))
              (if (not (%fx= tenth 0)) (loop tenth (%fx- at 1)))))
          (let ((high (%fxquotient number 1000000000)))
            (put-nine! bytes end (%fx- number (%fx* high 1000000000)))
            (put-decimals! bytes (%fx- end 9) high))))

    (define (put-nine! bytes end number)
      (let loop ((number number) (at (%fx- end 1)))
        (if (%fx>= at (%fx- end 9))
            (let ((tenth (%fxsrl (%fx* number 429496730) 32)))
              (%bytevector-u8-set! bytes at (%fx+ 48 (%fx- number (%fx* tenth 10))))
              (loop tenth (%fx- at 1))))))

    ;; Digits of a fixnum without its sign; zero has one.
    (define (count-digits number radix)
      (let loop ((rest (%fxquotient number radix)) (count 1))
        (if (%fx= rest 0) count (loop (%fxquotient rest radix) (%fx+ count 1)))))

    ;; Write the digits before `end`, at least one. Works on negative numbers digit by digit, so the least fixnum too.
    (define (put-fixnum! text end number radix)
      (let loop ((rest number) (at (%fx- end 1)))
        (let* ((quotient (%fxquotient rest radix))
               (digit (%fx- rest (%fx* quotient radix))))
          (%string-unit-set! text at (digit-code (if (%fx< digit 0) (%fx- 0 digit) digit)))
          (if (not (%fx= quotient 0)) (loop quotient (%fx- at 1))))))

    ;; The powers radix^chunk, radix^(2 chunk), radix^(4 chunk) … up to the square root of the number; then from the largest
    ;; down, each number is split in quotient and remainder.
    (define (bignum->text number radix)
      (let* ((negative? (integer-negative? number))
             (magnitude (if negative? (integer-negate number) number))
             (chunk (chunk-digits radix))
             (powers (chunk-powers (fixnum-power radix chunk) magnitude))
             (pieces (split-integer magnitude powers #t (cons 'end '()))))
        (let ((text (pieces->text pieces radix chunk)))
          (if negative? (string-append "-" text) text))))

    ;; Digits that surely fit a fixnum.
    (define (chunk-digits radix)
      (let loop ((power radix) (digits 1))
        (if (%fx< power 1000000000000000) (loop (%fx* power radix) (%fx+ digits 1)) digits)))
    (define (fixnum-power radix count)
      (let loop ((power 1) (count count))
        (if (%fx= count 0) power (loop (%fx* power radix) (%fx- count 1)))))

    ;; Largest first.
    (define (chunk-powers base magnitude)
      (let loop ((power base) (powers '()))
        (if (%fx> (integer-compare power magnitude) 0)
            powers
            (loop (integer* power power) (cons power powers)))))

    ;; -> fixnum pieces, most significant first, consed before `tail`. leading?: zero pieces at the front are dropped.
    (define (split-integer integer powers leading? tail)
      (if (null? powers)
          (if (and leading? (eq? integer 0)) tail (cons integer tail))
          (call-with-values
            (lambda () (integer-divide integer (%car powers)))
            (lambda (quotient remainder)
              (if (and leading? (eq? quotient 0))
                  (split-integer remainder (%cdr powers) #t tail)
                  (split-integer quotient (%cdr powers) leading?
                                 (split-integer remainder (%cdr powers) #f tail)))))))

    (define (pieces->text pieces radix chunk)
      (let* ((first (count-digits (%car pieces) radix))
             (count (let loop ((rest (%cdr pieces)) (count 0))
                      (if (eq? (%car rest) 'end) count (loop (%cdr rest) (%fx+ count 1)))))
             (text (%make-filled-string (%fx+ first (%fx* count chunk)) 48)))
        (let loop ((rest pieces) (end first))
          (if (eq? (%car rest) 'end)
              text
              (begin
                (put-fixnum! text end (%car rest) radix)
                (loop (%cdr rest) (%fx+ end chunk)))))))

    ;;; Flonums

    (define (special-text flonum)
      (cond ((fl-nan? flonum) "+nan.0")
            ((fl-infinite? flonum) (if (flonum-negative? flonum) "-inf.0" "+inf.0"))
            ((fl=? flonum 0.0) (if (flonum-bits-negative? flonum) "-0.0" "0.0"))
            (else #f)))

    (define (flonum->text flonum)
      (or (special-text flonum)
          (let ((text (call-with-values (lambda () (flonum-digits (flabs flonum))) place-point)))
            (if (flonum-negative? flonum) (string-append "-" text) text))))

    ;; digits * 10^exponent, always with a point: plain from 1e-6 to 1e21, otherwise with an exponent.
    (define (place-point digits exponent)
      (let* ((text (%fixnum->string digits 10))
             (length (string-length text))
             (point (%fx+ length exponent)))
        (cond ((and (%fx>= exponent 0) (%fx<= point 21))
               (string-append text (%make-filled-string exponent 48) ".0"))
              ((and (%fx> point 0) (%fx<= point 21))
               (string-append (substring text 0 point) "." (substring text point length)))
              ((and (%fx<= point 0) (%fx> point -6))
               (string-append "0." (%make-filled-string (%fx- 0 point) 48) text))
              (else
               (let ((power (%fixnum->string (%fx- point 1) 10)))
                 (if (%fx= length 1)
                     (string-append text ".0e" power)
                     (string-append (substring text 0 1) "." (substring text 1 length) "e" power)))))))

    ;; (flonum-digits flonum) -> digits and exponent of the shortest decimal, for a positive finite flonum.
    (define (flonum-digits flonum)
      (let* ((exponent (%fx+ (flonum-exponent flonum) 53))
             (decimal (%fxsra (%fx* exponent 1233) 12)) ; about log10
             (scale (%fx- 14 decimal)))
        (cond ((and (%fx>= scale 0) (%fx<= scale 22))
               (let* ((power (exact-power-of-ten scale))
                      (digits (flround (fl* flonum power))))
                 (if (and (fl<? digits 1e15) (fl=? (fl/ digits power) flonum))
                     (strip-zeros (%flonum->fixnum digits) (%fx- 0 scale))
                     (shortest-digits flonum))))
              ((and (%fx< scale 0) (%fx>= scale -7))
               (let* ((power (exact-power-of-ten (%fx- 0 scale)))
                      (digits (flround (fl/ flonum power))))
                 (if (and (fl<? digits 1e15) (fl=? (fl* digits power) flonum))
                     (strip-zeros (%flonum->fixnum digits) (%fx- 0 scale))
                     (shortest-digits flonum))))
              (else (shortest-digits flonum)))))

    (define (strip-zeros digits exponent)
      (let ((quotient (%fxquotient digits 10)))
        (if (%fx= (%fx* quotient 10) digits)
            (strip-zeros quotient (%fx+ exponent 1))
            (values digits exponent))))

    ;; 10^n as a flonum, exact for n <= 22.
    (define (exact-power-of-ten n)
      (if (%fx<= n 15)
          (fixnum->flonum (fixnum-power 10 n))
          (fl* 1e15 (fixnum->flonum (fixnum-power 10 (%fx- n 15))))))

    ;; 10^n, n >= 0, by squaring.
    (define (power-of-ten n)
      (let loop ((n n) (base 10) (power 1))
        (if (%fx= n 0)
            power
            (loop (%fxsra n 1)
                  (if (%fx= n 1) base (integer* base base))
                  (if (%fx= (%fxand n 1) 1) (integer* power base) power)))))

    (define (shortest-digits flonum)
      (let* ((mantissa (flonum-mantissa flonum))
             (exponent (%fx- (flonum-exponent flonum) 2))
             (even? (%fx= (%fxand mantissa 1) 0))
             ;; Below a power of two the neighbour is nearer.
             (step (if (and (%fx= mantissa #x10000000000000) (%fx> exponent -1076)) 1 2))
             (middle (%fx* 4 mantissa))
             (bits (%fx+ (%fxlength middle) exponent))
             (power (%fx- (floor-log10 bits) 17)))
        (scaled-digits (%fx- middle step) middle (%fx+ middle 2) exponent power even?)))

    ;; floor ((bits - 1) * log10 2): at most one less than floor log10 of a number with that many bits.
    (define (floor-log10 bits) (%fxsra (%fx* (%fx- bits 1) 315653) 20))

    (define (scaled-digits low middle high exponent power even?)
      (let* ((numerator (if (%fx>= exponent 0) (integer-shift-left 1 exponent) 1))
             (numerator (if (%fx< power 0) (integer* numerator (power-of-ten (%fx- 0 power))) numerator))
             (denominator (if (%fx< exponent 0) (integer-shift-left 1 (%fx- 0 exponent)) 1))
             (denominator (if (%fx> power 0) (integer* denominator (power-of-ten power)) denominator)))
        (call-with-values
          (lambda () (integer-divide (integer* high numerator) denominator))
          (lambda (scaled-high rest-high)
            (if (%fx>= (integer-compare scaled-high 1000000000000000000) 0)
                (scaled-digits low middle high exponent (%fx+ power 1) even?)
                (call-with-values
                  (lambda () (integer-divide (integer* low numerator) denominator))
                  (lambda (scaled-low rest-low)
                    (call-with-values
                      (lambda () (integer-divide (integer* middle numerator) denominator))
                      (lambda (scaled rest)
                        (drop-digits scaled-low
                                     scaled
                                     (if (and (eq? rest-high 0) (not even?)) (%fx- scaled-high 1) scaled-high)
                                     (eq? rest-low 0) (eq? rest 0) power even?))))))))))

    ;; low-exact?: what was cut from `low` is zero; exact?: the same of `digits` before its last dropped digit, `last`.
    (define (drop-digits low digits high low-exact? exact? power even?)
      (let loop ((low low) (digits digits) (high high) (low-exact? low-exact?) (exact? exact?) (last 0) (power power))
        (let ((next-low (%fxquotient low 10))
              (next-high (%fxquotient high 10)))
          (if (or (%fx> next-high next-low)
                  (and low-exact? even? (%fx= (%fx* 10 next-low) low) (%fx> low 0)))
              (let ((next (%fxquotient digits 10)))
                (loop next-low next next-high
                      (and low-exact? (%fx= (%fx* 10 next-low) low))
                      (and exact? (%fx= last 0))
                      (%fx- digits (%fx* 10 next))
                      (%fx+ power 1)))
              (let* ((up? (or (%fx> last 5)
                              (and (%fx= last 5) (or (not exact?) (%fx= (%fxand digits 1) 1)))
                              (and (%fx= digits low) (not (and even? low-exact?)))))
                     (digits (if up? (%fx+ digits 1) digits)))
                (strip-zeros digits power))))))

    ;; Exact in a radix that is a power of two; 60 digits of fraction at most otherwise.
    (define (flonum->radix-text flonum radix)
      (or (special-text flonum)
          (let* ((magnitude (flabs flonum))
                 (whole (fltruncate magnitude))
                 (text (string-append (number->text (flonum->integer whole) radix) "."
                                      (fraction-text (fl- magnitude whole) radix 1100))))
            (if (flonum-negative? flonum) (string-append "-" text) text))))

    (define (fraction-text fraction radix limit)
      (let loop ((fraction fraction) (left limit) (texts '()))
        (let* ((scaled (fl* fraction (fixnum->flonum radix)))
               (digit (fltruncate scaled))
               (rest (fl- scaled digit))
               (texts (cons (%fixnum->string (%flonum->fixnum digit) radix) texts)))
          (if (or (fl=? rest 0.0) (%fx= left 0))
              (let reverse ((texts texts) (ordered '()))
                (if (pair? texts)
                    (reverse (%cdr texts) (cons (%car texts) ordered))
                    (string-concatenate ordered)))
              (loop rest (%fx- left 1) texts)))))))
