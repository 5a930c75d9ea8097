;;; Lowering of vectors, bytevectors and the digits of bignums: objects with a typed header and units behind it.
;;;
;;; The length is the 32 bits after the lowest byte of the header. An index is checked by one unsigned comparison: a
;;; negative fixnum is large then.
;;;
;;;   object ─▶ header | unit 0 | unit 1 | …        unit 0 at displacement 8 - tag
(define-library (compiler back lower vectors)
  (export vector-lowerings load-length units-displacement allocate-units fill-words! check-index!)
  (import (scheme base) (compiler ir flow) (compiler ir operations) (compiler back lower emit) (compiler back lower kinds)
          (compiler back lower numbers))
  (begin
    (define units-displacement (- word-bytes object-tag))
    (define length-displacement (- 1 object-tag))

    ;; (load-length object) -> the length as a fixnum.
    (define (load-length object)
      (integer->value (emit load32-fixed 'word object #f 1 length-displacement)))

    ;; The index is a fixnum from 0 below the length of the object, which is the one that people know.
    (define (check-index! name position index length object)
      (check-tag! index fixnum-tag (type-failure name position index))
      (check! 'ult (fixnum-bits index) length (index-failure name position index object)))

    (define (check-object! name operands header)
      (check-header! (car operands) header (type-failure name 0 (car operands))))

    (define (check-element! name operands header)
      (check-object! name operands header)
      (check-index! name 1 (cadr operands) (load-length (car operands)) (car operands)))

    ;; A load or store of 8 bytes at a fixnum index: the tagged index is the offset in bytes.
    (define (load-word-unit object index)
      (if (fixnum-literal? index)
          (emit load64 'value object #f 1 (+ units-displacement (fixnum-bits index)))
          (emit load64 'value object index 1 units-displacement)))

    (define (store-word-unit! object index value)
      (if (fixnum-literal? index)
          (emit! store-value object #f 1 (+ units-displacement (fixnum-bits index)) value)
          (emit! store-value object index 1 units-displacement value)))

    ;;; Vectors.

    (define (lower-vector name operands)
      (let* ((length (length operands))
             (vector (emit allocate 'value (* word-bytes (+ 1 length)) object-tag)))
        (emit! store64 vector #f 1 (- object-tag) (header-word 'vector length))
        (let loop ((rest operands) (displacement units-displacement))
          (cond ((pair? rest)
                 (emit! store64 vector #f 1 displacement (car rest))
                 (loop (cdr rest) (+ displacement word-bytes)))))
        vector))

    (define (lower-make-vector name operands) (call-hook 'make-vector-checked (car operands) (cadr operands)))

    (define (lower-unchecked-make-vector name operands)
      (let* ((length (fixnum-bits (car operands)))
             (vector (allocate-units 'vector length (emit word-add 'word length word-bytes))))
        (fill-words! vector length (cadr operands))
        vector))

    (define (lower-vector-length name operands)
      (check-object! name operands 'vector)
      (load-length (car operands)))

    (define (lower-unchecked-length name operands) (load-length (car operands)))

    (define (lower-vector-ref name operands)
      (check-element! name operands 'vector)
      (load-word-unit (car operands) (cadr operands)))

    (define (lower-unchecked-vector-ref name operands) (load-word-unit (car operands) (cadr operands)))

    (define (lower-vector-set name operands)
      (check-element! name operands 'vector)
      (lower-unchecked-vector-set name operands))

    (define (lower-unchecked-vector-set name operands)
      (store-word-unit! (car operands) (cadr operands) (list-ref operands 2))
      unspecified)

    (define (lower-vector-set-fixnum name operands)
      (let ((vector (car operands))
            (index (cadr operands))
            (value (list-ref operands 2)))
        (if (fixnum-literal? index)
            (emit! store64 vector #f 1 (+ units-displacement (fixnum-bits index)) value)
            (emit! store64 vector index 1 units-displacement value))
        unspecified))

    ;;; Allocation of objects whose size is not known.

    ;; (allocate-units header length bytes) -> the object with its header. length: a fixnum's bits; bytes: a word. Lengths from 2^32
    ;; on are refused, because loads of a length look at 32 bits.
    (define (allocate-units header length bytes)
      (if (temporary? length)
          (check! 'eq (emit word-shr 'word length (+ 32 fixnum-shift)) 0
                  (range-failure (maker-of header) 0 length)))
      (let ((object (emit allocate-dynamic 'value bytes object-tag)))
        (emit! store64 object #f 1 (- object-tag)
               (emit word-add 'word (emit word-shl 'word length (- 8 fixnum-shift)) (header-word header 0)))
        object))

    (define (maker-of header)
      (case header
        ((vector) 'make-vector)
        ((bytes) 'make-bytevector)
        ((bignum-positive) '*)
        (else 'make-string)))

    ;; Fill the object's words from unit 0 on; bytes: how many, a multiple of 8.
    (define (fill-words! object bytes value)
      (let* ((offset (make-temporary #f 'word))
             (loop (make-block (list offset) #f))
             (body (fresh-block))
             (done (fresh-block)))
        (goto! loop 0)
        (start-block! loop)
        (no-poll! loop)
        (branch! 'ult offset bytes body done)
        (start-block! body)
        (emit! store64 object offset 1 units-displacement value)
        (goto! loop (emit word-add 'word offset word-bytes))
        (start-block! done)))

    ;;; Bytevectors.

    ;; Bytes of an object of that many one-byte units: header and units, rounded up.
    (define (whole-bytes raw-length)
      (rounded (emit word-add 'word raw-length (+ word-bytes (- word-bytes 1)))))

    (define (rounded word) (emit word-and 'word word (- word-bytes)))

    (define (lower-make-bytevector name operands)
      (let* ((bytes (whole-bytes (raw-integer (car operands))))
             (object (allocate-units 'bytes (fixnum-bits (car operands)) bytes)))
        (fill-words! object (emit word-sub 'word bytes word-bytes) 0)
        object))

    (define (lower-bytevector-length name operands)
      (check-object! name operands 'bytes)
      (load-length (car operands)))

    (define (byte-index operand displacement receiver)
      (if (fixnum-literal? operand)
          (receiver #f (+ displacement (literal-integer operand)))
          (receiver (raw-integer operand) displacement)))

    (define (load-unit operation object index)
      (byte-index index units-displacement
                  (lambda (index displacement) (emit operation 'word object index 1 displacement))))

    (define (store-unit! operation object index value)
      (byte-index index units-displacement
                  (lambda (index displacement) (emit! operation object index 1 displacement value))))

    (define (lower-byte-ref name operands)
      (check-element! name operands 'bytes)
      (lower-unchecked-byte-ref name operands))

    (define (lower-unchecked-byte-ref name operands)
      (integer->value (load-unit load8 (car operands) (cadr operands))))

    (define (lower-byte-set name operands)
      (let ((byte (list-ref operands 2)))
        (check-element! name operands 'bytes)
        (check-fixnum! name 2 byte)
        (check! 'ule (fixnum-bits byte) (* 255 (+ tag-mask 1)) (range-failure name 2 byte))
        (lower-unchecked-byte-set name operands)))

    (define (lower-unchecked-byte-set name operands)
      (store-unit! store8 (car operands) (cadr operands) (raw-integer (list-ref operands 2)))
      unspecified)

    (define (lower-u32-ref name operands)
      (integer->value (load-unit load32 (car operands) (cadr operands))))

    (define (lower-u32-set name operands)
      (store-unit! store32 (car operands) (cadr operands) (raw-integer (list-ref operands 2)))
      unspecified)

    ;; The raw address of a byte of an object's contents. No safepoint may follow before its use.
    (define (copy-bytes-address object index)
      (let ((address (emit object-address 'word object)))
        (if (fixnum-literal? index)
            (emit word-add 'word address (+ units-displacement (literal-integer index)))
            (emit word-add 'word (emit word-add 'word address (raw-integer index)) units-displacement))))

    (define (lower-copy-bytes name operands)
      (let* ((count (raw-integer (list-ref operands 4)))
             (to (copy-bytes-address (car operands) (cadr operands)))
             (from (copy-bytes-address (list-ref operands 2) (list-ref operands 3))))
        (emit! copy-bytes to from count)
        unspecified))

    ;;; Bignums: 4-byte digits.

    (define digit-bytes 4)

    (define (lower-make-bignum name operands)
      (let* ((bytes (emit word-add 'word (fixnum-bits (car operands)) word-bytes))
             (object (allocate-units 'bignum-positive (fixnum-bits (car operands)) bytes)))
        (if (not (and (literal? (cadr operands)) (not (literal-datum (cadr operands)))))
            (let* ((negative (fresh-block)) (done (fresh-block)))
              (branch! 'ne (cadr operands) false-literal negative done)
              (start-block! negative)
              (emit! store8 object #f 1 (- object-tag) (+ header-tag (* 8 (header-type 'bignum-negative))))
              (goto! done)
              (start-block! done)))
        object))

    (define (lower-bignum-length name operands)
      (integer->value (emit load32 'word (car operands) #f 1 length-displacement)))

    (define (test-bignum-negative name operands then else)
      (branch! 'header-is (car operands) (header-type 'bignum-negative) then else))

    (define (digit-operands operands receiver)
      (if (fixnum-literal? (cadr operands))
          (receiver #f 1 (+ units-displacement (* digit-bytes (literal-integer (cadr operands)))))
          (receiver (raw-integer (cadr operands)) digit-bytes units-displacement)))

    (define (lower-digit name operands)
      (digit-operands operands
                      (lambda (index scale displacement)
                        (integer->value (emit load32 'word (car operands) index scale displacement)))))

    (define (lower-digit-set name operands)
      (let ((digit (raw-integer (list-ref operands 2))))
        (digit-operands operands
                        (lambda (index scale displacement)
                          (emit! store32 (car operands) index scale displacement digit)))
        unspecified))

    ;; What works on rows of limbs is a stub of the same name, without the % and the !.
    (define (lower-limbs stub)
      (lambda (name operands) (emit-call stub #f operands)))

    (define vector-lowerings
      (list
       (list 'vector 'value lower-vector)
       (list 'make-vector 'value lower-make-vector)
       (list 'vector-length 'value lower-vector-length)
       (list 'vector-ref 'value lower-vector-ref)
       (list 'vector-set! 'value lower-vector-set)
       (list '%make-vector 'value lower-unchecked-make-vector)
       (list '%vector-length 'value lower-unchecked-length)
       (list '%vector-ref 'value lower-unchecked-vector-ref)
       (list '%vector-set! 'value lower-unchecked-vector-set)
       (list '%vector-set-fixnum! 'value lower-vector-set-fixnum)
       (list 'bytevector-length 'value lower-bytevector-length)
       (list 'bytevector-u8-ref 'value lower-byte-ref)
       (list 'bytevector-u8-set! 'value lower-byte-set)
       (list '%make-bytevector 'value lower-make-bytevector)
       (list '%bytevector-u8-ref 'value lower-unchecked-byte-ref)
       (list '%bytevector-u8-set! 'value lower-unchecked-byte-set)
       (list '%bytevector-u32-ref 'value lower-u32-ref)
       (list '%bytevector-u32-set! 'value lower-u32-set)
       (list '%copy-bytes! 'value lower-copy-bytes)
       (list '%make-bignum 'value lower-make-bignum)
       (list '%bignum-length 'value lower-bignum-length)
       (list '%bignum-negative? 'test test-bignum-negative)
       (list '%bignum-digit 'value lower-digit)
       (list '%bignum-digit-set! 'value lower-digit-set)
       (list '%limbs-add! 'value (lower-limbs 'limbs-add))
       (list '%limbs-subtract! 'value (lower-limbs 'limbs-subtract))
       (list '%limbs-add-small! 'value (lower-limbs 'limbs-add-small))
       (list '%limbs-subtract-small! 'value (lower-limbs 'limbs-subtract-small))
       (list '%limbs-multiply! 'value (lower-limbs 'limbs-multiply))
       (list '%limbs-square! 'value (lower-limbs 'limbs-square))
       (list '%limbs-scale! 'value (lower-limbs 'limbs-scale))
       (list '%limbs-add-product! 'value (lower-limbs 'limbs-add-product))
       (list '%limbs-subtract-product! 'value (lower-limbs 'limbs-subtract-product))
       (list '%limbs-divide-small! 'value (lower-limbs 'limbs-divide-small))
       (list '%limbs-divide! 'value (lower-limbs 'limbs-divide))
       (list '%limbs-shift-left! 'value (lower-limbs 'limbs-shift-left))
       (list '%limbs-shift-right! 'value (lower-limbs 'limbs-shift-right))
       (list '%limbs-compare 'value (lower-limbs 'limbs-compare))
       (list '%limbs-count 'value (lower-limbs 'limbs-count))
       (list '%limbs-normalize! 'value (lower-limbs 'limbs-normalize))))))
