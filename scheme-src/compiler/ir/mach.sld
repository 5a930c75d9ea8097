;;; Mach: machine instructions over virtual registers, in basic blocks; what register allocation reads.
;;;
;;;   $mach-procedure  label name source entries blocks captured calls?      calls?: contains calls that are not tail calls
;;;   $mach-block      parameters instructions terminator cold?
;;;   $mach-entry      required rest? block
;;;
;;; **A virtual** is assigned in one place. Its kind is that of a Flow temporary: value, word or double. The first two live in
;;; general registers, doubles in xmm registers; all of them live in frame slots while there is no register for them.
;;;
;;; **Instructions** have a shape, which says how operands meet registers:
;;;
;;;   plain     result ← mnemonic operands          the result's register is the instruction's first operand, if there is one
;;;   update    result ← mnemonic first rest        two-address: the first operand is copied to the result's register before
;;;   add       result ← first + second             the flags are not wanted, so lea may serve
;;;   copy      result ← operand
;;;   shift     result ← first shifted by second    a variable count, in rcx
;;;   fixed     result ← template                   operands in certain registers, others destroyed: see $fixed
;;;   allocate  result ← bytes tag                  bytes: integer or virtual
;;;   call      result ← target closure arguments   also whether the result is wanted: none, one
;;;   keep      nothing; its operand is a virtual, which is still needed
;;;   poll
;;;   exit      jumps to the terminator's else block on a condition (the mnemonic); only comparisons follow it
;;;   constant  result ← exact integer or link
;;;
;;; **Operands**: a virtual (all 64 bits), $view (the low bytes of a virtual), memory whose base and index are virtuals or
;;; register numbers, an exact integer, a link, a register. The operand that `flexible` numbers may also be a frame slot.
;;;
;;; **Terminators**: $mach-goto block arguments · $mach-branch ((condition . block) …) block: the first condition that holds,
;;; else the last block; the flags stand from the last instruction · $mach-overflow like it, with the instruction that
;;; sets them · $mach-return · $mach-return-values · $mach-tail-call · $mach-call-values · $mach-unreachable.
;;; Arguments are virtuals, exact integers or links.
(define-library (compiler ir mach)
  (export make-mach-procedure mach-procedure? mach-procedure-label mach-procedure-name mach-procedure-source
          mach-procedure-entries mach-procedure-blocks mach-procedure-captured mach-procedure-calls?
          mach-procedure-literals
          make-mach-entry mach-entry-required mach-entry-rest? mach-entry-block
          make-mach-block mach-block? mach-block-id mach-block-parameters mach-block-parameters-set!
          mach-block-instructions mach-block-instructions-set! mach-block-terminator mach-block-terminator-set!
          mach-block-cold? mach-block-successors mach-block-successors-set!
          mach-block-mark mach-block-mark-set! mach-block-header mach-block-header-set!
          mach-block-depth mach-block-depth-set! mach-block-predecessors mach-block-predecessors-set!
          mach-block-live mach-block-live-set! mach-block-exposed mach-block-exposed-set!
          mach-block-length mach-block-length-set! mach-block-state mach-block-state-set!
          mach-block-place mach-block-loop? mach-block-loop-set!
          make-virtual virtual? virtual-id virtual-kind virtual-parameter? virtual-parameter-set! virtual-block virtual-block-set!
          virtual-register virtual-register-set! virtual-slot virtual-slot-set! virtual-next virtual-next-set!
          virtual-hint virtual-hint-set! virtual-stamp virtual-stamp-set! virtual-last virtual-last-set!
          virtual-double? virtual-origin virtual-set-origin!
          make-view view? view-bytes view-virtual
          make-mach mach-shape mach-mnemonic mach-result mach-operands mach-flexible mach-bytes mach-source
          mach-next mach-next-set! mach-result-next mach-result-next-set!
          make-fixed fixed? fixed-inputs fixed-result fixed-clobbers fixed-template
          make-mach-goto mach-goto? mach-goto-block mach-goto-arguments
          make-mach-branch mach-branch? mach-branch-tests mach-branch-else
          make-mach-overflow mach-overflow? mach-overflow-instruction mach-overflow-then mach-overflow-else
          make-mach-return mach-return? mach-return-value
          make-mach-return-values mach-return-values? mach-return-values-arguments
          make-mach-tail-call mach-tail-call? mach-tail-call-target mach-tail-call-closure mach-tail-call-arguments
          mach-tail-call-source
          make-mach-call-values mach-call-values? mach-call-values-target mach-call-values-closure
          mach-call-values-arguments mach-call-values-block mach-call-values-required mach-call-values-rest?
          mach-call-values-source
          make-mach-unreachable)
  (import (scheme base))
  (begin
    (define-record-type $mach-procedure
      (make-mach-procedure label name source entries blocks captured calls? literals)
      mach-procedure?
      (label mach-procedure-label)
      (name mach-procedure-name)
      (source mach-procedure-source)
      (entries mach-procedure-entries)
      (blocks mach-procedure-blocks)
      (captured mach-procedure-captured)
      (calls? mach-procedure-calls?)
      (literals mach-procedure-literals))   ; list of (target kind . target), in order of their slots

    (define-record-type $mach-entry (make-mach-entry required rest? block) mach-entry?
      (required mach-entry-required)
      (rest? mach-entry-rest?)
      (block mach-entry-block))

    (define-record-type $mach-block
      (new-mach-block id parameters instructions terminator cold? successors mark header depth predecessors
                      live exposed length state place loop?)
      mach-block?
      (id mach-block-id)
      (parameters mach-block-parameters mach-block-parameters-set!)
      (instructions mach-block-instructions mach-block-instructions-set!)
      (terminator mach-block-terminator mach-block-terminator-set!)
      (cold? mach-block-cold?)
      ;; slots of the analyses of register allocation
      (successors mach-block-successors mach-block-successors-set!)
      (mark mach-block-mark mach-block-mark-set!)
      (header mach-block-header mach-block-header-set!)             ; of the innermost loop around it, or #f
      (depth mach-block-depth mach-block-depth-set!)                ; number of loops around it
      (predecessors mach-block-predecessors mach-block-predecessors-set!)
      (live mach-block-live mach-block-live-set!)                   ; live at its begin, parameters too: list of (virtual . distance)
      (exposed mach-block-exposed mach-block-exposed-set!)          ; used in it before any definition: the same
      (length mach-block-length mach-block-length-set!)             ; sum of the weights of its instructions
      (state mach-block-state mach-block-state-set!)                ; where its live virtuals are at its begin
      (place mach-block-place mach-block-place-set!)
      (loop? mach-block-loop? mach-block-loop-set!))                ; head of a loop
    (define (make-mach-block id parameters cold? place)
      (new-mach-block id parameters '() #f cold? '() #f #f 0 '() '() '() 0 #f place #f))

    (define-record-type $virtual
      (new-virtual id kind origin parameter? block register slot next hint stamp last)
      virtual?
      (id virtual-id)
      (kind virtual-kind)                               ; value, word or double
      (origin virtual-origin virtual-set-origin!)       ; of its temporary, see (compiler ir flow)
      (parameter? virtual-parameter? virtual-parameter-set!) ; of its block
      (block virtual-block virtual-block-set!)          ; where it is defined
      ;; during allocation
      (register virtual-register virtual-register-set!) ; number of the register that holds it now, or #f
      (slot virtual-slot virtual-slot-set!)             ; number of the slot that holds it now, or #f
      (next virtual-next virtual-next-set!)             ; position of the next use, #f: none
      (hint virtual-hint virtual-hint-set!)             ; register number, or virtual, where it would like to be
      (stamp virtual-stamp virtual-stamp-set!)
      (last virtual-last virtual-last-set!))            ; the register it had last
    (define (make-virtual id kind block) (new-virtual id kind #f #f block #f #f #f #f #f #f))
    (define (virtual-double? virtual) (eq? (virtual-kind virtual) 'double))

    (define-record-type $view (make-view bytes virtual) view?
      (bytes view-bytes)                ; 1, 2 or 4
      (virtual view-virtual))

    (define-record-type $mach
      (new-mach shape mnemonic result operands flexible bytes source next result-next)
      mach?
      (shape mach-shape)
      (mnemonic mach-mnemonic)          ; of shape fixed: the $fixed; of shape call: one or none
      (result mach-result)              ; virtual or #f
      (operands mach-operands)
      (flexible mach-flexible)          ; number of the operand that may be a frame slot, or #f
      (bytes mach-bytes)                ; width of the result as the instruction's operand: 1, 4 or 8
      (source mach-source)
      (next mach-next mach-next-set!)   ; list of (virtual . next use or #f), one for each virtual used
      (result-next mach-result-next mach-result-next-set!)) ; next use of the result, #f: none
    (define (make-mach shape mnemonic result operands flexible bytes source)
      (new-mach shape mnemonic result operands flexible bytes source '() #f))

    ;; inputs: list of register numbers, one for each of the first operands of the instruction; the operands after them are in
    ;; any other register or slot. template: name of the instructions, see the processor's templates.
    (define-record-type $fixed (make-fixed inputs result clobbers template) fixed?
      (inputs fixed-inputs)
      (result fixed-result)             ; register number or #f
      (clobbers fixed-clobbers)         ; register numbers, the inputs' too when they are destroyed
      (template fixed-template))

    (define-record-type $mach-goto (make-mach-goto block arguments) mach-goto?
      (block mach-goto-block)
      (arguments mach-goto-arguments))
    (define-record-type $mach-branch (make-mach-branch tests else) mach-branch?
      (tests mach-branch-tests)         ; list of (condition code symbol . block)
      (else mach-branch-else))
    (define-record-type $mach-overflow (make-mach-overflow instruction then else) mach-overflow?
      (instruction mach-overflow-instruction)
      (then mach-overflow-then)
      (else mach-overflow-else))
    (define-record-type $mach-return (make-mach-return value) mach-return?
      (value mach-return-value))
    (define-record-type $mach-return-values (make-mach-return-values arguments) mach-return-values?
      (arguments mach-return-values-arguments))
    (define-record-type $mach-tail-call (make-mach-tail-call target closure arguments source) mach-tail-call?
      (target mach-tail-call-target)
      (closure mach-tail-call-closure)
      (arguments mach-tail-call-arguments)
      (source mach-tail-call-source))
    (define-record-type $mach-call-values
      (make-mach-call-values target closure arguments block required rest? source)
      mach-call-values?
      (target mach-call-values-target)
      (closure mach-call-values-closure)
      (arguments mach-call-values-arguments)
      (block mach-call-values-block)
      (required mach-call-values-required)
      (rest? mach-call-values-rest?)
      (source mach-call-values-source))
    (define-record-type $mach-unreachable (make-mach-unreachable) mach-unreachable?)))
