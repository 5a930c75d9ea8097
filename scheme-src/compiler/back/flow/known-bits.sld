;;; Known bits: the low bits of temporaries, as far as they are known.
;;;
;;; Bits are an integer 256 * k + b: the lowest k bits, k from 0 to 8, are those of b; 0 when nothing is known. Three
;;; known bits are a tag; eight tell characters. Plus 65536 when the upper 32 bits of a word are known to be zero. They stand
;;; in the mark slot of temporaries, #f for 0.
(define-library (compiler back flow known-bits)
  (export small-bits? operand-bits set-known-bits! instruction-bits overflow-bits tag-bits-of flonum-bits meet-bits known-count known-low
          known-tag same-operand? assume-bits! immediate-bits)
  (import (scheme base) (machine layout) (compiler ir closed) (compiler ir core) (compiler ir flow) (compiler ir operations))
  (begin
    (define tag-width (layout-value 'tag-bits))
    (define tag-limit (expt 2 tag-width))
    (define pair-tag (layout-number 'tags 'pair))
    (define flonum-tag (layout-number 'tags 'flonum))
    (define procedure-tag (layout-number 'tags 'procedure))
    (define object-tag (layout-number 'tags 'object))
    (define immediate-tag (layout-number 'tags 'immediate))

    (define (make-bits count low) (+ (* 256 count) low))
    (define (known-count bits) (quotient (remainder bits 65536) 256))
    (define (known-low bits) (remainder bits 256))

    (define small 65536)
    (define (small-bits? bits) (>= bits small))

    (define (tag-bits-of tag) (make-bits tag-width tag))
    (define flonum-bits (tag-bits-of flonum-tag))

    (define powers #(1 2 4 8 16 32 64 128 256))
    (define (power count) (vector-ref powers count))

    ;; What both say.
    (define (meet-bits a b)
      (let ((size (if (and (small-bits? a) (small-bits? b)) small 0)))
        (let loop ((count (min (known-count a) (known-count b))))
          (if (= count 0)
              size
              (let ((low (modulo (known-low a) (power count))))
                (if (= low (modulo (known-low b) (power count)))
                    (+ size (make-bits count low))
                    (loop (- count 1))))))))

    (define (set-known-bits! temporary bits)
      (if (> bits 0) (set-temporary-mark! temporary bits)))

    ;; (known-tag operand) -> a primary tag or #f.
    (define (known-tag operand)
      (let ((bits (operand-bits operand)))
        (and (>= (known-count bits) tag-width)
             (modulo (known-low bits) tag-limit))))

    (define (operand-bits operand)
      (cond ((temporary? operand) (or (temporary-mark operand) 0))
            ((exact-integer? operand)
             (+ (if (<= 0 operand 4294967295) small 0) (make-bits 8 (modulo operand 256))))
            ((literal? operand) (datum-bits (literal-datum operand)))
            ((label? operand) (tag-bits-of procedure-tag))
            ((global? operand) (tag-bits-of object-tag))
            ((builtin? operand)
             (if (memq (builtin-name operand) '(unspecified default unassigned deleted))
                 (make-bits 8 (immediate-bits 'singleton))
                 (tag-bits-of object-tag)))
            (else 0)))

    (define (immediate-bits kind) (+ (* tag-limit (layout-number 'immediate-kinds kind)) immediate-tag))

    (define (datum-bits datum)
      (cond ((exact-integer? datum)
             (if (and (<= (- (expt 2 60)) datum) (< datum (expt 2 60)))
                 (make-bits 8 (modulo (* tag-limit datum) 256))
                 (tag-bits-of object-tag)))
            ((char? datum) (make-bits 8 (immediate-bits 'character)))
            ((or (boolean? datum) (null? datum) (eof-object? datum)) (make-bits 8 (immediate-bits 'singleton)))
            ((pair? datum) (tag-bits-of pair-tag))
            ((and (number? datum) (inexact? datum) (real? datum)) flonum-bits)
            ((or (symbol? datum) (string? datum) (vector? datum) (bytevector? datum) (static-descriptor? datum))
             (tag-bits-of object-tag))
            (else 0)))

    ;; (instruction-bits instruction) -> what is known of its result.
    (define (instruction-bits instruction)
      (let ((operation (instruction-operation instruction))
            (operands (instruction-operands instruction)))
        (cond
         ((eq? operation word-shl) (shifted-bits (operand-bits (car operands)) (cadr operands)))
         ((or (eq? operation load8) (eq? operation load16) (eq? operation load32) (eq? operation load32-fixed)
              (eq? operation word-length))
          small)
         ((eq? operation word-shr)
          (if (or (small-bits? (operand-bits (car operands)))
                  (and (exact-integer? (cadr operands)) (>= (cadr operands) 32)))
              small
              0))
         ((eq? operation word-and) (and-bits (operand-bits (car operands)) (operand-bits (cadr operands))))
         ((or (eq? operation word-add) (eq? operation word-sub) (eq? operation word-or) (eq? operation word-xor)
              (eq? operation word-mul))
          (combined-bits operation (operand-bits (car operands)) (operand-bits (cadr operands))))
         ((eq? operation copy) (operand-bits (car operands)))
         ((eq? operation word-remainder)
          (if (and (eqv? (known-tag (car operands)) 0) (eqv? (known-tag (cadr operands)) 0)) (tag-bits-of 0) 0))
         (else 0))))

    ;; (overflow-bits branch-overflow) -> what is known of its result.
    (define (overflow-bits terminator)
      (combined-bits (branch-overflow-operation terminator)
                     (operand-bits (branch-overflow-left terminator)) (operand-bits (branch-overflow-right terminator))))

    (define (shifted-bits bits count)
      (if (exact-integer? count)
          (let ((known (min 8 (+ count (known-count bits)))))
            (make-bits known (modulo (* (known-low bits) (power (min count 8))) (power known))))
          0))

    ;; Zeros of either side are zeros of the result.
    (define (and-bits a b)
      (if (or (small-bits? a) (small-bits? b))
          (+ small (and-low-bits a b))
          (and-low-bits a b)))

    (define (and-low-bits a b)
      (let loop ((count 0) (low 0))
        (if (= count 8)
            (make-bits count low)
            (let ((bit-a (bit-of a count)) (bit-b (bit-of b count)))
              (cond ((or (eqv? bit-a 0) (eqv? bit-b 0)) (loop (+ count 1) low))
                    ((and bit-a bit-b) (loop (+ count 1) (+ low (power count))))
                    (else (make-bits count low)))))))

    ;; 0, 1, or #f when not known.
    (define (bit-of bits index)
      (and (< index (known-count bits))
           (modulo (quotient (known-low bits) (power index)) 2)))

    (define (combined-bits operation a b)
      (let* ((count (min (known-count a) (known-count b)))
             (limit (power count))
             (low-a (modulo (known-low a) limit))
             (low-b (modulo (known-low b) limit)))
        (cond ((eq? operation word-add) (make-bits count (modulo (+ low-a low-b) limit)))
              ((eq? operation word-sub) (make-bits count (modulo (- low-a low-b) limit)))
              ((eq? operation word-mul)
               ;; zeros at the end of one side are enough
               (let ((zeros (max (trailing-zeros a) (trailing-zeros b))))
                 (make-bits zeros 0)))
              (else (bitwise-bits operation count low-a low-b)))))

    (define (trailing-zeros bits)
      (let loop ((count 0))
        (if (eqv? (bit-of bits count) 0) (loop (+ count 1)) count)))

    (define (bitwise-bits operation count a b)
      (let loop ((index 0) (low 0))
        (if (= index count)
            (make-bits count low)
            (let ((bit-a (modulo (quotient a (power index)) 2))
                  (bit-b (modulo (quotient b (power index)) 2)))
              (loop (+ index 1)
                    (if (if (eq? operation word-or)
                            (= 1 (max bit-a bit-b))
                            (not (= bit-a bit-b)))
                        (+ low (power index))
                        low))))))

    ;; (assume-bits! condition left right true? learn!): (learn! temporary bits) for what a condition says of bits.
    (define (assume-bits! condition left right true? learn!)
      (if (temporary? left)
          (case condition
            ((tag-is) (if true? (learn! left (tag-bits-of right))))
            ((bits-clear) (if (and true? (eqv? right (- tag-limit 1))) (assume-zero-tag! left learn!)))
            ((bits-set) (if (and (not true?) (eqv? right (- tag-limit 1))) (assume-zero-tag! left learn!)))
            ((eq) (if true? (assume-equal! left right learn!)))
            ((ne) (if (not true?) (assume-equal! left right learn!))))))

    ;; The tag bits of it are 0: so are those of what it was or-ed from.
    (define (assume-zero-tag! operand learn!)
      (if (temporary? operand)
          (let ((definition (temporary-definition operand)))
            (learn! operand (tag-bits-of 0))
            (if (and definition (eq? (instruction-operation definition) word-or))
                (for-each (lambda (part) (assume-zero-tag! part learn!)) (instruction-operands definition))))))

    (define (assume-equal! left right learn!)
      (let ((bits (operand-bits right))
            (definition (temporary-definition left)))
        (if (> bits 0) (learn! left bits))
        (if (and definition (eq? (instruction-operation definition) word-and)
                 (eqv? (cadr (instruction-operands definition)) 255)
                 (temporary? (car (instruction-operands definition)))
                 (exact-integer? right))
            (learn! (car (instruction-operands definition)) (make-bits 8 (modulo right 256))))))

    ;; Are two operands surely the same?
    (define (same-operand? a b)
      (or (eqv? a b)
          (and (literal? a) (literal? b)
               (let ((x (literal-datum a)) (y (literal-datum b)))
                 (or (eq? x y)
                     (and (or (exact-integer? x) (char? x)) (eqv? x y)))))
          (and (builtin? a) (builtin? b) (eq? (builtin-name a) (builtin-name b)))))))
