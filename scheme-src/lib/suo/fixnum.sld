;;; (suo fixnum): integers that fit one machine word, with the operations of SRFI 143 and those that wrap around.
;;;
;;; A fixnum is an exact integer from fx-least to fx-greatest: fx-width = 61 bits in two's complement. Every procedure checks its
;;; arguments and its result: what is no fixnum, and a result that would be none, raises an error that names the argument. Only
;;; the procedures that end in /wraparound keep the low 61 bits of a result instead. All take constant time, and those that are
;;; operations of the machine are compiled in place: no call is made where the number of arguments is known.
;;;
;;; Procedures of any number of arguments look at all of them before they answer.
;;; Source: SRFI 143; R6RS, (rnrs arithmetic fixnums), for fxmodulo.
(define-library (suo fixnum)
  (export fx-width fx-greatest fx-least fixnum? fx=? fx<? fx>? fx<=? fx>=? fxzero? fxpositive? fxnegative? fxodd? fxeven?
          fxmax fxmin fx+ fx- fx* fxneg fxquotient fxremainder fxmodulo fxabs fxsquare fxsqrt fx+/carry fx-/carry fx*/carry
          fxnot fxand fxior fxxor fxarithmetic-shift fxarithmetic-shift-left fxarithmetic-shift-right fxbit-count fxlength
          fxif fxbit-set? fxcopy-bit fxfirst-set-bit fxbit-field fxbit-field-rotate fxbit-field-reverse
          fx+/wraparound fx-/wraparound fx*/wraparound fxarithmetic-shift-left/wraparound)
  (import (except (primitives) fx=? fx<? fx>? fx<=? fx>=? fxand fxior fxxor)
          (rename (only (primitives) fx=? fx<? fx>? fx<=? fx>=? fxand fxior fxxor)
                  (fx=? fx=2?) (fx<? fx<2?) (fx>? fx>2?) (fx<=? fx<=2?) (fx>=? fx>=2?)
                  (fxand fxand2) (fxior fxior2) (fxxor fxxor2))
          (scheme base) (scheme case-lambda) (only (suo bitwise) arithmetic-shift) (suo runtime))
  (begin
    (define fx-width 61)
    (define fx-greatest 1152921504606846975)
    (define fx-least -1152921504606846976)

    ;;; Comparisons of any number of fixnums: (fx<? i ...). True of none and of one.

    (define-syntax define-comparisons
      (syntax-rules ()
        ((_ (name two chain) ...)
         (begin
           (begin
             (define name
               (case-lambda
                 ((one other) (two one other))
                 (() #t)
                 ((one . more) (chain one more))))
             (define (chain one more)
               (two one one)
               (let loop ((one one) (more more) (answer #t))
                 (if (null? more)
                     answer
                     (let ((holds? (two one (car more))))
                       (loop (car more) (cdr more) (and answer holds?)))))))
           ...))))

    (define-comparisons
      (fx=? fx=2? chain=) (fx<? fx<2? chain<) (fx>? fx>2? chain>) (fx<=? fx<=2? chain<=) (fx>=? fx>=2? chain>=))

    (define (fxzero? i) (fx=2? i 0))
    (define (fxpositive? i) (fx>2? i 0))
    (define (fxnegative? i) (fx<2? i 0))
    (define (fxodd? i) (%fx= (fxand2 i 1) 1))
    (define (fxeven? i) (%fx= (fxand2 i 1) 0))

    ;; (fxmax i j ...), (fxmin i j ...): the largest, the smallest.
    (define (larger one other) (if (fx>2? one other) one other))
    (define (smaller one other) (if (fx<2? one other) one other))
    (define fxmax
      (case-lambda
        ((one other) (larger one other))
        ((one . more) (accumulate larger (larger one one) more))))
    (define fxmin
      (case-lambda
        ((one other) (smaller one other))
        ((one . more) (accumulate smaller (smaller one one) more))))

    (define (accumulate two result more)
      (if (null? more) result (accumulate two (two result (car more)) (cdr more))))

    ;;; Arithmetic. fx+ fx- fx* fxquotient fxremainder fxnot and the shifts to one side are the machine's.

    ;; (fxneg i), (fxabs i): an error for fx-least. (fxsquare i): an error above 1073741823.
    (define (fxneg i) (fx- 0 i))
    (define (fxabs i) (if (fx<2? i 0) (fx- 0 i) i))
    (define (fxsquare i) (fx* i i))

    ;; (fxmodulo i j): like the remainder, with the sign of j.
    (define (fxmodulo i j)
      (let ((rest (fxremainder i j)))
        (if (and (not (%fx= rest 0)) (%fx< (%fxxor rest j) 0)) (%fx+ rest j) rest)))

    ;; (fxsqrt i) -> the largest integer whose square is not above i >= 0, and how much is left: two values.
    (define (fxsqrt i)
      (if (fx<2? i 0) (wrong-range 'fxsqrt 0 i))
      (let* ((near (%flonum->fixnum (flsqrt (fixnum->flonum i))))
             (rest (%fx- i (%fx* near near))))
        (cond ((%fx< rest 0) (values (%fx- near 1) (%fx+ rest (%fx- (%fx+ near near) 1))))
              ((%fx> rest (%fx+ near near)) (values (%fx+ near 1) (%fx- rest (%fx+ (%fx+ near near) 1))))
              (else (values near rest)))))

    ;;; Arithmetic with carry: the low 61 bits of the result as a fixnum, and how many 2^61 are missing: two values.

    (define (carry-of one other sum)
      (cond ((%fx>= (%fxand (%fxxor one sum) (%fxxor other sum)) 0) 0)
            ((%fx< one 0) -1)
            (else 1)))

    ;; (fx+/carry i j k) of i + j + k; (fx-/carry i j k) of i - j - k; (fx*/carry i j k) of i * j + k
    (define (fx+/carry i j k)
      (check-three 'fx+/carry i j k)
      (let* ((sum (%fx+ i j)) (total (%fx+ sum k)))
        (values total (%fx+ (carry-of i j sum) (carry-of sum k total)))))

    (define (fx-/carry i j k)
      (check-three 'fx-/carry i j k)
      (let ((value (- (- i j) k)))
        (values (%fx- (%fx- i j) k) (carry-of-exact value (%fx- (%fx- i j) k)))))

    (define (fx*/carry i j k)
      (check-three 'fx*/carry i j k)
      (let ((low (%fx+ (%fx* i j) k)))
        (values low (carry-of-exact (+ (* i j) k) low))))

    (define (carry-of-exact value low) (arithmetic-shift (- value low) (%fx- 0 fx-width)))

    (define (check-three who i j k)
      (if (not (fixnum? i)) (wrong-type who 0 'fixnum i))
      (if (not (fixnum? j)) (wrong-type who 1 'fixnum j))
      (if (not (fixnum? k)) (wrong-type who 2 'fixnum k)))

    ;;; Wrapping around: the low 61 bits of the exact result. The count of a shift is from 0 to 60.

    (define (fx+/wraparound i j) (%fx+ (fixnum-of i) (fixnum-of j)))
    (define (fx-/wraparound i j) (%fx- (fixnum-of i) (fixnum-of j)))
    (define (fx*/wraparound i j) (%fx* (fixnum-of i) (fixnum-of j)))
    (define (fxarithmetic-shift-left/wraparound i count)
      (check-bit 'fxarithmetic-shift-left/wraparound 1 count 60)
      (%fxsll (fixnum-of i) count))

    ;; The number itself, which must be a fixnum.
    (define (fixnum-of i) (fxior2 i 0))

    ;;; Bits

    ;; (fxand i ...) = -1 of none, (fxior i ...) and (fxxor i ...) = 0 of none
    (define-syntax define-bit-operations
      (syntax-rules ()
        ((_ (name two unit) ...)
         (begin
           (define name
             (case-lambda
               ((one other) (two one other))
               (more (accumulate (lambda (one other) (two one other)) unit more))))
           ...))))

    (define-bit-operations (fxand fxand2 -1) (fxior fxior2 0) (fxxor fxxor2 0))

    ;; (fxif mask i j): the bits of i where mask has ones, of j where it has zeros.
    (define (fxif mask i j) (fxior2 (fxand2 mask i) (fxand2 (fxnot mask) j)))

    ;; (fxarithmetic-shift i count): i 2^count, rounded down; count from -60 to 60.
    (define (fxarithmetic-shift i count)
      (if (fx<2? count 0)
          (begin
            (if (%fx< count -60) (wrong-range 'fxarithmetic-shift 1 count))
            (fxarithmetic-shift-right i (%fx- 0 count)))
          (fxarithmetic-shift-left i count)))

    ;; (fxbit-count i): how many ones i >= 0 has, how many zeros i < 0.
    (define (fxbit-count i)
      (let* ((bits (if (fx<2? i 0) (%fxnot i) i))
             (twos (%fx- bits (%fxand (%fxsrl bits 1) #x555555555555555)))
             (fours (%fx+ (%fxand twos #x333333333333333) (%fxand (%fxsrl twos 2) #x333333333333333)))
             (bytes (%fxand (%fx+ fours (%fxsrl fours 4)) #xf0f0f0f0f0f0f0f))
             (halves (%fx+ bytes (%fxsrl bytes 8)))
             (words (%fx+ halves (%fxsrl halves 16))))
        (%fxand (%fx+ words (%fxsrl words 32)) 127)))

    ;; (fxlength i): the bits that i needs beside the sign.
    (define (fxlength i) (%fxlength (if (fx<2? i 0) (%fxnot i) i)))

    ;; (fxfirst-set-bit i): index of the lowest one, -1 for 0.
    (define (fxfirst-set-bit i)
      (if (fx=2? i 0)
          -1
          (let ((ones (%fxxor i (%fx- i 1))))       ; up to the lowest one of i; all of fx-least
            (if (%fx< ones 0) 60 (%fx- (%fxlength ones) 1)))))

    (define (check-bit who index bit limit)
      (if (not (fixnum? bit)) (wrong-type who index 'fixnum bit))
      (if (or (%fx< bit 0) (%fx> bit limit)) (wrong-range who index bit)))

    ;; (fxbit-set? index i): is the bit one? From 60 on all bits are that of the sign. (fxcopy-bit index i boolean): i with that bit as told,
    ;; which may not change the sign; index from 0 to 60.
    (define (fxbit-set? index i)
      (check-bit 'fxbit-set? 0 index fx-greatest)
      (%fx= (%fxand (%fxsra (fixnum-of i) (if (%fx> index 60) 60 index)) 1) 1))

    (define (fxcopy-bit index i one?)
      (check-bit 'fxcopy-bit 0 index 60)
      (let* ((bit (%fxsll 1 index))
             (result (if one? (fxior2 i bit) (fxand2 i (%fxnot bit)))))
        (same-sign 'fxcopy-bit i result)))

    (define (same-sign who i result)
      (if (%fx< (%fxxor i result) 0) (wrong-range who 0 i))
      result)

    ;;; Fields: the bits from start up to end, not included; 0 <= start <= end <= 61. The field of all 61 bits of a negative number
    ;;; is no fixnum.

    (define (check-field who i start end)
      (if (not (fixnum? i)) (wrong-type who 0 'fixnum i))
      (check-bit who (if (eq? who 'fxbit-field-rotate) 3 2) end fx-width)
      (check-bit who (if (eq? who 'fxbit-field-rotate) 2 1) start end))

    ;; Width below 61; 60 gives fx-greatest, because the difference wraps around.
    (define (ones width) (%fx- (%fxsll 1 width) 1))

    (define (fxbit-field i start end)
      (check-field 'fxbit-field i start end)
      (let ((width (%fx- end start)))
        (cond ((%fx= width fx-width) (if (%fx< i 0) (wrong-range 'fxbit-field 0 i)) i)
              ((%fx= width 0) 0)
              (else (%fxand (%fxsra i start) (ones width))))))

    ;; (fxbit-field-rotate i count start end): the field turned left by count bits; a negative count turns right.
    (define (fxbit-field-rotate i count start end)
      (check-field 'fxbit-field-rotate i start end)
      (if (not (fixnum? count)) (wrong-type 'fxbit-field-rotate 1 'fixnum count))
      (let* ((width (%fx- end start))
             (count (if (%fx= width 0) 0 (fxmodulo count width))))
        (cond ((%fx= count 0) i)
              ((%fx= width fx-width)
               (same-sign 'fxbit-field-rotate i (%fxior (%fxsll i count) (%fxsrl i (%fx- width count)))))
              (else
               (let ((field (%fxand (%fxsra i start) (ones width))))
                 (replace-field 'fxbit-field-rotate i start width
                                (%fxior (%fxand (%fxsll field count) (ones width))
                                        (%fxsrl field (%fx- width count)))))))))

    (define (replace-field who i start width field)
      (same-sign who i
                 (%fxior (%fxand i (%fxnot (%fxsll (ones width) start)))
                         (%fxsll field start))))

    ;; (fxbit-field-reverse i start end): the field's bits in the opposite order.
    (define (fxbit-field-reverse i start end)
      (check-field 'fxbit-field-reverse i start end)
      (let* ((width (%fx- end start))
             (reversed (let loop ((left width) (rest (%fxsra i start)) (result 0))
                         (if (%fx= left 0)
                             result
                             (loop (%fx- left 1) (%fxsra rest 1) (%fxior (%fxsll result 1) (%fxand rest 1)))))))
        (cond ((%fx= width 0) i)
              ((%fx= width fx-width) (same-sign 'fxbit-field-reverse i reversed))
              (else (replace-field 'fxbit-field-reverse i start width reversed)))))))
