;;; Numbers: from their written form to values, correctly rounded and the same in every host.
;;;
;;; A decimal is an integer mantissa times a power of ten. When both fit a double exactly, one floating-point operation
;;; rounds correctly (Clinger 1990, the easy cases); otherwise exact integer division gives the 53 bits, rounded half to
;;; even, and the flonum is built as (integer below 2^53) * 2^e, which is exact, denormals included. No exact rationals and
;;; no conversion of the host are used, so all hosts agree on every bit.
;;;
;;;   (string->number* string radix)                    -> number, #f (not a number) or the symbol `unsupported`
;;;   (parse-number text start end radix constructors)  the same on part of a string
;;;
;;; Constructors: #f, or a list of three procedures (make-ratnum numerator denominator), (make-rectangular real imaginary),
;;; (make-polar magnitude angle), each may be #f. A well-formed number that would need an absent one is `unsupported`. A fourth,
;;; (decimal->flonum mantissa exponent), does what the general way here does, faster.
;;;
;;; Most numbers are short integers, ratios of them, and short decimals without exponent: they are read in one walk, everything else by the grammar.
;;;
;;;   number  = prefix* complex                 prefix  = #x #o #b #d #e #i
;;;   complex = real | real @ real | [real] sign [ureal] i
;;;   real    = [sign] ureal | sign inf.0 | sign nan.0
;;;   ureal   = digits | digits / digits | decimal        decimal in any radix, exponents in radix ten
(define-library (reader number)
  (export string->number* parse-number)
  (cond-expand (suo (import (runtime base))) ((not suo) (import (scheme base))))
  (begin
    (define (string->number* string radix)
      (parse-number string 0 (string-length string) radix #f))

    (define (parse-number text start end radix constructors)
      (or (short-number text start end radix constructors)
          (and (possible? text start end radix)
               (or (plain-rational text start end radix constructors)
                   (special-number text start end)
                   (parse-prefixes text start end radix #f #f constructors)))))

    ;; Do the first characters and the last one allow a number? Most other words are known by that.
    (define (possible? text start end radix)
      (and (< start end)
           (let ((first (string-ref text start))
                 (second (if (< (+ start 1) end) (string-ref text (+ start 1)) #\space))
                 (last (string-ref text (- end 1))))
             (or (char=? first #\#)
                 (and (cond ((sign? first)
                             (or (< (digit-value-of second) radix) (char=? second #\.) (memv (lower-case second) '(#\i #\n))))
                            ((char=? first #\.) (< (digit-value-of second) radix))
                            (else (< (digit-value-of first) radix)))
                      (or (< (digit-value-of last) (max radix 10)) (char=? last #\.) (char=? (lower-case last) #\i)))))))

    ;;; Short numbers.

    ;; How many digits are surely a fixnum in every host.
    (define (short-size radix)
      (cond ((<= radix 2) 57)
            ((<= radix 4) 28)
            ((<= radix 8) 19)
            ((<= radix 10) 17)
            ((<= radix 16) 14)
            (else 11)))

    ;; The number, or #f: it is not short, or no number.
    (define (short-number text start end radix constructors)
      (and (< start end)
           (<= (- end start) (short-size radix))
           (let* ((first (string-ref text start)) (negative? (char=? first #\-)))
             (if (or negative? (char=? first #\+))
                 (and (< (+ start 1) end) (short-digits text (+ start 1) end radix negative? constructors))
                 (short-digits text start end radix #f constructors)))))

    (define (short-digits text start end radix negative? constructors)
      (let loop ((index start) (value 0))
        (if (= index end)
            (if negative? (- value) value)
            (let* ((char (string-ref text index)) (digit (digit-value-of char)))
              (cond ((< digit radix) (loop (+ index 1) (+ (* value radix) digit)))
                    ((and (char=? char #\.) (= radix 10) (< (+ start 1) end))
                     (short-fraction text (+ index 1) end value negative?))
                    ((and (char=? char #\/) (< start index) (< (+ index 1) end))
                     (short-denominator text (+ index 1) end radix (if negative? (- value) value) constructors))
                    (else #f))))))

    (define (short-denominator text start end radix numerator constructors)
      (let loop ((index start) (value 0))
        (if (= index end)
            (ratio numerator value #f constructors)
            (let ((digit (digit-value-of (string-ref text index))))
              (and (< digit radix) (loop (+ index 1) (+ (* value radix) digit)))))))

    ;; The rest is digits, and all digits together a double.
    (define (short-fraction text start end value negative?)
      (let loop ((index start) (value value))
        (if (= index end)
            (and (< value 9007199254740992)
                 (let ((flonum (/ (inexact value) (vector-ref flonum-powers (- end start)))))
                   (if negative? (* -1. flonum) flonum)))
            (let ((digit (digit-value-of (string-ref text index))))
              (and (< digit 10) (loop (+ index 1) (+ (* value 10) digit)))))))

    ;; Digits, or two rows of digits, of any length; with a sign or without.
    (define (plain-rational text start end radix constructors)
      (let* ((negative? (char=? (string-ref text start) #\-))
             (start (if (sign? (string-ref text start)) (+ start 1) start))
             (middle (skip-digits text start end radix)))
        (cond ((= start middle) #f)
              ((= middle end) (signed negative? (digits-value text start end radix)))
              ((and (char=? (string-ref text middle) #\/)
                    (< (+ middle 1) end)
                    (= (skip-digits text (+ middle 1) end radix) end))
               (ratio (signed negative? (digits-value text start middle radix))
                      (digits-value text (+ middle 1) end radix)
                      #f constructors))
              (else #f))))

    ;; Infinities and not-a-number that stand alone.
    (define (special-number text start end)
      (and (= (- end start) 6)
           (char=? (string-ref text (+ start 4)) #\.)
           (sign? (string-ref text start))
           (cond ((special-at? text (+ start 1) end "inf.0")
                  (if (char=? (string-ref text start) #\-) negative-infinity positive-infinity))
                 ((special-at? text (+ start 1) end "nan.0") not-a-number)
                 (else #f))))

    ;; The powers of ten that are doubles.
    (define flonum-powers
      '#(1. 10. 100. 1000. 10000. 100000. 1000000. 10000000. 100000000. 1000000000. 10000000000. 100000000000. 1000000000000.
         10000000000000. 100000000000000. 1000000000000000. 10000000000000000. 100000000000000000. 1000000000000000000.
         10000000000000000000. 100000000000000000000. 1000000000000000000000. 10000000000000000000000.))

    ;; prefix-radix: the radix of a prefix, or #f; exactness: #\e, #\i or #f
    (define (parse-prefixes text start end radix prefix-radix exactness constructors)
      (cond ((>= start end) #f)
            ((and (char=? (string-ref text start) #\#) (< (+ start 1) end))
             (let ((letter (lower-case (string-ref text (+ start 1))))
                   (next (+ start 2)))
               (cond ((memv letter '(#\e #\i))
                      (and (not exactness)
                           (parse-prefixes text next end radix prefix-radix letter constructors)))
                     ((assv letter '((#\x . 16) (#\d . 10) (#\o . 8) (#\b . 2)))
                      => (lambda (entry)
                           (and (not prefix-radix)
                                (or (and (not exactness) (short-number text next end (cdr entry) constructors))
                                    (parse-prefixes text next end radix (cdr entry) exactness constructors)))))
                     (else #f))))
            (else (parse-complex text start end (or prefix-radix radix) exactness constructors))))

    ;;; Complex numbers.

    (define (parse-complex text start end radix exactness constructors)
      (if (lone-imaginary-unit? text start end)
          (rectangular 0 (signed-unit (string-ref text start) exactness) constructors)
          (call-with-values
              (lambda () (parse-real text start end radix exactness constructors))
            (lambda (real next)
              (cond ((not real) #f)
                    ((= next end) real)
                    ((char=? (string-ref text next) #\@)
                     (call-with-values
                         (lambda () (parse-real text (+ next 1) end radix exactness constructors))
                       (lambda (angle stop)
                         (and angle (= stop end) (polar real angle constructors)))))
                    ((imaginary-mark-at-end? text next end)
                     (and (sign? (string-ref text start)) (rectangular 0 real constructors)))
                    ((sign? (string-ref text next))
                     (parse-imaginary text next end real radix exactness constructors))
                    (else #f))))))

    (define (parse-imaginary text start end real radix exactness constructors)
      (if (lone-imaginary-unit? text start end)
          (rectangular real (signed-unit (string-ref text start) exactness) constructors)
          (call-with-values
              (lambda () (parse-real text start end radix exactness constructors))
            (lambda (imaginary next)
              (and imaginary
                   (imaginary-mark-at-end? text next end)
                   (rectangular real imaginary constructors))))))

    (define (lone-imaginary-unit? text start end)
      (and (= (+ start 2) end)
           (sign? (string-ref text start))
           (imaginary-mark-at-end? text (+ start 1) end)))

    (define (imaginary-mark-at-end? text index end)
      (and (= (+ index 1) end)
           (char=? (lower-case (string-ref text index)) #\i)))

    (define (signed-unit sign exactness)
      (let ((unit (if (char=? sign #\-) -1 1)))
        (if (eqv? exactness #\i) (inexact unit) unit)))

    (define (rectangular real imaginary constructors)
      (cond ((or (symbol? real) (symbol? imaginary)) 'unsupported)
            ((eqv? imaginary 0) real)
            ((and constructors (cadr constructors)) ((cadr constructors) real imaginary))
            (else 'unsupported)))

    (define (polar magnitude angle constructors)
      (cond ((or (symbol? magnitude) (symbol? angle)) 'unsupported)
            ((eqv? angle 0) magnitude)
            ((and constructors (car (cddr constructors))) ((car (cddr constructors)) magnitude angle))
            (else 'unsupported)))

    ;;; Real numbers. Two values: the number (or `unsupported`, or #f) and the index after it.

    (define (parse-real text start end radix exactness constructors)
      (if (>= start end)
          (values #f start)
          (let ((first (string-ref text start)))
            (cond ((not (sign? first))
                   (parse-unsigned text start end radix exactness constructors #f))
                  ((special-at? text (+ start 1) end "inf.0")
                   (values (special-real exactness (if (char=? first #\-) negative-infinity positive-infinity))
                           (+ start 6)))
                  ((special-at? text (+ start 1) end "nan.0")
                   (values (special-real exactness not-a-number) (+ start 6)))
                  (else
                   (parse-unsigned text (+ start 1) end radix exactness constructors (char=? first #\-)))))))

    (define (special-at? text start end name)
      (and (<= (+ start 5) end)
           (let loop ((index 0))
             (or (= index 5)
                 (and (char=? (lower-case (string-ref text (+ start index))) (string-ref name index))
                      (loop (+ index 1)))))))

    ;; An infinity has no exact value.
    (define (special-real exactness value)
      (if (eqv? exactness #\e) #f value))

    (define (parse-unsigned text start end radix exactness constructors negative?)
      (let* ((after-digits (skip-digits text start end radix))
             (next (and (< after-digits end) (string-ref text after-digits))))
        (cond ((and next (char=? next #\/) (> after-digits start))
               (let ((stop (skip-digits text (+ after-digits 1) end radix)))
                 (if (= stop (+ after-digits 1))
                     (values #f start)
                     (values (ratio (signed negative? (digits-value text start after-digits radix))
                                    (digits-value text (+ after-digits 1) stop radix)
                                    exactness constructors)
                             stop))))
              ((and next (or (char=? next #\.) (and (= radix 10) (exponent-mark? next))))
               (parse-decimal text start after-digits end radix exactness constructors negative?))
              ((= after-digits start) (values #f start))
              (else
               (let ((integer (digits-value text start after-digits radix)))
                 (values (if (eqv? exactness #\i)
                             (signed-flonum negative? (decimal->flonum integer 0 constructors))
                             (signed negative? integer))
                         after-digits))))))

    ;; Digits from start to point, then a point with digits or an exponent or both. A radix other than ten has no exponents; number->string
    ;; writes flonums so, and R7RS 6.2.7 wants them read again.
    (define (parse-decimal text start point end radix exactness constructors negative?)
      (let* ((point? (char=? (string-ref text point) #\.))
             (fraction-end (if point? (skip-digits text (+ point 1) end radix) point))
             (fraction-size (if point? (- fraction-end point 1) 0))
             (exponent-end (if (= radix 10) (exponent-end text fraction-end end) fraction-end)))
        (if (or (= (+ (- point start) fraction-size) 0)
                (and (not point?) (= exponent-end fraction-end)))
            (values #f start)
            (let ((mantissa (+ (* (digits-value text start point radix) (expt radix fraction-size))
                               (if point? (digits-value text (+ point 1) fraction-end radix) 0))))
              (values (if (= radix 10)
                          (decimal mantissa (- (exponent-value text fraction-end exponent-end) fraction-size)
                                   exactness constructors negative?)
                          (fraction mantissa (expt radix fraction-size) exactness constructors negative?))
                      exponent-end)))))

    (define (decimal mantissa exponent exactness constructors negative?)
      (if (eqv? exactness #\e)
          (exact-decimal (signed negative? mantissa) exponent constructors)
          (signed-flonum negative? (decimal->flonum mantissa exponent constructors))))

    (define (fraction mantissa divisor exactness constructors negative?)
      (cond ((eqv? exactness #\e) (ratio (signed negative? mantissa) divisor #f constructors))
            ((= mantissa 0) (signed-flonum negative? 0.))
            (else (signed-flonum negative? (integer-ratio->flonum mantissa divisor)))))

    ;; Besides e the marks of old reports for other precisions; here they mean the same.
    (define (exponent-mark? char)
      (memv char '(#\e #\E #\s #\S #\f #\F #\d #\D #\l #\L)))

    ;; The end of an exponent that begins at index; index itself when there is none.
    (define (exponent-end text index end)
      (if (and (< (+ index 1) end) (exponent-mark? (string-ref text index)))
          (let* ((digits (if (sign? (string-ref text (+ index 1))) (+ index 2) (+ index 1)))
                 (stop (skip-digits text digits end 10)))
            (if (= stop digits) index stop))
          index))

    ;; Exponents of more than nine digits are cut to a number that is as good as infinite.
    (define (exponent-value text start end)
      (cond ((= start end) 0)
            ((sign? (string-ref text (+ start 1)))
             (signed (char=? (string-ref text (+ start 1)) #\-) (bounded-digits text (+ start 2) end)))
            (else (bounded-digits text (+ start 1) end))))

    (define (bounded-digits text start end)
      (cond ((and (< start end) (char=? (string-ref text start) #\0)) (bounded-digits text (+ start 1) end))
            ((> (- end start) 9) 999999999)
            (else (digits-value text start end 10))))

    ;;; Values.

    (define (signed negative? number) (if negative? (- number) number))
    (define (signed-flonum negative? number) (if negative? (* -1. number) number))

    (define (ratio numerator denominator exactness constructors)
      (cond ((eqv? exactness #\i)
             (cond ((= denominator 0) #f)
                   ((= numerator 0) 0.)
                   ((and (< -9007199254740992 numerator 9007199254740992) (< denominator 9007199254740992))
                    (/ (inexact numerator) (inexact denominator)))
                   (else (signed-flonum (< numerator 0)
                                        (integer-ratio->flonum (abs numerator) denominator)))))
            ((= denominator 0) #f)
            ((= 0 (remainder numerator denominator)) (quotient numerator denominator))
            ((and constructors (car constructors)) ((car constructors) numerator denominator))
            (else 'unsupported)))

    (define (exact-decimal mantissa exponent constructors)
      (cond ((= mantissa 0) 0)
            ((> exponent 100000) 'unsupported)
            ((>= exponent 0) (* mantissa (power-of-ten exponent)))
            ((< exponent -100000) 'unsupported)
            (else (ratio mantissa (power-of-ten (- exponent)) #f constructors))))

    ;; mantissa * 10^exponent, mantissa >= 0, rounded half to even.
    (define (decimal->flonum mantissa exponent constructors)
      (cond ((= mantissa 0) 0.)
            ((and (< mantissa 9007199254740992) (<= -22 exponent 22))
             (if (< exponent 0)
                 (/ (inexact mantissa) (vector-ref flonum-powers (- exponent)))
                 (* (inexact mantissa) (vector-ref flonum-powers exponent))))
            ((and constructors (pair? (list-tail constructors 3))) ((list-ref constructors 3) mantissa exponent))
            (else
             (let ((size (+ exponent (decimal-digit-estimate mantissa))))
               (cond ((> size 320) positive-infinity)
                     ((< size -340) 0.)
                     ((< exponent 0) (integer-ratio->flonum mantissa (power-of-ten (- exponent))))
                     (else (integer-ratio->flonum (* mantissa (power-of-ten exponent)) 1)))))))

    ;; Decimal digits of a positive integer, give or take one for each hundred.
    (define (decimal-digit-estimate integer)
      (quotient (* (bit-length integer) 301) 1000))

    ;; (integer-ratio->flonum n d): the double nearest to n/d, both positive integers.
    ;; e is the exponent of the last bit of the result; the quotient then has 53 bits, fewer for a denormal.
    (define (integer-ratio->flonum n d)
      (let* ((size (- (bit-length n) (bit-length d)))
             (e (max -1074 (- size 53))))
        (cond ((> size 1030) positive-infinity)
              ((< size -1080) 0.)
              (else
               (let ((scaled-n (if (< e 0) (* n (expt 2 (- e))) n))
                     (scaled-d (if (> e 0) (* d (expt 2 e)) d)))
                 (if (>= (quotient scaled-n scaled-d) 9007199254740992)
                     (rounded-quotient scaled-n (* 2 scaled-d) (+ e 1))
                     (rounded-quotient scaled-n scaled-d e)))))))

    (define (rounded-quotient n d e)
      (let* ((q (quotient n d))
             (twice (* 2 (- n (* q d))))
             (up? (or (> twice d) (and (= twice d) (odd? q)))))
        (if (> e 971)
            positive-infinity
            (flonum-times-power-of-two (inexact (if up? (+ q 1) q)) e))))

    ;; (flonum-times-power-of-two x e): exact when the product is a double; -1074 <= e <= 1023.
    (define (flonum-times-power-of-two x e)
      (let loop ((n (abs e)) (base (if (< e 0) .5 2.)) (power 1.))
        (cond ((= n 0) (* x power))
              ((odd? n) (loop (quotient n 2) (* base base) (* power base)))
              (else (loop (quotient n 2) (* base base) power)))))

    (define (bit-length integer)
      (let loop ((integer integer) (bits 0))
        (if (< integer 16777216)
            (let small ((integer integer) (bits bits))
              (if (= integer 0)
                  bits
                  (small (quotient integer 2) (+ bits 1))))
            (loop (quotient integer 16777216) (+ bits 24)))))

    (define (power-of-ten exponent)
      (if (< exponent 18) (exact (vector-ref flonum-powers exponent)) (expt 10 exponent)))

    (define positive-infinity (* 1e300 1e300))
    (define negative-infinity (* -1e300 1e300))
    (define not-a-number (- positive-infinity positive-infinity))

    ;;; Digits.

    (define (sign? char) (or (char=? char #\+) (char=? char #\-)))

    (define (lower-case char)
      (if (and (char<=? #\A char) (char<=? char #\Z))
          (integer->char (+ 32 (char->integer char)))
          char))

    ;; The value of a digit in any radix up to 36; 99 for everything else.
    (define (digit-value-of char)
      (let ((code (char->integer char)))
        (cond ((< code 48) 99)
              ((< code 58) (- code 48))
              ((< code 65) 99)
              ((< code 91) (- code 55))
              ((< code 97) 99)
              ((< code 123) (- code 87))
              (else 99))))

    (define (skip-digits text start end radix)
      (if (and (< start end) (< (digit-value-of (string-ref text start)) radix))
          (skip-digits text (+ start 1) end radix)
          start))

    ;; The value of digits known to be digits. Many are cut where a power of the radix is known that is the square of another.
    (define (digits-value text start end radix)
      (let ((size (short-size radix)))
        (cond ((<= (- end start) size) (short-digits text start end radix #f #f))
              ((<= (- end start) (* 2 size))
               (let* ((middle (- end size)) (high (short-digits text start middle radix #f #f)))
                 (+ (* high (short-power radix)) (short-digits text middle end radix #f #f))))
              (else
               (let loop ((powers (list (cons size (short-power radix)))))
                 (let ((size (car (car powers))) (power (cdr (car powers))))
                   (if (< (* 2 size) (- end start))
                       (loop (cons (cons (* 2 size) (* power power)) powers))
                       (long-digits text start end radix powers))))))))

    (define (short-power radix)
      (if (= radix 10) 100000000000000000 (expt radix (short-size radix))))

    ;; powers: list of (number of digits . power of the radix), each twice as long as the next; all digits are no more than twice the first.
    (define (long-digits text start end radix powers)
      (cond ((null? powers) (short-digits text start end radix #f #f))
            ((<= (- end start) (car (car powers))) (long-digits text start end radix (cdr powers)))
            (else
             (let* ((middle (- end (car (car powers)))) (high (long-digits text start middle radix (cdr powers))))
               (+ (* high (cdr (car powers))) (long-digits text middle end radix (cdr powers)))))))))
