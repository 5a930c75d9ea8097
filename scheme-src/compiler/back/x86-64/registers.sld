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
;;; This file is the walk: entries, blocks, and which part does what. The parts stand in the folder `registers`: the state,
;;; operands, instructions, calls, values, edges.
;;;
;;; Source: the state at edges after Traub, Holloway, Smith, Quality and speed in linear-scan register allocation;
;;; eviction after Belady. Does not: split blocks by frequency, move stores out of loops.
(define-library (compiler back x86-64 registers)
  (export allocate-registers)
  (import (scheme base) (compiler ir mach) (only (compiler analysis clauses) essential-arities)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item)
          (compiler back x86-64 liveness) (compiler back x86-64 convention)
          (only (compiler back x86-64 registers operands) settle-uses!) (compiler back x86-64 registers state) (compiler back x86-64 registers instructions)
          (compiler back x86-64 registers calls) (compiler back x86-64 registers values)
          (compiler back x86-64 registers edges) (compiler back x86-64 registers overflow))
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
         (essential-arities (map (lambda (entry) (cons (mach-entry-required entry) (mach-entry-rest? entry)))
                                 (mach-procedure-entries procedure)))
         (mach-procedure-captured procedure) (mach-procedure-literals procedure)
         (append-reverse (allocation-items a) (reverse (allocation-slow a)))
         clauses)))

    (define op-mov (mnemonic-named 'mov))
    (define op-cmp (mnemonic-named 'cmp))
    (define op-test (mnemonic-named 'test))
    (define op-jmp (mnemonic-named 'jmp))
    (define op-int3 (mnemonic-named 'int3))

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

    (define (emit-prologue! a procedure entry place)
      (emit! a place)
      (load-state! a (mach-entry-block entry))
      (allocation-source-set! a (mach-procedure-source procedure))
      (if (and (mach-procedure-calls? procedure) (not (begins-with-poll? (mach-entry-block entry))))
          (emit-stack-check! a))
      (emit! a (make-jump #f (mach-block-place (mach-entry-block entry)))))

    ;; Or is it empty, and the loop that it leads to begins so?
    (define (begins-with-poll? block)
      (if (pair? (mach-block-instructions block))
          (eq? 'poll (mach-shape (car (mach-block-instructions block))))
          (and (mach-goto? (mach-block-terminator block))
               (let ((next (mach-goto-block (mach-block-terminator block))))
                 (and (pair? (mach-block-instructions next))
                      (eq? 'poll (mach-shape (car (mach-block-instructions next)))))))))

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
      (allocation-cold-set! a (mach-block-cold? block))
      (allocation-position-set! a 0)
      (for-each (lambda (instruction)
                  (allocate-instruction! a instruction)
                  (allocation-position-set! a (+ (allocation-position a) (weight instruction))))
                (mach-block-instructions block))
      (allocate-terminator! a (mach-block-terminator block)))

    (define (allocate-instruction! a instruction)
      (mark-source! a (mach-source instruction))
      (case (mach-shape instruction)
        ((plain) (allocate-plain! a instruction))
        ((update add) (allocate-update! a instruction))
        ((copy) (allocate-copy! a instruction))
        ((constant) (allocate-constant! a instruction))
        ((call) (allocate-call! a instruction))
        ((allocate) (allocate-allocate! a instruction))
        ((shift) (allocate-shift! a instruction))
        ((fixed) (allocate-fixed! a instruction))
        ((poll) (emit-stack-check! a))
        ((keep) (settle-uses! a instruction))
        ((exit)
         (let ((place (make-place 'exit)))
           (allocation-exit-set! a place)
           (emit! a (make-jump (mach-mnemonic instruction) place))))
        (else (error "registers: no such shape" (mach-shape instruction)))))

    (define (allocate-terminator! a terminator)
      (cond ((mach-goto? terminator)
             (emit-edge! a (mach-goto-block terminator) (mach-goto-arguments terminator))
             (emit! a (make-jump #f (mach-block-place (mach-goto-block terminator)))))
            ((mach-branch? terminator)
             (emit-branches! a (mach-branch-tests terminator) (mach-branch-else terminator)))
            ((mach-overflow? terminator)
             (mark-source! a (mach-source (mach-overflow-instruction terminator)))
             (allocate-overflow! a terminator))
            ((mach-return? terminator)
             (emit-arguments! a 'return #f (list (mach-return-value terminator)) 0)
             (emit-return! a))
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
                   (emit-return! a)
                   (begin
                     (emit! a (list op-mov (narrow-register count-register) (length arguments)))
                     (emit! a (list op-jmp (make-link 'stub 'return-values 0)))))))
            (else (emit! a (list op-int3)))))))
