;;; Operands of machine instructions: registers, memory, links and places. Immediate operands are exact integers.
;;;
;;;   register   kind (r8 r16 r32 r64 x) and number 0 to 15; each exists once, so eq? compares them
;;;   memory     size in bytes (#f: irrelevant, for lea) and the address base + index*scale + displacement (+ link).
;;;              base and index: register numbers or #f; base `rip`: relative to the end of the instruction
;;;   link       what only the placer of the code knows: an address or value, see relocations in (compiler back code).
;;;              It stands for an immediate, a displacement or the target of a call. kind `literal` means literal slot number
;;;              `object` of the code object itself, and is resolved by the assembler
;;;   place      a local jump target
;;;
;;; Before register allocation a `virtual` may stand where a register is wanted: see (compiler ir mach).
(define-library (compiler back x86-64 operand)
  (export register? register-kind register-number
          byte-register half-register narrow-register general-register double-register
          make-memory memory? memory-size memory-base memory-index memory-scale memory-displacement memory-link
          make-link link? link-kind link-object link-addend
          make-place place? place-offset place-offset-set! place-name place-alias-set!)
  (import (scheme base))
  (begin
    (define-record-type $register (make-register kind number) register?
      (kind register-kind)
      (number register-number))

    (define (register-file kind)
      (let ((registers (make-vector 16 #f)))
        (do ((i 0 (+ i 1))) ((= i 16) registers)
          (vector-set! registers i (make-register kind i)))))

    (define byte-registers (register-file 'r8))
    (define half-registers (register-file 'r16))
    (define narrow-registers (register-file 'r32))
    (define general-registers (register-file 'r64))
    (define double-registers (register-file 'x))

    ;; (K-register number) -> the register: 8, 16, 32, 64 bits, xmm.
    (define (byte-register number) (vector-ref byte-registers number))
    (define (half-register number) (vector-ref half-registers number))
    (define (narrow-register number) (vector-ref narrow-registers number))
    (define (general-register number) (vector-ref general-registers number))
    (define (double-register number) (vector-ref double-registers number))

    (define-record-type $memory (make-memory size base index scale displacement link) memory?
      (size memory-size)
      (base memory-base)
      (index memory-index)
      (scale memory-scale)
      (displacement memory-displacement)
      (link memory-link))

    (define-record-type $link (make-link kind object addend) link?
      (kind link-kind)
      (object link-object)
      (addend link-addend))

    (define-record-type $place (new-place name own-offset) place?
      (name place-name)
      (own-offset place-own-offset place-offset-set!))   ; what the assembler sets, or another place
    ;; (make-place name) -> a jump target not yet placed.
    (define (make-place name) (new-place name #f))
    ;; (place-alias-set! place other): the place stands where the other one stands.
    (define (place-alias-set! place other) (place-offset-set! place other))
    (define (place-offset place)
      (let ((offset (place-own-offset place)))
        (if (place? offset) (place-offset offset) offset)))))
