;;; Allocate registers: Mach to items with machine registers and frame slots, in one walk over the blocks.
;;;
;;; Each block begins in a known *state*: for every live virtual the register that holds it, the frame slot that holds it, or
;;; both. The walk keeps the state up to date instruction by instruction. A value that is needed gets a register; if none is
;;; free, the one whose value is needed last is taken, and that value goes to a slot. A call destroys all registers: what
;;; lives across it is stored to slots first (once: a value never changes, so a slot stays good), and is loaded again
;;; when needed. The first way to reach a block decides its state; later ways move things about (a parallel move on the edge)
;;; until they agree. Hot blocks come before cold ones, so hot code decides and cold code pays: what lives around a
;;; call in a cold block is saved and reloaded there.
;;;
;;; A slot is free again as soon as its value is dead, so the slots occupied at a call are exactly what the collector may see,
;;; and the frame at the call is as small as it can be: from slot 0 to the highest one occupied.
;;;
;;; Heads of loops drop values from registers that are not needed before a call or inside the loop.
;;;
;;; Input  Mach
;;; Output items (see item)
;;;
;;; Source: the state at edges after Traub, Holloway, Smith, Quality and speed in linear-scan register allocation;
;;; eviction after Belady. Does not: split blocks by frequency, move stores out of loops.
(define-library (compiler back x86-64 registers)
  (export allocate-registers)
  (import (scheme base) (machine layout) (compiler ir mach) (compiler ir flow) (compiler ir closed)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item)
          (compiler back x86-64 moves) (compiler back x86-64 liveness) (compiler back x86-64 template))
  (begin
    ;; (allocate-registers mach-procedure) -> $allocated: the items, ready for the assembler.
    (define (allocate-registers procedure)
      (analyse-liveness! procedure)
      (let* ((a (new-allocation))
             (clauses (map (lambda (entry) (make-place 'clause)) (mach-procedure-entries procedure))))
        (for-each set-entry-state! (mach-procedure-entries procedure))
        (emit-dispatch! a (mach-procedure-entries procedure) clauses)
        (for-each (lambda (entry place) (emit-prologue! a procedure entry place))
                  (mach-procedure-entries procedure) clauses)
        (allocate-blocks! a (mach-procedure-blocks procedure))
        (make-allocated
         (mach-procedure-label procedure) (mach-procedure-name procedure) (mach-procedure-source procedure)
         (map (lambda (entry) (cons (mach-entry-required entry) (mach-entry-rest? entry)))
              (mach-procedure-entries procedure))
         (mach-procedure-captured procedure) (mach-procedure-literals procedure)
         (append-reverse (allocation-items a) (reverse (allocation-slow a)))
         clauses)))

    (define-record-type $allocation
      (make-allocation general doubles slots slot-limit items slow source exit position)
      allocation?
      (general allocation-general)                      ; vector: virtual in each general register, or #f
      (doubles allocation-doubles)
      (slots allocation-slots allocation-slots-set!)    ; vector: virtual in each frame slot, or #f
      (slot-limit allocation-slot-limit allocation-slot-limit-set!) ; all slots from here on are free
      (items allocation-items allocation-items-set!)    ; last one first
      (slow allocation-slow allocation-slow-set!)       ; items behind the procedure, last one first
      (source allocation-source allocation-source-set!)
      (position allocation-position allocation-position-set!) ; of the instruction at work, as distances count
      (exit allocation-exit allocation-exit-set!))      ; place of the edge to the else block, when an exit made one

    (define (new-allocation)
      (make-allocation (make-vector 16 #f) (make-vector 16 #f) (make-vector 16 #f) 0 '() '() #f #f 0))

    (define (append-reverse list tail)
      (if (null? list) tail (append-reverse (cdr list) (cons (car list) tail))))

    (define (emit! a item) (allocation-items-set! a (cons item (allocation-items a))))
    (define (emitter a) (lambda (item) (emit! a item)))
    (define (emit-slow! a item) (allocation-slow-set! a (cons item (allocation-slow a))))

    ;;; Mnemonics and registers.

    (define op-mov (mnemonic-named 'mov))
    (define op-lea (mnemonic-named 'lea))
    (define op-add (mnemonic-named 'add))
    (define op-sub (mnemonic-named 'sub))
    (define op-and (mnemonic-named 'and))
    (define op-or (mnemonic-named 'or))
    (define op-xor (mnemonic-named 'xor))
    (define op-imul (mnemonic-named 'imul))
    (define op-addsd (mnemonic-named 'addsd))
    (define op-mulsd (mnemonic-named 'mulsd))
    (define op-cmp (mnemonic-named 'cmp))
    (define op-test (mnemonic-named 'test))
    (define op-call (mnemonic-named 'call))
    (define op-jmp (mnemonic-named 'jmp))
    (define op-ret (mnemonic-named 'ret))
    (define op-int3 (mnemonic-named 'int3))
    (define (commutative? mnemonic) (memq mnemonic (list op-add op-and op-or op-xor op-imul op-addsd op-mulsd)))

    (define argument-registers (layout-section 'argument-registers))
    (define argument-register-count (length argument-registers))
    (define result-register (car argument-registers))
    (define count-register (layout-value 'count-register))
    (define procedure-register (layout-value 'procedure-register))
    (define register-file-register (layout-value 'register-file-register))
    (define allocation-register (layout-value 'allocation-register))
    (define stack-register (layout-value 'stack-register))
    (define scratch-register (layout-value 'scratch-register))

    (define stack-pointer (general-register stack-register))
    (define scratch (general-register scratch-register))
    (define heap-pointer (general-register allocation-register))
    (define (register-file-slot name)
      (make-memory 8 register-file-register #f 1 (* 8 (layout-number 'register-file name)) #f))
    (define allocation-limit-memory (register-file-slot 'allocation-limit))
    (define stack-limit-memory (register-file-slot 'stack-limit))

    ;; In the order in which free registers are taken when there is no better reason.
    (define general-order '(12 13 14 10 9 8 7 3 2 0 6 1))
    (define double-order '(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14))

    ;;; The state: registers.

    (define (register-vector a virtual)
      (if (virtual-double? virtual) (allocation-doubles a) (allocation-general a)))

    (define (put-in-register! a virtual register)
      (virtual-register-set! virtual register)
      (virtual-last-set! virtual register)
      (vector-set! (register-vector a virtual) register virtual))

    (define (leave-register! a virtual)
      (if (virtual-register virtual)
          (begin
            (vector-set! (register-vector a virtual) (virtual-register virtual) #f)
            (virtual-register-set! virtual #f))))

    ;; (free-register a virtual avoid) -> a free register for it that is not in the list, or #f.
    (define (free-register a virtual avoid)
      (let* ((registers (register-vector a virtual))
             (double? (virtual-double? virtual))
             (hint (hinted-register virtual 4)))
        (define (free? register) (and (not (vector-ref registers register)) (not (memv register avoid))))
        (define (allocatable? register) (memv register (if double? double-order general-order)))
        (cond ((and hint (allocatable? hint) (free? hint)) hint)
              ((and (virtual-last virtual) (free? (virtual-last virtual))) (virtual-last virtual))
              (else
               (let loop ((order (if double? double-order general-order)))
                 (cond ((null? order) #f)
                       ((free? (car order)) (car order))
                       (else (loop (cdr order)))))))))

    (define (hinted-register virtual depth)
      (let ((hint (virtual-hint virtual)))
        (cond ((or (not hint) (= depth 0)) #f)
              ((virtual? hint)
               (and (eq? (virtual-double? hint) (virtual-double? virtual))
                    (or (virtual-last hint) (hinted-register hint (- depth 1)))))
              (else (if (virtual-double? virtual) #f hint)))))

    ;; (take-register! a virtual avoid) -> a register for it, by eviction if need be. It is not put there yet.
    (define (take-register! a virtual avoid)
      (or (free-register a virtual avoid)
          (let ((registers (register-vector a virtual)))
            (let loop ((order (if (virtual-double? virtual) double-order general-order)) (best #f) (farthest -1))
              (cond ((null? order)
                     (if (not best) (error "registers: none left"))
                     (evict! a (vector-ref registers best))
                     best)
                    ((memv (car order) avoid) (loop (cdr order) best farthest))
                    (else
                     (let ((next (or (virtual-next (vector-ref registers (car order))) 1000000000)))
                       (if (> next farthest)
                           (loop (cdr order) (car order) next)
                           (loop (cdr order) best farthest)))))))))

    (define (evict! a virtual)
      (save! a virtual)
      (leave-register! a virtual))

    ;;; The state: slots.

    (define (occupy-slot! a virtual slot)
      (let ((slots (allocation-slots a)))
        (if (>= slot (vector-length slots))
            (let ((larger (make-vector (* 2 (+ slot 1)) #f)))
              (vector-copy! larger 0 slots)
              (allocation-slots-set! a larger)))
        (vector-set! (allocation-slots a) slot virtual)
        (virtual-slot-set! virtual slot)
        (if (>= slot (allocation-slot-limit a)) (allocation-slot-limit-set! a (+ slot 1)))))

    (define (leave-slot! a virtual)
      (if (virtual-slot virtual)
          (begin
            (vector-set! (allocation-slots a) (virtual-slot virtual) #f)
            (virtual-slot-set! virtual #f)
            (let loop ((limit (allocation-slot-limit a)))
              (if (and (> limit 0) (not (vector-ref (allocation-slots a) (- limit 1))))
                  (loop (- limit 1))
                  (allocation-slot-limit-set! a limit))))))

    (define (free-slot a)
      (let ((slots (allocation-slots a)) (limit (allocation-slot-limit a)))
        (let loop ((slot 0))
          (if (and (< slot limit) (vector-ref slots slot))
              (loop (+ slot 1))
              slot))))

    ;; Makes sure that the virtual is in a slot.
    (define (save! a virtual)
      (if (not (virtual-slot virtual))
          (begin
            (occupy-slot! a virtual (free-slot a))
            (emit-move! (emitter a) (slot-location (virtual-slot virtual)) (register-location virtual)))))

    (define (register-location virtual)
      (if (virtual-double? virtual)
          (double-location (virtual-register virtual))
          (virtual-register virtual)))

    ;; Where the virtual is: its register, else its slot.
    (define (location virtual)
      (if (virtual-register virtual)
          (register-location virtual)
          (slot-location (virtual-slot virtual))))

    (define (kill! a virtual)
      (leave-register! a virtual)
      (leave-slot! a virtual))

    ;; Ascending list of the slots below the limit that hold values.
    (define (value-slots a limit)
      (let loop ((slot (- limit 1)) (found '()))
        (if (< slot 0)
            found
            (let ((virtual (vector-ref (allocation-slots a) slot)))
              (loop (- slot 1)
                    (if (and virtual (eq? (virtual-kind virtual) 'value)) (cons slot found) found))))))

    ;;; Operands.

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

    (define (next-use instruction virtual) (cdr (assq virtual (mach-next instruction))))

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
            (lambda (register) (narrow register (mach-bytes instruction))))))

    ;;; Instructions.

    (define (allocate-instruction! a instruction)
      (if (and (mach-source instruction) (not (eqv? (mach-source instruction) (allocation-source a))))
          (begin
            (allocation-source-set! a (mach-source instruction))
            (emit! a (mach-source instruction))))
      (case (mach-shape instruction)
        ((plain) (allocate-plain! a instruction))
        ((update add) (allocate-update! a instruction))
        ((copy) (allocate-copy! a instruction))
        ((constant)
         (let ((register (take-register! a (mach-result instruction) '())))
           (emit-constant! (emitter a) register (car (mach-operands instruction)))
           (define-result! a instruction register)))
        ((call) (allocate-call! a instruction))
        ((allocate) (allocate-allocate! a instruction))
        ((shift) (allocate-shift! a instruction))
        ((fixed) (allocate-fixed! a instruction))
        ((poll) (emit-stack-check! a))
        ((exit)
         (let ((place (make-place 'exit)))
           (allocation-exit-set! a place)
           (emit! a (make-jump (mach-mnemonic instruction) place))))
        (else (error "registers: no such shape" (mach-shape instruction)))))

    (define (allocate-plain! a instruction)
      (load-operands! a instruction (mach-operands instruction) (mach-flexible instruction))
      (let ((operands (map concrete (mach-operands instruction))))
        (settle-uses! a instruction)
        (if (mach-result instruction)
            (let ((register (take-register! a (mach-result instruction) '())))
              (emit! a (cons (mach-mnemonic instruction) (cons ((result-operand instruction) register) operands)))
              (define-result! a instruction register))
            (emit! a (cons (mach-mnemonic instruction) operands)))))

    ;; Two-address instructions. The first operand's register becomes the result's if the operand dies here or can wait in a
    ;; slot; for sums that set no wanted flags, lea writes the result elsewhere.
    (define (allocate-update! a instruction)
      (let* ((operands (mach-operands instruction))
             (swap? (and (pair? (cdr operands))
                         (virtual? (cadr operands))
                         (not (dies? instruction (car operands)))
                         (dies? instruction (cadr operands))
                         (commutative? (mach-mnemonic instruction))))
             (first (if swap? (cadr operands) (car operands)))
             (rest (if swap? (list (car operands)) (cdr operands))))
        (load-operands! a instruction (cons #f rest) (mach-flexible instruction))
        (let* ((result (mach-result instruction))
               (same? (and (pair? rest) (eq? (car rest) first)))
               (avoid (if (and (pair? rest) (virtual? (car rest)) (virtual-register (car rest)))
                          (list (virtual-register (car rest)))
                          '()))
               (wide (result-operand instruction)))
          (if (and (virtual-register first)
                   (or (dies? instruction first)
                       (and (needed-late? instruction first) (not same?))))
              (let ((register (virtual-register first)) (concretes (map concrete rest)))
                (if (not (dies? instruction first)) (evict! a first))
                (settle-uses! a instruction)
                (let ((wanted (and (eq? (mach-shape instruction) 'add) (lea-able? rest)
                                   (hinted-register result 4))))
                  (if (and wanted (not (= wanted register)) (memv wanted general-order)
                           (not (vector-ref (allocation-general a) wanted)))
                      (begin
                        (emit-lea! a wanted register (car concretes))
                        (define-result! a instruction wanted))
                      (begin
                        (emit! a (cons (mach-mnemonic instruction) (cons (wide register) concretes)))
                        (define-result! a instruction register)))))
              (let* ((register (take-register! a result
                                               (if (virtual-register first) (cons (virtual-register first) avoid) avoid)))
                     (concretes (map concrete rest)))
                (define (aside!)
                  (emit-move! (emitter a) (if (virtual-double? result) (double-location register) register)
                              (location first)))
                (define (operate! target concretes)
                  (emit! a (cons (mach-mnemonic instruction) (cons (wide target) concretes)))
                  target)
                (let ((target
                       (cond
                        ((and (eq? (mach-shape instruction) 'add) (virtual-register first) (lea-able? rest))
                         (emit-lea! a register (virtual-register first) (car concretes))
                         register)
                        ((and (virtual-register first) (not same?)
                              (eqv? (virtual-register first) (hinted-register result 4)))
                         ;; the result wants the register where the operand is, so the operand moves away
                         (let ((wanted (virtual-register first)))
                           (aside!)
                           (operate! wanted concretes)
                           (leave-register! a first)
                           (put-in-register! a first register)
                           wanted))
                        (else
                         (aside!)
                         (operate! register
                                   (if (and same? (not (virtual-register first)))
                                       (list (wide register))
                                       concretes))))))
                  (settle-uses! a instruction)
                  (define-result! a instruction target)))))))

    ;; Will it wait in a slot anyway before it is used again?
    (define (needed-late? instruction virtual)
      (>= (- (next-use instruction virtual) (virtual-next virtual)) far-distance))

    (define (lea-able? rest)
      (or (exact-integer? (car rest))
          (and (virtual? (car rest)) (virtual-register (car rest)))))

    (define (emit-lea! a target base addend)
      (emit! a (list op-lea (general-register target)
                     (if (exact-integer? addend)
                         (make-memory #f base #f 1 addend #f)
                         (make-memory #f base (register-number addend) 1 0 #f)))))

    (define (allocate-copy! a instruction)
      (let ((source (car (mach-operands instruction))) (result (mach-result instruction)))
        (if (dies? instruction source)
            (let ((register (virtual-register source)) (slot (virtual-slot source)))
              (kill! a source)
              (virtual-slot-set! result #f)
              (virtual-register-set! result #f)
              (virtual-next-set! result (mach-result-next instruction))
              (if register (put-in-register! a result register))
              (if slot (occupy-slot! a result slot))
              (if (not (mach-result-next instruction)) (kill! a result)))
            (let ((register (take-register! a result (if (virtual-register source) (list (virtual-register source)) '()))))
              (settle-uses! a instruction)
              (emit-move! (emitter a) (if (virtual-double? result) (double-location register) register)
                          (location source))
              (define-result! a instruction register)))))

    ;; The count goes to rcx, whatever is there goes elsewhere.
    (define (allocate-shift! a instruction)
      (let* ((first (car (mach-operands instruction))) (count (cadr (mach-operands instruction)))
             (result (mach-result instruction)))
        (clear-register! a 1 (operand-registers instruction) count)
        (if (not (eqv? (virtual-register count) 1))
            (emit-move! (emitter a) 1 (location count)))
        (if (and (virtual-register first) (not (= (virtual-register first) 1))
                 (dies? instruction first) (not (eq? first count)))
            (let ((register (virtual-register first)))
              (settle-uses! a instruction)
              (emit! a (list (mach-mnemonic instruction) (general-register register) (byte-register 1)))
              (define-result! a instruction register))
            (let ((register (take-register! a result
                                            (if (virtual-register first) (list 1 (virtual-register first)) '(1)))))
              (emit-move! (emitter a) register (location first))
              (emit! a (list (mach-mnemonic instruction) (general-register register) (byte-register 1)))
              (settle-uses! a instruction)
              (define-result! a instruction register)))))

    ;; Whatever virtual is in the general register, but for one, moves to a free register or to a slot.
    (define (clear-register! a register avoid except)
      (let ((holder (vector-ref (allocation-general a) register)))
        (if (and holder (not (eq? holder except)))
            (relocate! a holder (cons register avoid)))))

    (define (relocate! a virtual avoid)
      (let ((free (free-register a virtual avoid)))
        (if free
            (begin
              (emit-move! (emitter a) free (virtual-register virtual))
              (leave-register! a virtual)
              (put-in-register! a virtual free))
            (evict! a virtual))))

    (define (allocate-fixed! a instruction)
      (let* ((fixed (mach-mnemonic instruction))
             (inputs (fixed-inputs fixed))
             (clobbers (fixed-clobbers fixed))
             (taken (append inputs (if (fixed-result fixed) (list (fixed-result fixed)) '()) clobbers))
             (operands (mach-operands instruction))
             (extras (list-tail operands (length inputs))))
        (define (input-of register)         ; the operand that goes to this register, or #f
          (let loop ((registers inputs) (operands operands))
            (cond ((null? registers) #f)
                  ((= (car registers) register) (car operands))
                  (else (loop (cdr registers) (cdr operands))))))
        (define (used? virtual) (assq virtual (mach-next instruction)))
        (for-each
         (lambda (register)
           (let ((holder (vector-ref (allocation-general a) register)))
             (if (and holder
                      (or (memq holder extras)
                          (and (or (not (used? holder)) (not (dies? instruction holder)))
                               (not (and (eq? (input-of register) holder)
                                         (not (memv register clobbers))
                                         (not (eqv? register (fixed-result fixed))))))))
                 (relocate! a holder (append taken (operand-registers instruction))))))
         taken)
        (let loop ((registers inputs) (operands operands) (moves '()) (constants '()))
          (cond ((null? registers) (emit-moves! (emitter a) moves constants))
                ((virtual? (car operands))
                 (loop (cdr registers) (cdr operands)
                       (cons (cons (car registers) (location (car operands))) moves) constants))
                (else
                 (loop (cdr registers) (cdr operands) moves
                       (cons (cons (car registers) (car operands)) constants)))))
        (let ((concretes (map concrete extras)))
          (settle-uses! a instruction)
          (for-each (lambda (item) (emit! a item)) (expand-template (fixed-template fixed) concretes))
          (if (mach-result instruction)
              (define-result! a instruction (fixed-result fixed))))))

    ;;; Allocation: the pointer moves up; beyond the limit, the stub `collect` makes room and it is tried again.

    (define (allocate-allocate! a instruction)
      (let* ((bytes (car (mach-operands instruction)))
             (tag (cadr (mach-operands instruction)))
             (slow (make-place 'collect)) (again (make-place 'allocate)))
        (if (virtual? bytes) (load! a bytes '()))
        (emit! a again)
        (emit! a (list op-add heap-pointer (concrete bytes)))
        (emit! a (list op-cmp heap-pointer allocation-limit-memory))
        (emit! a (make-jump 'a slow))
        (emit-slow! a slow)
        (emit-slow! a (list op-sub heap-pointer (concrete bytes)))
        (emit-slow! a (if (virtual? bytes)
                          (list op-mov scratch (concrete bytes))
                          (constant->instruction scratch-register bytes)))
        (emit-framed-call! (lambda (item) (emit-slow! a item)) (allocation-slot-limit a)
                           (list op-call (make-link 'stub 'collect 0))
                           (make-mark (allocation-slot-limit a) (value-slots a (allocation-slot-limit a)) (value-registers a) #f
                                      (allocation-source a)))
        (emit-slow! a (make-jump #f again))
        (let ((register (take-register! a (mach-result instruction)
                                        (if (virtual? bytes) (list (virtual-register bytes)) '()))))
          (if (virtual? bytes)
              (begin
                (emit! a (list op-lea (general-register register) (make-memory #f allocation-register #f 1 tag #f)))
                (emit! a (list op-sub (general-register register) (concrete bytes))))
              (emit! a (list op-lea (general-register register)
                             (make-memory #f allocation-register #f 1 (- tag bytes) #f))))
          (settle-uses! a instruction)
          (define-result! a instruction register))))

    ;; Bit n: general register n holds a value.
    (define (value-registers a)
      (let loop ((register 0) (bit 1) (mask 0))
        (if (= register 16)
            mask
            (let ((virtual (vector-ref (allocation-general a) register)))
              (loop (+ register 1) (* 2 bit)
                    (if (and virtual (eq? (virtual-kind virtual) 'value)) (+ mask bit) mask))))))

    ;; A call with the stack pointer below a frame of so many words.
    (define (emit-framed-call! emit! words call mark)
      (define (move-stack words)
        (if (not (= words 0))
            (emit! (list op-lea stack-pointer (make-memory #f stack-register #f 1 (* 8 words) #f)))))
      (move-stack (- words))
      (emit! call)
      (emit! mark)
      (move-stack words))

    ;; Stack and interrupt check. Its slow path saves all registers in free slots around an ordinary call.
    (define (emit-stack-check! a)
      (let ((slow (make-place 'stack)) (back (make-place 'checked)))
        (emit! a (list op-cmp stack-pointer stack-limit-memory))
        (emit! a (make-jump 'b slow))
        (emit! a back)
        (emit-slow! a slow)
        (let loop ((holders (register-holders a)) (slot (allocation-slot-limit a)) (moves '()) (values '()))
          (if (pair? holders)
              (let ((holder (car holders)))
                (if (virtual-slot holder)
                    (loop (cdr holders) slot (cons (cons holder (virtual-slot holder)) moves) values)
                    (begin
                      (emit-move! (lambda (item) (emit-slow! a item)) (slot-location slot) (register-location holder))
                      (loop (cdr holders) (+ slot 1) (cons (cons holder slot) moves)
                            (if (eq? (virtual-kind holder) 'value) (cons slot values) values)))))
              (begin
                (emit-framed-call! (lambda (item) (emit-slow! a item)) slot
                                   (list op-call (make-link 'stub 'stack-or-interrupt 0))
                                   (make-mark slot
                                              (append (value-slots a (allocation-slot-limit a)) (reverse values))
                                              0 'any (allocation-source a)))
                (for-each (lambda (move)
                            (emit-move! (lambda (item) (emit-slow! a item))
                                        (register-location (car move)) (slot-location (cdr move))))
                          moves)
                (emit-slow! a (make-jump #f back)))))))

    ;; The virtuals in registers.
    (define (register-holders a)
      (define (collect vector found)
        (let loop ((i 15) (found found))
          (if (< i 0) found (loop (- i 1) (if (vector-ref vector i) (cons (vector-ref vector i) found) found)))))
      (collect (allocation-general a) (collect (allocation-doubles a) '())))

    ;;; Calls.

    (define (allocate-call! a instruction)
      (let* ((operands (mach-operands instruction))
             (target (car operands)) (closure (cadr operands)) (arguments (cddr operands))
             (single? (eq? (mach-mnemonic instruction) 'one)))
        (for-each (lambda (holder)
                    (let ((use (assq holder (mach-next instruction))))
                      (if (or (not use) (cdr use)) (save! a holder))))
                  (register-holders a))
        (let ((words (call-words a (lambda (virtual)
                                     (let ((use (assq virtual (mach-next instruction))))
                                       (or (not use) (cdr use)))))))
          (emit-arguments! a target closure arguments (+ words 1))
          (settle-uses! a instruction)
          (emit-framed-call! (emitter a) words (call-instruction target)
                             (make-mark words (value-slots a words) 0 (if single? #f 'any) (mach-source instruction))))
        (forget-registers! a)
        (if (mach-result instruction)
            (begin
              (define-result! a instruction result-register)
              (let ((next (mach-result-next instruction)))
                (if (and next (>= next (+ (allocation-position a) far-distance far-distance)))
                    (evict! a (mach-result instruction))))))))

    ;; Words of the frame at a call: up to the highest slot whose virtual lives on.
    (define (call-words a lives-on?)
      (let loop ((limit (allocation-slot-limit a)))
        (cond ((= limit 0) 0)
              ((let ((virtual (vector-ref (allocation-slots a) (- limit 1)))) (and virtual (lives-on? virtual))) limit)
              (else (loop (- limit 1))))))

    (define (forget-registers! a)
      (for-each (lambda (holder) (leave-register! a holder)) (register-holders a)))

    ;; Moves arguments to their places: registers, then slots from the given one. An unknown procedure gets the count, and its
    ;; code's first word in the scratch register.
    (define (emit-arguments! a target closure arguments first-slot)
      (let loop ((arguments* arguments) (registers argument-registers) (slot first-slot) (moves '()) (constants '()))
        (define (next place)
          (let ((argument (car arguments*)) (registers (if (pair? registers) (cdr registers) '()))
                (slot (if (pair? registers) slot (+ slot 1))))
            (if (virtual? argument)
                (loop (cdr arguments*) registers slot (cons (cons place (location argument)) moves) constants)
                (loop (cdr arguments*) registers slot moves (cons (cons place argument) constants)))))
        (cond ((pair? arguments*)
               (next (if (pair? registers) (car registers) (slot-location slot))))
              ((virtual? closure)
               (emit-moves! (emitter a) (cons (cons procedure-register (location closure)) moves) constants))
              (closure
               (emit-moves! (emitter a) moves (cons (cons procedure-register closure) constants)))
              (else (emit-moves! (emitter a) moves constants))))
      (if (not target)
          (begin
            (emit! a (list op-mov (narrow-register count-register) (length arguments)))
            (emit! a (list op-mov scratch
                           (make-memory 8 procedure-register #f 1 (- (layout-number 'tags 'procedure)) #f))))))

    ;; The code object's entry word, from its address plus 7 in the scratch register.
    (define entry-memory
      (make-memory 8 scratch-register #f 1
                   (- (* 8 (layout-number 'code-object 'entry)) (layout-number 'tags 'header)) #f))

    (define (target-operand target)
      (cond ((not target) entry-memory)
            ((symbol? target) (make-link 'stub target 0))
            (else (make-link 'clause (cons (code-target-label target) (code-target-clause target)) 0))))
    (define (call-instruction target) (list op-call (target-operand target)))
    (define (jump-instruction target) (list op-jmp (target-operand target)))

    ;;; Entries.

    ;; The state of a clause's first block: the arguments are where the caller put them.
    (define (set-entry-state! entry)
      (let* ((block (mach-entry-block entry)) (live (mach-block-live block)))
        (let loop ((parameters (mach-block-parameters block)) (index -1) (state '()))
          (if (pair? parameters)
              (loop (cdr parameters) (+ index 1)
                    (if (assq (car parameters) live)
                        (cons (cond ((< index 0) (vector (car parameters) procedure-register #f))
                                    ((< index argument-register-count)
                                     (vector (car parameters) (list-ref argument-registers index) #f))
                                    (else (vector (car parameters) #f (- index argument-register-count))))
                              state)
                        state))
              (mach-block-state-set! block state)))))

    ;; The unknown entry: jumps to the clause that takes as many arguments as rcx counts.
    (define (emit-dispatch! a entries clauses)
      (let ((count (narrow-register count-register)))
        (let loop ((entries entries) (clauses clauses))
          (if (pair? entries)
              (let ((required (mach-entry-required (car entries))))
                (emit! a (if (= required 0) (list op-test count count) (list op-cmp count required)))
                (if (mach-entry-rest? (car entries))
                    (let ((fewer (make-place 'fewer)))
                      (emit! a (make-jump 'b fewer))
                      (emit-rest-list! a required (car clauses))
                      (emit! a fewer))
                    (emit! a (make-jump 'e (car clauses))))
                (loop (cdr entries) (cdr clauses)))
              (emit! a (list op-jmp (make-link 'stub 'arity 0)))))))

    ;; Arguments beyond the required ones become a list; then to the place.
    (define (emit-rest-list! a required place)
      (emit! a (list op-mov (narrow-register scratch-register) required))
      (emit! a (list op-lea (general-register 10) (make-memory #f 'rip #f 1 0 (make-link 'place place 0))))
      (emit! a (list op-jmp (make-link 'stub 'rest-list 0))))

    (define (emit-prologue! a procedure entry place)
      (emit! a place)
      (load-state! a (mach-entry-block entry))
      (allocation-source-set! a (mach-procedure-source procedure))
      (if (and (mach-procedure-calls? procedure) (not (begins-with-poll? (mach-entry-block entry))))
          (emit-stack-check! a))
      (emit! a (make-jump #f (mach-block-place (mach-entry-block entry)))))

    (define (begins-with-poll? block)
      (and (pair? (mach-block-instructions block))
           (eq? 'poll (mach-shape (car (mach-block-instructions block))))))

    ;;; Blocks.

    (define (allocate-blocks! a blocks)
      (let loop ((pending blocks) (later '()) (progress? #f))
        (cond ((pair? pending)
               (if (mach-block-state (car pending))
                   (begin
                     (allocate-block! a (car pending))
                     (loop (cdr pending) later #t))
                   (loop (cdr pending) (cons (car pending) later) progress?)))
              ((and progress? (pair? later)) (loop (reverse later) '() #f)))))

    (define (allocate-block! a block)
      (annotate-block! block)
      (load-state! a block)
      (emit! a (mach-block-place block))
      (allocation-exit-set! a #f)
      (allocation-position-set! a 0)
      (for-each (lambda (instruction)
                  (allocate-instruction! a instruction)
                  (allocation-position-set! a (+ (allocation-position a) (weight instruction))))
                (mach-block-instructions block))
      (allocate-terminator! a (mach-block-terminator block)))

    (define (load-state! a block)
      (vector-fill! (allocation-general a) #f)
      (vector-fill! (allocation-doubles a) #f)
      (vector-fill! (allocation-slots a) #f 0 (allocation-slot-limit a))
      (allocation-slot-limit-set! a 0)
      (for-each (lambda (entry)
                  (let ((virtual (vector-ref entry 0)))
                    (virtual-register-set! virtual #f)
                    (virtual-slot-set! virtual #f)
                    (if (vector-ref entry 1) (put-in-register! a virtual (vector-ref entry 1)))
                    (if (vector-ref entry 2) (occupy-slot! a virtual (vector-ref entry 2)))))
                (mach-block-state block)))

    (define (allocate-terminator! a terminator)
      (cond ((mach-goto? terminator)
             (emit-edge! a (mach-goto-block terminator) (mach-goto-arguments terminator))
             (emit! a (make-jump #f (mach-block-place (mach-goto-block terminator)))))
            ((mach-branch? terminator)
             (emit-branches! a (mach-branch-tests terminator) (mach-branch-else terminator)))
            ((mach-overflow? terminator)
             (allocate-instruction! a (mach-overflow-instruction terminator))
             (emit-branches! a (list (cons 'o (mach-overflow-else terminator))) (mach-overflow-then terminator)))
            ((mach-return? terminator)
             (emit-arguments! a 'return #f (list (mach-return-value terminator)) 0)
             (emit! a (list op-ret)))
            ((mach-tail-call? terminator)
             (mark-source! a (mach-tail-call-source terminator))
             (emit-arguments! a (mach-tail-call-target terminator) (mach-tail-call-closure terminator)
                              (mach-tail-call-arguments terminator) 0)
             (emit! a (jump-instruction (mach-tail-call-target terminator))))
            ((mach-call-values? terminator) (allocate-call-values! a terminator))
            ((mach-return-values? terminator)
             (let ((arguments (mach-return-values-arguments terminator)))
               (emit-arguments! a 'return #f arguments 0)
               (if (= 1 (length arguments))
                   (emit! a (list op-ret))
                   (begin
                     (emit! a (list op-mov (narrow-register count-register) (length arguments)))
                     (emit! a (list op-jmp (make-link 'stub 'return-values 0)))))))
            (else (emit! a (list op-int3)))))

    (define (mark-source! a source)
      (if (and source (not (eqv? source (allocation-source a))))
          (begin (allocation-source-set! a source) (emit! a source))))

    ;; Conditional jumps. An edge that must move something gets a place of its own behind the jumps.
    (define (emit-branches! a tests otherwise)
      (let loop ((tests tests) (edges '()))
        (if (pair? tests)
            (let* ((block (cdar tests)) (known (assq block edges)) (moves (if known '() (edge-items a block '()))))
              (cond (known
                     (emit! a (make-jump (caar tests) (cadr known)))
                     (loop (cdr tests) edges))
                    ((null? moves)
                     (emit! a (make-jump (caar tests) (mach-block-place block)))
                     (loop (cdr tests) edges))
                    ((mach-block-cold? block)
                     (let ((place (make-place 'edge)))
                       (emit! a (make-jump (caar tests) place))
                       (for-each (lambda (item) (emit-slow! a item))
                                 (cons place (append moves (list (make-jump #f (mach-block-place block))))))
                       (loop (cdr tests) (cons (list block place '()) edges))))
                    (else
                     (let ((place (make-place 'edge)))
                       (emit! a (make-jump (caar tests) place))
                       (loop (cdr tests) (cons (list block place moves) edges))))))
            (begin
              (emit-otherwise! a otherwise (edge-items a otherwise '()))
              (for-each (lambda (edge)
                          (if (pair? (list-ref edge 2))
                              (begin
                                (emit! a (cadr edge))
                                (for-each (lambda (item) (emit! a item)) (list-ref edge 2))
                                (emit! a (make-jump #f (mach-block-place (car edge)))))))
                        edges)))))

    ;; The way to the else block; an exit leads there too.
    (define (emit-otherwise! a block moves)
      (let ((exit (allocation-exit a)) (jump (make-jump #f (mach-block-place block))))
        (cond ((null? moves)
               (if exit (place-alias-set! exit (mach-block-place block)))
               (emit! a jump))
              ((mach-block-cold? block)
               (let ((place (or exit (make-place 'edge))))
                 (emit! a (make-jump #f place))
                 (for-each (lambda (item) (emit-slow! a item)) (cons place (append moves (list jump))))))
              (else
               (if exit (emit! a exit))
               (for-each (lambda (item) (emit! a item)) moves)
               (emit! a jump)))))

    (define (emit-edge! a block arguments)
      (for-each (lambda (item) (emit! a item)) (edge-items a block arguments)))

    ;; -> items that bring the state at the end of this block to what `block` begins with; the first to come decides that.
    (define (edge-items a block arguments)
      (if (not (mach-block-state block)) (mach-block-state-set! block (decide-state a block arguments)))
      (let ((items '()))
        (let loop ((entries (mach-block-state block)) (moves '()) (constants '()))
          (if (pair? entries)
              (let* ((entry (car entries)) (virtual (vector-ref entry 0))
                     (source (if (and (virtual-parameter? virtual) (eq? (virtual-block virtual) block))
                                 (argument-for virtual (mach-block-parameters block) arguments)
                                 virtual))
                     (targets (append (if (vector-ref entry 1)
                                          (list (if (virtual-double? virtual)
                                                    (double-location (vector-ref entry 1))
                                                    (vector-ref entry 1)))
                                          '())
                                      (if (vector-ref entry 2) (list (slot-location (vector-ref entry 2))) '()))))
                (if (virtual? source)
                    (loop (cdr entries)
                          (append-reverse
                           (map (lambda (target)
                                  (cons target
                                        (if (and (virtual-slot source) (= target (slot-location (virtual-slot source))))
                                            target
                                            (location source))))
                                targets)
                           moves)
                          constants)
                    (loop (cdr entries) moves
                          (append-reverse (map (lambda (target) (cons target source)) targets) constants))))
              (emit-moves! (lambda (item) (set! items (cons item items))) moves constants)))
        (reverse items)))

    (define (argument-for parameter parameters arguments)
      (if (eq? (car parameters) parameter)
          (car arguments)
          (argument-for parameter (cdr parameters) (cdr arguments))))

    ;; The state for a block reached for the first time: everything stays where it is; parameters take over the places of
    ;; arguments that die here. At the head of a loop, what is not needed soon leaves its register.
    (define (decide-state a block arguments)
      (let ((general (make-vector 16 #f)) (doubles (make-vector 16 #f)) (slots (list '()))
            (live (mach-block-live block)) (next-free-slot (list (allocation-slot-limit a))))
        (define (registers virtual) (if (virtual-double? virtual) doubles general))
        (define (fresh-slot!)
          (set-car! next-free-slot (+ 1 (car next-free-slot)))
          (- (car next-free-slot) 1))
        (define (own-parameter? virtual)
          (and (virtual-parameter? virtual) (eq? (virtual-block virtual) block)))
        (define (stay virtual distance)
          (let* ((drop? (and (mach-block-loop? block) (>= distance far-distance)))
                 (slot (or (virtual-slot virtual) (if drop? (fresh-slot!) #f)))
                 (register (if drop? #f (virtual-register virtual))))
            (if register (vector-set! (registers virtual) register #t))
            (if slot (set-car! slots (cons slot (car slots))))
            (vector virtual register slot)))
        (define (place-parameter parameter argument distance)
          (let* ((dying? (and (virtual? argument) (not (assq argument live))))
                 (file (registers parameter))
                 (register (and dying? (virtual-register argument))))
            (cond ((and register (eq? (virtual-double? parameter) (virtual-double? argument))
                        (not (vector-ref file register)))
                   (vector-set! file register #t)
                   (vector parameter register #f))
                  ((and dying? (not (virtual-register argument)) (virtual-slot argument)
                        (not (memv (virtual-slot argument) (car slots)))
                        (>= distance far-distance))
                   (set-car! slots (cons (virtual-slot argument) (car slots)))
                   (vector parameter #f (virtual-slot argument)))
                  (else
                   (let ((free (free-in file parameter)))
                     (if free
                         (begin
                           (vector-set! file free #t)
                           (vector parameter free #f))
                         (vector parameter #f (fresh-slot!))))))))
        (let* ((stays (let loop ((live live) (state '()))
                        (cond ((null? live) state)
                              ((own-parameter? (caar live)) (loop (cdr live) state))
                              (else (loop (cdr live) (cons (stay (caar live) (cdar live)) state)))))))
          (let loop ((parameters (mach-block-parameters block)) (arguments arguments) (state stays))
            (if (pair? parameters)
                (let ((use (assq (car parameters) live)))
                  (loop (cdr parameters) (cdr arguments)
                        (if use
                            (cons (place-parameter (car parameters) (car arguments) (cdr use)) state)
                            state)))
                state)))))

    (define (free-in file virtual)
      (let ((hint (hinted-register virtual 4))
            (order (if (virtual-double? virtual) double-order general-order)))
        (if (and hint (memv hint order) (not (vector-ref file hint)))
            hint
            (let loop ((order order))
              (cond ((null? order) #f)
                    ((vector-ref file (car order)) (loop (cdr order)))
                    (else (car order)))))))

    ;;; Calls that expect several values. They arrive as arguments do, in the places that the callee's frame would have, with
    ;;; their count in rcx, at the values entry; a single one arrives at the return address in the first place.
    (define (allocate-call-values! a terminator)
      (let* ((block (mach-call-values-block terminator))
             (required (mach-call-values-required terminator))
             (rest? (mach-call-values-rest? terminator))
             (live (mach-block-live block))
             (values-place (make-place 'values)) (wrong (make-place 'wrong)) (ready (make-place 'ready)))
        (define (lives-on? virtual)
          (and (assq virtual live)
               (not (and (virtual-parameter? virtual) (eq? (virtual-block virtual) block)))))
        (for-each (lambda (holder) (if (lives-on? holder) (save! a holder))) (register-holders a))
        (let ((words (call-words a lives-on?)))
          (emit-arguments! a (mach-call-values-target terminator) (mach-call-values-closure terminator)
                           (mach-call-values-arguments terminator) (+ words 1))
          (let loop ((slot 0))
            (if (< slot (allocation-slot-limit a))
                (let ((virtual (vector-ref (allocation-slots a) slot)))
                  (if (and virtual (not (lives-on? virtual))) (kill! a virtual))
                  (loop (+ slot 1)))))
          (let ((single? (and (= required 1) (not rest?)))
                (mark (lambda (place)
                        (make-mark words (value-slots a words) 0 place (mach-call-values-source terminator)))))
            (define (move-stack words)
              (if (not (= words 0))
                  (emit! a (list op-lea stack-pointer (make-memory #f stack-register #f 1 (* 8 words) #f)))))
            (move-stack (- words))
            (emit! a (call-instruction (mach-call-values-target terminator)))
            (if single?
                (emit! a (mark #f))
                (begin
                  (emit! a (mark values-place))
                  (emit! a (list op-mov (narrow-register count-register) 1))
                  (emit! a values-place)
                  (emit! a (list op-cmp (narrow-register count-register) required))
                  (emit! a (make-jump (if rest? 'b 'ne) wrong))
                  (emit-slow! a wrong)
                  (emit-slow! a (list op-lea stack-pointer (make-memory #f stack-register #f 1 -8 #f)))
                  (emit-slow! a (constant->instruction scratch-register required))
                  (emit-slow! a (list op-jmp (make-link 'stub 'values-error 0)))
                  (if rest?
                      (begin
                        (move-stack -1)
                        (emit-rest-list! a required ready)
                        (emit! a ready)
                        (move-stack 1)))))
            (move-stack words)
            (forget-registers! a)
            (enter-values-block! a block words)))))

    (define (enter-values-block! a block words)
      (let ((live (mach-block-live block)))
        (let loop ((parameters (mach-block-parameters block)) (index 0))
          (if (pair? parameters)
              (let ((parameter (car parameters)))
                (virtual-register-set! parameter #f)
                (virtual-slot-set! parameter #f)
                (if (assq parameter live)
                    (if (< index argument-register-count)
                        (put-in-register! a parameter (list-ref argument-registers index))
                        (occupy-slot! a parameter (+ words 1 (- index argument-register-count)))))
                (loop (cdr parameters) (+ index 1)))))
        (mach-block-state-set!
         block
         (map (lambda (entry) (vector (car entry) (virtual-register (car entry)) (virtual-slot (car entry)))) live))
        (emit! a (make-jump #f (mach-block-place block)))))))
