;;; SRFI 151: bitwise operations on exact integers in two's complement. Deviations: none.
(define-library (srfi 151)
  (export bitwise-not bitwise-and bitwise-ior bitwise-xor bitwise-eqv bitwise-nand bitwise-nor bitwise-andc1 bitwise-andc2
          bitwise-orc1 bitwise-orc2 arithmetic-shift bit-count integer-length bitwise-if
          bit-set? copy-bit bit-swap any-bit-set? every-bit-set? first-set-bit
          bit-field bit-field-any? bit-field-every? bit-field-clear bit-field-set bit-field-replace
          bit-field-replace-same bit-field-rotate bit-field-reverse
          bits->list bits->vector list->bits vector->bits bits
          bitwise-fold bitwise-for-each bitwise-unfold make-bitwise-generator)
  (import (scheme base) (scheme case-lambda)
          (suo bitwise))
  (begin
    ;; (bitwise-eqv integer ...) -> integer: ones where an even number of the arguments has zeros; -1 of none
    (define (bitwise-eqv . integers)
      (let loop ((rest integers) (result -1))
        (if (null? rest) result (loop (cdr rest) (bitwise-not (bitwise-xor result (car rest)))))))
    ;; (bitwise-nand one other), bitwise-nor; andc1, orc1: with the complement of the first, andc2, orc2: of the second
    (define (bitwise-nand one other) (bitwise-not (bitwise-and one other)))
    (define (bitwise-nor one other) (bitwise-not (bitwise-ior one other)))
    (define (bitwise-andc1 one other) (bitwise-and (bitwise-not one) other))
    (define (bitwise-andc2 one other) (bitwise-and one (bitwise-not other)))
    (define (bitwise-orc1 one other) (bitwise-ior (bitwise-not one) other))
    (define (bitwise-orc2 one other) (bitwise-ior one (bitwise-not other)))

    ;;; Single bits

    ;; (copy-bit index integer boolean) -> the integer with that bit as told
    (define (copy-bit index integer bit)
      (let ((one (arithmetic-shift 1 index)))
        (if bit (bitwise-ior integer one) (bitwise-and integer (bitwise-not one)))))

    ;; (bit-swap index other integer) -> the integer with two bits exchanged
    (define (bit-swap one other integer)
      (let ((bit (bit-set? one integer)))
        (copy-bit other (copy-bit one integer (bit-set? other integer)) bit)))

    ;; (any-bit-set? mask integer), (every-bit-set? mask integer): is one of the mask's bits set in the integer? Are all?
    (define (any-bit-set? mask integer) (not (= 0 (bitwise-and mask integer))))
    (define (every-bit-set? mask integer) (= mask (bitwise-and mask integer)))

    ;;; Fields: bits start to end - 1.

    (define (mask length) (- (arithmetic-shift 1 length) 1))
    (define (field-mask start end) (arithmetic-shift (mask (- end start)) start))

    ;; (bit-field integer start end) -> the bits from start up to end, shifted down; the fields below are meant so too
    (define (bit-field integer start end)
      (bitwise-and (arithmetic-shift integer (- start)) (mask (- end start))))
    ;; (bit-field-any? integer start end), (bit-field-every? integer start end): is a bit of the field set? Are all?
    (define (bit-field-any? integer start end) (not (= 0 (bit-field integer start end))))
    (define (bit-field-every? integer start end) (= (mask (- end start)) (bit-field integer start end)))
    ;; (bit-field-clear integer start end) -> the integer with zeros in the field; bit-field-set: with ones
    (define (bit-field-clear integer start end) (bitwise-and integer (bitwise-not (field-mask start end))))
    (define (bit-field-set integer start end) (bitwise-ior integer (field-mask start end)))

    ;; (bit-field-replace integer new start end) -> the integer with the low bits of new in the field; ...-replace-same: with
    ;; those at the same places
    (define (bit-field-replace integer field start end)
      (bitwise-ior (bit-field-clear integer start end)
                   (arithmetic-shift (bitwise-and field (mask (- end start))) start)))
    (define (bit-field-replace-same integer other start end)
      (bitwise-if (field-mask start end) other integer))

    ;; (bit-field-rotate integer count start end) -> the integer with the field turned left by count
    (define (bit-field-rotate integer count start end)
      (let ((width (- end start)))
        (if (= width 0)
            integer
            (let ((count (modulo count width))
                  (field (bit-field integer start end)))
              (bit-field-replace integer
                                 (bitwise-ior (arithmetic-shift field count) (arithmetic-shift field (- count width)))
                                 start end)))))

    ;; (bit-field-reverse integer start end) -> the integer with the field's bits in the opposite order. O(n) for n bits, and a
    ;; sum of them.
    (define (bit-field-reverse integer start end)
      (let ((width (- end start)))
        (bit-field-replace integer (list->bits (reverse (bits->list (bit-field integer start end) width))) start end)))

    ;;; Booleans, the lowest bit first

    ;; (bits->list integer [length]) -> list of booleans, the lowest bit first; as many as integer-length when not told.
    ;; bits->vector likewise.
    (define bits->list
      (case-lambda
        ((integer) (bits->list integer (integer-length integer)))
        ((integer length)
         (let loop ((index (- length 1)) (result '()))
           (if (< index 0) result (loop (- index 1) (cons (bit-set? index integer) result)))))))

    (define (bits->vector . arguments) (list->vector (apply bits->list arguments)))

    ;; (list->bits booleans) -> the integer of these bits, never negative; vector->bits and (bits boolean ...) likewise. O(n log
    ;; n).
    (define (list->bits booleans) (vector->bits (list->vector booleans)))

    ;; The halves first, so that long integers are made in O(n log n).
    (define (vector->bits booleans)
      (let range ((start 0) (end (vector-length booleans)))
        (if (<= (- end start) 32)
            (let loop ((index end) (result 0))
              (if (= index start)
                  result
                  (loop (- index 1) (+ (* 2 result) (if (vector-ref booleans (- index 1)) 1 0)))))
            (let ((middle (quotient (+ start end) 2)))
              (bitwise-ior (range start middle) (arithmetic-shift (range middle end) (- middle start)))))))

    (define (bits . booleans) (list->bits booleans))

    ;;; Iteration over the bits below integer-length

    ;; (bitwise-fold combine seed integer) -> (combine bit result) over the bits as booleans, the lowest first
    (define (bitwise-fold combine seed integer)
      (let ((length (integer-length integer)))
        (let loop ((index 0) (result seed))
          (if (= index length) result (loop (+ index 1) (combine (bit-set? index integer) result))))))

    ;; (bitwise-for-each procedure integer): calls with each bit
    (define (bitwise-for-each procedure integer)
      (bitwise-fold (lambda (bit result) (procedure bit) result) #f integer))

    ;; (bitwise-unfold stop? mapper successor seed) -> the integer of the bits (mapper seed) ... until stop? holds of the seed
    (define (bitwise-unfold stop? mapper successor seed)
      (let loop ((seed seed) (bits '()))
        (if (stop? seed)
            (list->bits (reverse bits))
            (loop (successor seed) (cons (mapper seed) bits)))))

    ;; Endless: the sign goes on.
    ;; (make-bitwise-generator integer) -> procedure of no arguments that gives one bit after the other
    (define (make-bitwise-generator integer)
      (lambda ()
        (let ((bit (odd? integer)))
          (set! integer (arithmetic-shift integer -1))
          bit)))))
