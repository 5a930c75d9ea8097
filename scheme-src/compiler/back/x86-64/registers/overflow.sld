;;; Sums and differences that jump when they overflow.
;;;
;;; The way of the overflow goes on with the first operand, which the sum has overwritten. To keep it, every counting loop would store
;;; it in a slot; but the sum, taken modulo 2^64, can be undone:
;;;
;;;   add rdx,8            sub rdx,8          the register has the operand again
;;;   jo  overflow         jmp slow
;;;   …           overflow (behind the procedure)
;;;
;;; So it is done when the first operand is in a register and nowhere else, the second one stays where it is, and only the cold way goes
;;; on with the first one. Otherwise the instruction is an update like others, with a conditional jump behind it.
(define-library (compiler back x86-64 registers overflow)
  (export allocate-overflow!)
  (import (scheme base) (compiler ir mach) (compiler back x86-64 encoder) (compiler back x86-64 item)
          (compiler back x86-64 operand) (compiler back x86-64 liveness)
          (compiler back x86-64 registers state) (compiler back x86-64 registers operands)
          (compiler back x86-64 registers instructions) (compiler back x86-64 registers edges))
  (begin
    ;; (allocate-overflow! a terminator): the terminator's instruction, its jump and both ways.
    (define (allocate-overflow! a terminator)
      (if (undoable? terminator)
          (allocate-undoable! a terminator)
          (begin
            (allocate-update! a (mach-overflow-instruction terminator))
            (emit-branches! a (list (cons 'o (mach-overflow-else terminator))) (mach-overflow-then terminator)))))

    (define op-add (mnemonic-named 'add))
    (define op-sub (mnemonic-named 'sub))

    ;; The mnemonic that undoes it, or #f.
    (define (inverse mnemonic)
      (cond ((eq? mnemonic op-add) op-sub)
            ((eq? mnemonic op-sub) op-add)
            (else #f)))

    (define (undoable? terminator)
      (let* ((instruction (mach-overflow-instruction terminator))
             (first (car (mach-operands instruction)))
             (second (cadr (mach-operands instruction))))
        (and (inverse (mach-mnemonic instruction))
             (mach-block-cold? (mach-overflow-else terminator))
             (virtual? first)
             (virtual-register first)
             (not (virtual-slot first))
             (not (dies? instruction first))
             (not (assq first (mach-block-live (mach-overflow-then terminator))))
             (or (exact-integer? second)
                 (and (virtual? second)
                      (not (eq? second first))
                      (virtual-register second)
                      (not (dies? instruction second)))))))

    (define (allocate-undoable! a terminator)
      (let* ((instruction (mach-overflow-instruction terminator))
             (first (car (mach-operands instruction)))
             (register (virtual-register first))
             (wide ((result-operand instruction) register))
             (second (concrete (cadr (mach-operands instruction))))
             (place (make-place 'overflow)))
        (emit! a (list (mach-mnemonic instruction) wide second))
        (emit! a (make-jump 'o place))
        (settle-uses! a instruction)
        (emit-way! a place (list (list (inverse (mach-mnemonic instruction)) wide second)) (mach-overflow-else terminator))
        (kill! a first)
        (define-result! a instruction register)
        (emit-branches! a '() (mach-overflow-then terminator))))))
