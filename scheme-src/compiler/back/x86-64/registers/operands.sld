;;; Operands of one instruction: virtuals to registers before it, what is dead out of them after it.
;;;
;;; The order is always the same: load-operands! brings what must be in registers there; concrete turns operands into what the
;;; encoder wants; settle-uses! then tells the state what is not used again, so that a result may take its register;
;;; define-result! puts the result where the instruction leaves it.
(define-library (compiler back x86-64 registers operands)
  (export load! load-operands! operand-registers concrete settle-uses! dies? next-use define-result! result-operand)
  (import (scheme base) (compiler ir mach) (compiler back x86-64 operand) (compiler back x86-64 moves)
          (compiler back x86-64 liveness) (compiler back x86-64 registers state))
  (begin
    ;; Loads what must be in registers. The flexible operand stays in its slot if it is not needed soon after.
    (define (load-operands! a instruction operands flexible)
      (let loop ((operands operands) (index 0) (avoid (operand-registers instruction)))
        (if (pair? operands)
            (let ((operand (car operands)))
              (define (with virtual avoid) (cons (load! a virtual avoid) avoid))
              (loop (cdr operands) (+ index 1)
                    (cond ((virtual? operand)
                           (if (and (eqv? index flexible) (stays-in-slot? instruction operand))
                               avoid
                               (with operand avoid)))
                          ((view? operand) (with (view-virtual operand) avoid))
                          ((memory? operand)
                           (let* ((base (memory-base operand)) (index (memory-index operand))
                                  (avoid (if (virtual? base) (with base avoid) avoid)))
                             (if (virtual? index) (with index avoid) avoid)))
                          (else avoid)))))))

    ;; (load! a virtual avoid) -> the register that holds it now.
    (define (load! a virtual avoid)
      (or (virtual-register virtual)
          (let ((register (take-register! a virtual avoid)))
            (put-in-register! a virtual register)
            (emit-move! (emitter a) (register-location virtual) (slot-location (virtual-slot virtual)))
            register)))

    ;; Registers of the same class that the instruction's operands are in now.
    (define (operand-registers instruction)
      (let ((found '()))
        (mach-uses (lambda (virtual)
                     (if (virtual-register virtual) (set! found (cons (virtual-register virtual) found))))
                   instruction)
        found))

    (define (stays-in-slot? instruction virtual)
      (and (not (virtual-register virtual))
           (let ((next (next-use instruction virtual)))
             (or (not next) (> (- next (virtual-next virtual)) 30)))))

    ;; The operand as the encoder wants it.
    (define (concrete operand)
      (cond ((virtual? operand)
             (cond ((not (virtual-register operand)) (slot-memory (virtual-slot operand)))
                   ((virtual-double? operand) (double-register (virtual-register operand)))
                   (else (general-register (virtual-register operand)))))
            ((view? operand) (narrow (virtual-register (view-virtual operand)) (view-bytes operand)))
            ((memory? operand)
             (let ((base (memory-base operand)) (index (memory-index operand)))
               (if (or (virtual? base) (virtual? index))
                   (make-memory (memory-size operand)
                                (if (virtual? base) (virtual-register base) base)
                                (if (virtual? index) (virtual-register index) index)
                                (memory-scale operand) (memory-displacement operand) (memory-link operand))
                   operand)))
            (else operand)))

    (define (narrow register bytes)
      (case bytes
        ((1) (byte-register register))
        ((2) (half-register register))
        ((4) (narrow-register register))
        (else (general-register register))))

    ;; After the instruction has read its operands: what is not used again is gone.
    (define (settle-uses! a instruction)
      (for-each (lambda (entry)
                  (if (cdr entry)
                      (virtual-next-set! (car entry) (cdr entry))
                      (kill! a (car entry))))
                (mach-next instruction)))

    (define (dies? instruction virtual) (not (next-use instruction virtual)))
    (define (next-use instruction virtual) (cdr (assq virtual (mach-next instruction))))

    (define (define-result! a instruction register)
      (let ((result (mach-result instruction)))
        (virtual-slot-set! result #f)
        (virtual-next-set! result (mach-result-next instruction))
        (put-in-register! a result register)
        (if (not (mach-result-next instruction)) (kill! a result))))

    (define (result-operand instruction)
      (let ((result (mach-result instruction)))
        (if (virtual-double? result)
            (lambda (register) (double-register register))
            (lambda (register) (narrow register (mach-bytes instruction))))))))
