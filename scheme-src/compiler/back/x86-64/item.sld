;;; What register allocation gives to the assembler: a list of items.
;;;
;;;   (mnemonic operand …)     an instruction
;;;   place                    a jump target stands here
;;;   $jump condition place    a jump, short or long; condition: a condition code as a symbol (e ne l …), #f: always
;;;   $mark …                  a return point: a `nop` whose displacement finds the return record
;;;   exact integer            the code of this source begins, see (compiler ir source)
;;;
;;; And the constants that every part of the back end loads alike.
(define-library (compiler back x86-64 item)
  (export make-allocated allocated-label allocated-name allocated-source allocated-arities allocated-captured
          allocated-literals allocated-items allocated-clauses
          make-jump jump-item? jump-condition jump-place
          make-mark mark? mark-frame-words mark-live-slots mark-register-mask mark-values-place mark-source mark-origins
          immediate-bits singleton-bits constant->instruction)
  (import (scheme base) (machine layout) (compiler back x86-64 operand) (compiler back x86-64 encoder))
  (begin
    (define-record-type $allocated
      (make-allocated label name source arities captured literals items clauses)
      allocated?
      (label allocated-label)               ; label, or the symbol that names a stub
      (name allocated-name)
      (source allocated-source)
      (arities allocated-arities)           ; list of (required . rest?), see essential-arities of (compiler analysis clauses)
      (captured allocated-captured)
      (literals allocated-literals)         ; list of (target kind . target)
      (items allocated-items)
      (clauses allocated-clauses))          ; the places where their bodies begin

    (define-record-type $jump (make-jump condition place) jump-item?
      (condition jump-condition)
      (place jump-place))

    (define-record-type $mark (make-mark frame-words live-slots register-mask values-place source origins) mark?
      (frame-words mark-frame-words)
      (live-slots mark-live-slots)
      (register-mask mark-register-mask)
      (values-place mark-values-place)      ; place, any or #f
      (source mark-source)
      (origins mark-origins))               ; list of (slot . origin), see (compiler ir flow)

    (define immediate-tag (layout-number 'tags 'immediate))
    (define (immediate kind payload)
      (+ (* 256 payload) (* 8 (layout-number 'immediate-kinds kind)) immediate-tag))
    (define (singleton name) (immediate 'singleton (layout-number 'singletons name)))
    (define false-bits (singleton 'false))
    (define true-bits (singleton 'true))
    (define null-bits (singleton 'null))
    (define eof-bits (singleton 'eof))

    ;; (immediate-bits datum) -> the word of an immediate value, or #f: it is an object.
    (define (immediate-bits datum)
      (cond ((exact-integer? datum)
             (and (<= -1152921504606846976 datum 1152921504606846975) (* 8 datum)))
            ((char? datum) (immediate 'character (char->integer datum)))
            ((eq? datum #f) false-bits)
            ((eq? datum #t) true-bits)
            ((null? datum) null-bits)
            ((eof-object? datum) eof-bits)
            (else #f)))

    ;; (singleton-bits name) -> the word of that singleton of the layout, or #f: there is none.
    (define (singleton-bits name)
      (and (assq name (layout-section 'singletons)) (singleton name)))

    (define op-mov (mnemonic-named 'mov))

    ;; (constant->instruction number constant) -> the instruction that loads an exact integer (64 bits) or a link into the
    ;; general register of that number. It leaves the flags alone.
    (define (constant->instruction number constant)
      (cond ((exact-integer? constant)
             (if (<= 0 constant 4294967295)
                 (list op-mov (narrow-register number) constant)
                 (list op-mov (general-register number) constant)))
            ((eq? (link-kind constant) 'literal)
             (list op-mov (general-register number) (make-memory 8 'rip #f 1 0 constant)))
            (else (list op-mov (narrow-register number) constant))))))
