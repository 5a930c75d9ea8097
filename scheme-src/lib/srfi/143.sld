;;; SRFI 143: fixnum operations. A fixnum is an exact integer of fx-width bits. Deviations: none; arguments that are no fixnums and
;;; results that do not fit are errors.
(define-library (srfi 143)
  (export fx-width fx-greatest fx-least fixnum? fx=? fx<? fx>? fx<=? fx>=? fxzero? fxpositive? fxnegative? fxodd? fxeven?
          fxmax fxmin fx+ fx- fx* fxneg fxquotient fxremainder fxabs fxsquare fxsqrt fx+/carry fx-/carry fx*/carry
          fxnot fxand fxior fxxor fxarithmetic-shift fxarithmetic-shift-left fxarithmetic-shift-right fxbit-count fxlength
          fxif fxbit-set? fxcopy-bit fxfirst-set-bit fxbit-field fxbit-field-rotate fxbit-field-reverse)
  (import (scheme base) (only (primitives) fixnum?) (suo bitwise))
  (begin
    (define fx-width 61)
    (define fx-greatest 1152921504606846975)
    (define fx-least -1152921504606846976)

    (define-syntax define-fixnum-operations
      (syntax-rules ()
        ((_ (name operation argument ...) ...)
         (begin (define (name argument ...) (checked (operation (checked argument) ...))) ...))))

    (define-syntax define-fixnum-predicates
      (syntax-rules ()
        ((_ (name predicate) ...)
         (begin (define (name one . more)
                  (checked one)
                  (for-each checked more)
                  (apply predicate one more))
                ...))))

    (define (checked object)
      (if (fixnum? object) object (error "not a fixnum" object)))

    (define-fixnum-predicates
      (fx=? =) (fx<? <) (fx>? >) (fx<=? <=) (fx>=? >=)
      (fxzero? zero?) (fxpositive? positive?) (fxnegative? negative?) (fxodd? odd?) (fxeven? even?)
      (fxmax max) (fxmin min))

    (define-fixnum-operations
      (fx+ + one other) (fx- - one other) (fx* * one other) (fxneg - one)
      (fxquotient quotient one other) (fxremainder remainder one other) (fxabs abs one) (fxsquare square one)
      (fxnot bitwise-not one) (fxif bitwise-if mask one other)
      (fxarithmetic-shift arithmetic-shift one count) (fxarithmetic-shift-left arithmetic-shift one count)
      (fxbit-count bit-count one) (fxlength integer-length one) (fxfirst-set-bit first-set-bit one))

    (define (fxand . fixnums) (for-each checked fixnums) (apply bitwise-and fixnums))
    (define (fxior . fixnums) (for-each checked fixnums) (apply bitwise-ior fixnums))
    (define (fxxor . fixnums) (for-each checked fixnums) (apply bitwise-xor fixnums))

    (define (fxarithmetic-shift-right fixnum count) (arithmetic-shift (checked fixnum) (- (checked count))))

    (define (fxsqrt fixnum) (exact-integer-sqrt (checked fixnum)))

    ;; -> the low fx-width bits as a fixnum, and the carry.
    (define (with-carry value)
      (let* ((low (bitwise-and value 2305843009213693951))
             (low (if (> low fx-greatest) (- low 2305843009213693952) low)))
        (values low (arithmetic-shift (- value low) -61))))
    (define (fx+/carry one other carry) (with-carry (+ (checked one) (checked other) (checked carry))))
    (define (fx-/carry one other carry) (with-carry (- (checked one) (checked other) (checked carry))))
    (define (fx*/carry one other carry) (with-carry (+ (* (checked one) (checked other)) (checked carry))))

    ;;; Bits

    (define (mask length) (- (arithmetic-shift 1 length) 1))

    (define (fxbit-set? index fixnum)
      (checked fixnum)
      (if (>= (checked index) fx-width) (negative? fixnum) (bit-set? index fixnum)))

    (define (fxcopy-bit index fixnum bit)
      (let ((one (arithmetic-shift 1 (checked index))))
        (checked (if bit (bitwise-ior (checked fixnum) one) (bitwise-and (checked fixnum) (bitwise-not one))))))

    (define (fxbit-field fixnum start end)
      (bitwise-and (arithmetic-shift (checked fixnum) (- (checked start))) (mask (- (checked end) start))))

    (define (replace-field fixnum field start end)
      (bitwise-ior (bitwise-and fixnum (bitwise-not (arithmetic-shift (mask (- end start)) start)))
                   (arithmetic-shift field start)))

    (define (fxbit-field-rotate fixnum count start end)
      (let ((width (- end start)))
        (if (= width 0)
            (checked fixnum)
            (let* ((count (modulo count width))
                   (field (fxbit-field fixnum start end))
                   (turned (bitwise-ior (bitwise-and (arithmetic-shift field count) (mask width))
                                        (arithmetic-shift field (- count width)))))
              (checked (replace-field fixnum turned start end))))))

    (define (fxbit-field-reverse fixnum start end)
      (let loop ((left (- end start)) (field (fxbit-field fixnum start end)) (result 0))
        (if (= left 0)
            (checked (replace-field fixnum result start end))
            (loop (- left 1) (arithmetic-shift field -1) (+ (* 2 result) (bitwise-and field 1))))))))
