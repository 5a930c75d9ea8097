;;; Lowering of characters: immediates of the kind `character`, code point above the low byte.
(define-library (compiler back lower characters)
  (export character-lowerings check-character! code-point->character character->code-point)
  (import (scheme base) (compiler ir flow) (compiler ir operations) (compiler back lower emit) (compiler back lower kinds)
          (compiler back lower numbers))
  (begin
    (define payload-shift 8)

    (define (check-character! name index operand)
      (if (not (and (literal? operand) (char? (literal-datum operand))))
          (check! 'eq (emit word-and 'word operand 255) character-bits (type-failure name index operand))))

    ;; Raw words on one side, tagged characters on the other.
    (define (code-point->character word)
      (emit word-add 'value (emit word-shl 'word word payload-shift) character-bits))

    (define (character->code-point character)
      (if (and (literal? character) (char? (literal-datum character)))
          (char->integer (literal-datum character))
          (emit word-shr 'word character payload-shift)))

    (define (lower-char->integer name operands)
      (check-character! name 0 (car operands))
      (emit word-and 'value (emit word-shr 'word (car operands) (- payload-shift fixnum-shift)) fixnum-mask))

    (define (lower-unchecked name operands)
      (emit word-add 'value
            (emit word-shl 'word (fixnum-bits (car operands)) (- payload-shift fixnum-shift))
            character-bits))

    ;; Code points end at #x10FFFF and have a hole, the surrogates, at #xD800 to #xDFFF.
    (define (lower-integer->char name operands)
      (let* ((code (car operands))
             (fail (range-failure name 0 code))
             (one (+ tag-mask 1)))
        (check-fixnum! name 0 code)
        (check! 'ule (fixnum-bits code) (* one #x10FFFF) fail)
        (check! 'uge (emit word-sub 'word (fixnum-bits code) (* one #xD800)) (* one #x800) fail)
        (lower-unchecked name operands)))

    (define (test-characters condition)
      (lambda (name operands then else)
        (check-character! name 0 (car operands))
        (check-character! name 1 (cadr operands))
        (branch! condition (car operands) (cadr operands) then else)))

    (define character-lowerings
      (list
       (list 'char->integer 'value lower-char->integer)
       (list 'integer->char 'value lower-integer->char)
       (list '%integer->char 'value lower-unchecked)
       (list 'char=? 'test (test-characters 'eq))
       (list 'char<? 'test (test-characters 'ult))
       (list 'char>? 'test (test-characters 'ugt))
       (list 'char<=? 'test (test-characters 'ule))
       (list 'char>=? 'test (test-characters 'uge))))))
