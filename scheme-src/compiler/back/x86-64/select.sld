;;; Select: Flow to Mach, one block after the other, one operation after the other.
;;;
;;; What an operation becomes stands in one table (operation-selectors) of small procedures; a comparison becomes the instruction
;;; that sets the flags and the condition codes to jump on. Constants become immediates where they fit 32 bits, address
;;; arithmetic becomes memory operands, a load that only feeds the comparison behind it becomes the comparison's operand.
;;;
;;; Two ways to link (ARCHITECTURE.md): in mode `static` addresses of constants, cells and static closures are 32-bit
;;; immediates; in mode `literal` they are loaded from the literal slots of the code object.
;;;
;;; Input  Flow      Needs  blocks in reverse postorder
;;; Output Mach
;;;
;;;   (t5 = load64 t1 #f 1 -1) (branch eq t5 16 b2 b3)
;;;   plain cmp [t1-1],16 ; branch ((e . b2)) b3
;;;
;;; Does not: choose registers, order blocks.
(define-library (compiler back x86-64 select)
  (export select-instructions)
  (import (scheme base) (machine layout)
          (compiler ir closed) (compiler ir flow) (compiler ir mach)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item))
  (begin
    ;; (select-instructions flow-procedure mode) -> Mach. mode: static or literal.
    (define (select-instructions flow mode)
      (let ((s (make-selection mode 0 #f '() '() 0 #f #f #f)))
        (for-each prepare-block! (flow-procedure-blocks flow))
        (for-each count-uses! (flow-procedure-blocks flow))
        (for-each (lambda (block)
                    (block-data-set! block
                                     (make-mach-block (block-id block) '() (block-cold? block)
                                                      (make-place (block-id block)))))
                  (flow-procedure-blocks flow))
        (for-each (lambda (block) (select-block! s block)) (flow-procedure-blocks flow))
        (make-mach-procedure
         (flow-procedure-label flow) (flow-procedure-name flow) (flow-procedure-source flow)
         (map (lambda (entry)
                (make-mach-entry (entry-required entry) (entry-rest? entry) (block-data (entry-block entry))))
              (flow-procedure-entries flow))
         (map block-data (flow-procedure-blocks flow))
         (flow-procedure-captured flow)
         (selection-calls? s)
         (reverse (selection-literals s)))))

    (define-record-type $selection
      (make-selection mode count block instructions literals literal-count calls? source pending)
      selection?
      (mode selection-mode)
      (count selection-count selection-count-set!)                      ; virtuals so far
      (block selection-block selection-block-set!)                      ; Mach block at work
      (instructions selection-instructions selection-instructions-set!) ; of it, last one first
      (literals selection-literals selection-literals-set!)             ; last one first
      (literal-count selection-literal-count selection-literal-count-set!)
      (calls? selection-calls? selection-calls-set!)
      (source selection-source selection-source-set!)
      (pending selection-pending selection-pending-set!)) ; #f, or (temporary . memory): a load left to the comparison

    (define block-data-set! set-block-data!)

    (define (prepare-block! block)
      (define (fresh! temporary)
        (if temporary
            (begin (set-temporary-count! temporary 0) (set-temporary-data! temporary #f))))
      (for-each fresh! (block-parameters block))
      (for-each (lambda (instruction) (fresh! (instruction-result instruction))) (block-instructions block))
      (let ((terminator (block-terminator block)))
        (if (branch-overflow? terminator) (fresh! (branch-overflow-result terminator)))))

    ;; Counts uses, so that a load can see that it feeds one comparison only.
    (define (count-uses! block)
      (define (count! operand)
        (if (temporary? operand) (set-temporary-count! operand (+ 1 (temporary-count operand)))))
      (for-each (lambda (instruction) (for-each count! (instruction-operands instruction)))
                (block-instructions block))
      (for-each count! (terminator-operands (block-terminator block))))

    (define (terminator-operands terminator)
      (cond ((goto? terminator) (goto-operands terminator))
            ((branch? terminator) (list (branch-left terminator) (branch-right terminator)))
            ((branch-overflow? terminator)
             (list (branch-overflow-left terminator) (branch-overflow-right terminator)))
            ((return? terminator) (list (return-value terminator)))
            ((return-values? terminator) (return-values-values terminator))
            ((tail-call? terminator) (cons (tail-call-closure terminator) (tail-call-operands terminator)))
            ((call-values? terminator) (cons (call-values-closure terminator) (call-values-operands terminator)))
            (else '())))

    (define (select-block! s block)
      (let ((mach (block-data block)))
        (selection-block-set! s mach)
        (selection-pending-set! s #f)
        (selection-instructions-set! s '())
        (mach-block-parameters-set! mach (map (lambda (parameter) (define-parameter! s parameter)) (block-parameters block)))
        (let loop ((instructions (block-instructions block)))
          (if (pair? instructions)
              (begin
                (if (and (null? (cdr instructions))
                         (feeds-comparison? (car instructions) (block-terminator block)))
                    (defer-load! s (car instructions))
                    (select-instruction! s (car instructions)))
                (loop (cdr instructions)))))
        (selection-source-set! s (terminator-source (block-terminator block)))
        (let ((terminator (select-terminator! s (block-terminator block))))
          (mach-block-terminator-set! mach terminator)
          (mach-block-instructions-set! mach (reverse (selection-instructions s)))
          (mach-block-successors-set! mach (map block-data (terminator-successors (block-terminator block)))))))

    (define (select-instruction! s instruction)
      (selection-source-set! s (instruction-source instruction))
      ((vector-ref selectors (operation-number (instruction-operation instruction)))
       s (instruction-result instruction) (instruction-operands instruction)))

    ;;; Virtuals and operands.

    (define (fresh! s kind)
      (let ((count (selection-count s)))
        (selection-count-set! s (+ count 1))
        (make-virtual count kind (selection-block s))))

    ;; The virtual of a temporary at its definition; #f for none.
    (define (define! s temporary)
      (and temporary
           (let ((virtual (or (temporary-data temporary)
                              (let ((virtual (fresh! s (temporary-representation temporary))))
                                (set-temporary-data! temporary virtual)
                                virtual))))
             (virtual-block-set! virtual (selection-block s))
             virtual)))

    (define (define-parameter! s temporary)
      (let ((virtual (define! s temporary)))
        (virtual-parameter-set! virtual #t)
        virtual))

    (define (emit! s shape mnemonic result operands flexible bytes)
      (selection-instructions-set!
       s (cons (make-mach shape mnemonic result operands flexible bytes (selection-source s))
               (selection-instructions s))))

    (define (plain! s mnemonic result . operands) (emit! s 'plain mnemonic result operands #f 8))
    (define (update! s mnemonic result first second) (emit! s 'update mnemonic result (list first second) 1 8))

    ;; What an operand of Flow is to machine code: a virtual, an exact integer (signed 64 bits), or a link.
    (define (argument s operand)
      (cond ((temporary? operand)
             (or (temporary-data operand)
                 ;; used before its definition in block order: the definition will find the virtual
                 (let ((virtual (fresh! s (temporary-representation operand))))
                   (set-temporary-data! operand virtual)
                   virtual)))
            ((exact-integer? operand) (signed-64 operand))
            ((literal? operand)
             (or (immediate-bits (literal-datum operand))
                 (value-link s 'constant (literal-datum operand))))
            ((global? operand) (value-link s 'global operand))
            ((label? operand) (value-link s 'closure operand))
            ((builtin? operand)
             (or (singleton-bits (builtin-name operand))
                 (value-link s 'builtin (builtin-name operand))))
            ((code-word? operand) (make-link 'object (code-word-label operand) 7))
            (else (error "select: not an operand" operand))))

    (define (value-link s kind object)
      (if (eq? (selection-mode s) 'static)
          (make-link kind object 0)
          (make-link 'literal (literal-slot! s kind object) 0)))

    (define (literal-slot! s kind object)
      (let loop ((literals (selection-literals s)) (slot (- (selection-literal-count s) 1)))
        (cond ((null? literals)
               (let ((count (selection-literal-count s)))
                 (selection-literals-set! s (cons (cons kind object) (selection-literals s)))
                 (selection-literal-count-set! s (+ count 1))
                 count))
              ((and (eq? (caar literals) kind) (eq? (cdar literals) object)) slot)
              (else (loop (cdr literals) (- slot 1))))))

    (define (in-register s argument)
      (if (virtual? argument)
          argument
          (let ((virtual (fresh! s 'word)))
            (emit! s 'constant #f virtual (list argument) #f 8)
            virtual)))

    (define (register s operand) (in-register s (argument s operand)))

    ;; For the place of a 32-bit immediate or a register.
    (define (register-or-immediate s operand)
      (let ((argument (argument s operand)))
        (cond ((virtual? argument) argument)
              ((exact-integer? argument) (if (fits-32? argument) argument (in-register s argument)))
              ((immediate-link? s argument) argument)
              (else (in-register s argument)))))

    (define (immediate-link? s argument)
      (and (link? argument) (eq? (selection-mode s) 'static)))

    (define (fits-32? number) (<= -2147483648 number 2147483647))
    (define (signed-64 number)
      (if (>= number 9223372036854775808) (- number 18446744073709551616) number))

    ;; (memory-operand s bytes base index scale displacement), all but s and bytes as in a Flow load.
    (define (memory-operand s bytes base index scale displacement)
      (let* ((base (argument s base))
             (index (and index (argument s index)))
             (displacement (if (exact-integer? index) (+ displacement (* index scale)) displacement))
             (index (cond ((not index) #f)
                          ((exact-integer? index) #f)
                          (else (in-register s index)))))
        (cond ((and (exact-integer? base) (fits-32? (+ base displacement)))
               (make-memory bytes #f index scale (+ base displacement) #f))
              ((not (fits-32? displacement))
               (let ((sum (fresh! s 'word)))
                 (update! s op-add sum (in-register s displacement) (in-register s base))
                 (make-memory bytes sum index scale 0 #f)))
              ((immediate-link? s base)
               (make-memory bytes #f index scale displacement base))
              (else (make-memory bytes (in-register s base) index scale displacement #f)))))

    ;;; Loads that become operands of the comparison behind them.

    (define (feeds-comparison? instruction terminator)
      (and (branch? terminator)
           (memq (operation-name (instruction-operation instruction)) '(load64 load64-fixed))
           (= 1 (temporary-count (instruction-result instruction)))
           (memq (branch-condition terminator) '(eq ne lt le gt ge ult ule ugt uge))
           (or (eq? (branch-left terminator) (instruction-result instruction))
               (and (eq? (branch-right terminator) (instruction-result instruction))
                    (temporary? (branch-left terminator))))))

    (define (defer-load! s instruction)
      (let ((operands (instruction-operands instruction)))
        (selection-source-set! s (instruction-source instruction))
        (selection-pending-set!
         s (cons (instruction-result instruction)
                 (memory-operand s 8 (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3))))))

    ;; The deferred load's memory if the operand is its result, else #f.
    (define (deferred s operand)
      (let ((pending (selection-pending s)))
        (and pending (eq? (car pending) operand) (cdr pending))))

    ;;; The operations.

    (define op-mov (mnemonic-named 'mov))
    (define op-movzx (mnemonic-named 'movzx))
    (define op-lea (mnemonic-named 'lea))
    (define op-add (mnemonic-named 'add))
    (define op-sub (mnemonic-named 'sub))
    (define op-and (mnemonic-named 'and))
    (define op-or (mnemonic-named 'or))
    (define op-xor (mnemonic-named 'xor))
    (define op-cmp (mnemonic-named 'cmp))
    (define op-test (mnemonic-named 'test))
    (define op-imul (mnemonic-named 'imul))
    (define op-neg (mnemonic-named 'neg))
    (define op-not (mnemonic-named 'not))
    (define op-shl (mnemonic-named 'shl))
    (define op-shr (mnemonic-named 'shr))
    (define op-sar (mnemonic-named 'sar))
    (define op-bsr (mnemonic-named 'bsr))
    (define op-movsd (mnemonic-named 'movsd))
    (define op-movq (mnemonic-named 'movq))
    (define op-addsd (mnemonic-named 'addsd))
    (define op-subsd (mnemonic-named 'subsd))
    (define op-mulsd (mnemonic-named 'mulsd))
    (define op-divsd (mnemonic-named 'divsd))
    (define op-sqrtsd (mnemonic-named 'sqrtsd))
    (define op-andpd (mnemonic-named 'andpd))
    (define op-xorpd (mnemonic-named 'xorpd))
    (define op-roundsd (mnemonic-named 'roundsd))
    (define op-ucomisd (mnemonic-named 'ucomisd))
    (define op-cvtsi2sd (mnemonic-named 'cvtsi2sd))
    (define op-cvttsd2si (mnemonic-named 'cvttsd2si))

    (define rax 0) (define rcx 1) (define rdx 2) (define rsp 4) (define rbp 5) (define rsi 6) (define rdi 7)

    (define (select-copy s result operands)
      (let ((source (argument s (car operands))))
        (emit! s (if (virtual? source) 'copy 'constant) #f (define! s result) (list source) #f 8)))

    ;; a op b for a commutative operation: a constant comes second.
    (define (commutative! s shape mnemonic result left right)
      (if (temporary? left)
          (let* ((first (register s left)) (second (register-or-immediate s right)))
            (emit! s shape mnemonic (define! s result) (list first second) 1 8))
          (let* ((first (register s right)) (second (register-or-immediate s left)))
            (emit! s shape mnemonic (define! s result) (list first second) 1 8))))

    (define (select-commutative mnemonic)
      (lambda (s result operands) (commutative! s 'update mnemonic result (car operands) (cadr operands))))

    (define (select-add s result operands)
      (commutative! s 'add op-add result (car operands) (cadr operands)))

    (define (select-sub s result operands)
      (let* ((first (register s (car operands))) (second (register-or-immediate s (cadr operands))))
        (if (and (exact-integer? second) (fits-32? (- second)))
            (emit! s 'add op-add (define! s result) (list first (- second)) #f 8)
            (update! s op-sub (define! s result) first second))))

    (define (select-multiply s result operands)
      (if (temporary? (car operands))
          (multiply! s result (car operands) (cadr operands))
          (multiply! s result (cadr operands) (car operands))))
    (define (multiply! s result left right)
      (let ((right (argument s right)))
        (cond ((virtual? right) (update! s op-imul (define! s result) (register s left) right))
              ((power-of-two right)
               => (lambda (shift) (update! s op-shl (define! s result) (register s left) shift)))
              ((and (exact-integer? right) (fits-32? right))
               (let ((left (register s left)))
                 (emit! s 'plain op-imul (define! s result) (list left right) 0 8)))
              (else
               (let* ((left (register s left)) (right (in-register s right)))
                 (update! s op-imul (define! s result) left right))))))

    ;; -> k when number = 2^k, k from 1 to 62; else #f.
    (define (power-of-two number)
      (and (exact-integer? number)
           (let loop ((k 1) (power 2))
             (cond ((= power number) k)
                   ((or (= k 62) (> power number)) #f)
                   (else (loop (+ k 1) (* 2 power)))))))

    (define (select-shift mnemonic)
      (lambda (s result operands)
        (let* ((first (register s (car operands))) (count (argument s (cadr operands))))
          (if (exact-integer? count)
              (update! s mnemonic (define! s result) first (modulo count 64))
              (emit! s 'shift mnemonic (define! s result) (list first (in-register s count)) #f 8)))))

    (define (select-unary mnemonic)
      (lambda (s result operands)
        (let ((first (register s (car operands))))
          (emit! s 'update mnemonic (define! s result) (list first) #f 8))))

    (define (fixed! s result inputs operands result-register clobbers template)
      (emit! s 'fixed (make-fixed inputs result-register clobbers template)
             (define! s result) operands #f 8))

    (define (select-divide result-register)
      (lambda (s result operands)
        (let* ((left (argument s (car operands))) (right (register s (cadr operands))))
          (fixed! s result (list rax) (list left right) result-register (list rax rdx) 'signed-divide))))

    (define (select-unsigned-divide result-register)
      (lambda (s result operands)
        (let* ((high (argument s (car operands))) (low (argument s (cadr operands)))
               (divisor (register s (list-ref operands 2))))
          (fixed! s result (list rdx rax) (list high low divisor) result-register (list rax rdx) 'unsigned-divide))))

    (define (select-multiply-high s result operands)
      (let* ((left (argument s (car operands))) (right (register s (cadr operands))))
        (fixed! s result (list rax) (list left right) rdx (list rax rdx) 'multiply)))

    ;; The highest bit of 2n + 1 stands at the number of bits of n (below 2^63), also for 0.
    (define (select-length s result operands)
      (let ((operand (register s (car operands))) (double (fresh! s 'word)))
        (plain! s op-lea double (make-memory #f operand operand 1 1 #f))
        (plain! s op-bsr (define! s result) double)))

    ;; Doubles.

    (define (select-double mnemonic)
      (lambda (s result operands)
        (let* ((first (register s (car operands))) (second (register s (cadr operands))))
          (update! s mnemonic (define! s result) first second))))

    (define (select-double-root s result operands)
      (let ((operand (register s (car operands))))
        (emit! s 'plain op-sqrtsd (define! s result) (list operand) 0 8)))

    ;; xor or and with a mask of 64 bits.
    (define (select-double-mask mnemonic mask)
      (lambda (s result operands)
        (let ((operand (register s (car operands))) (bits (in-register s mask)) (mask (fresh! s 'double)))
          (plain! s op-movq mask bits)
          (emit! s 'update mnemonic (define! s result) (list operand mask) #f 8))))

    (define (select-double-round mode)
      (lambda (s result operands)
        (let ((operand (register s (car operands))))
          (emit! s 'plain op-roundsd (define! s result) (list operand mode) 0 8))))

    (define (select-convert mnemonic)
      (lambda (s result operands)
        (let ((operand (register s (car operands))))
          (plain! s mnemonic (define! s result) operand))))

    ;; Memory.

    (define (select-load mnemonic bytes result-bytes)
      (lambda (s result operands)
        (let ((memory (memory-operand s bytes (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3))))
          (emit! s 'plain mnemonic (define! s result) (list memory) #f result-bytes))))

    (define (select-store mnemonic bytes)
      (lambda (s result operands)
        (let* ((memory (memory-operand s bytes (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3)))
               (value (argument s (list-ref operands 4)))
               (value (case bytes
                        ((8) (register-or-immediate s (list-ref operands 4)))
                        (else
                         (if (exact-integer? value)
                             (floor-remainder value (expt 256 bytes))
                             (make-view bytes (in-register s value)))))))
          (emit! s 'plain mnemonic #f (list memory value) #f 8))))

    (define (select-store-double s result operands)
      (let* ((memory (memory-operand s 8 (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3)))
             (value (register s (list-ref operands 4))))
        (emit! s 'plain op-movsd #f (list memory value) #f 8)))

    ;; to, from, count. Backwards when the target begins inside the source.
    (define (select-copy-bytes s result operands)
      (let* ((to (argument s (car operands))) (from (argument s (cadr operands))) (count (argument s (list-ref operands 2))))
        (emit! s 'fixed
               (make-fixed (list rdi rsi rcx) #f (list rax rcx rsi rdi) 'copy-bytes)
               #f (list to from count) #f 8)))
    (define (select-allocate s result operands)
      (emit! s 'allocate #f (define! s result) operands #f 8))

    (define (select-allocate-dynamic s result operands)
      (let ((bytes (argument s (car operands))))
        (emit! s 'allocate #f (define! s result) (list bytes (cadr operands)) #f 8)))

    ;; The machine.

    (define (register-slot index) (make-memory 8 rbp #f 1 (* 8 index) #f))

    (define (select-register-ref s result operands)
      (plain! s op-mov (define! s result) (register-slot (car operands))))

    (define (select-register-set s result operands)
      (let ((value (register-or-immediate s (cadr operands))))
        (plain! s op-mov #f (register-slot (car operands)) value)))

    (define (select-stack-pointer s result operands)
      (plain! s op-mov (define! s result) (general-register rsp)))

    (define (select-time-stamp s result operands)
      (fixed! s result '() '() rax (list rax rdx) 'time-stamp))

    (define (select-system-call s result operands)
      (fixed! s result (list rax rdi rsi rdx 10 8 9) (map (lambda (operand) (argument s operand)) operands)
              rax (list rax rcx) 'system-call))

    (define (select-poll s result operands)
      (emit! s 'poll #f #f '() #f 8))

    (define (select-call s result operands)
      (selection-calls-set! s #t)
      (let ((closure (closure-argument s (cadr operands)))
            (arguments (map (lambda (operand) (argument s operand)) (cddr operands))))
        (emit! s 'call (if result 'one 'none) (define! s result)
               (cons (car operands) (cons closure arguments)) #f 8)))

    (define (closure-argument s operand) (and operand (argument s operand)))

    (define operation-selectors
      (list
       (cons 'copy select-copy)
       (cons 'object-address select-copy)
       (cons 'word-add select-add)
       (cons 'word-sub select-sub)
       (cons 'word-mul select-multiply)
       (cons 'word-mul-high select-multiply-high)
       (cons 'word-and (select-commutative op-and))
       (cons 'word-or (select-commutative op-or))
       (cons 'word-xor (select-commutative op-xor))
       (cons 'word-shl (select-shift op-shl))
       (cons 'word-shr (select-shift op-shr))
       (cons 'word-sar (select-shift op-sar))
       (cons 'word-neg (select-unary op-neg))
       (cons 'word-not (select-unary op-not))
       (cons 'word-divide (select-divide rax))
       (cons 'word-remainder (select-divide rdx))
       (cons 'word-udivide (select-unsigned-divide rax))
       (cons 'word-uremainder (select-unsigned-divide rdx))
       (cons 'word-length select-length)
       (cons 'double-add (select-double op-addsd))
       (cons 'double-sub (select-double op-subsd))
       (cons 'double-mul (select-double op-mulsd))
       (cons 'double-div (select-double op-divsd))
       (cons 'double-sqrt select-double-root)
       (cons 'double-neg (select-double-mask op-xorpd #x-8000000000000000))
       (cons 'double-abs (select-double-mask op-andpd #x7fffffffffffffff))
       (cons 'double-floor (select-double-round 9))
       (cons 'double-ceiling (select-double-round 10))
       (cons 'double-truncate (select-double-round 11))
       (cons 'double-round (select-double-round 8))
       (cons 'word->double (select-convert op-cvtsi2sd))
       (cons 'double->word (select-convert op-cvttsd2si))
       (cons 'double->bits (select-convert op-movq))
       (cons 'bits->double (select-convert op-movq))
       (cons 'load8 (select-load op-movzx 1 4))
       (cons 'load16 (select-load op-movzx 2 4))
       (cons 'load32 (select-load op-mov 4 4))
       (cons 'load64 (select-load op-mov 8 8))
       (cons 'load64-fixed (select-load op-mov 8 8))
       (cons 'load-double (select-load op-movsd 8 8))
       (cons 'load-double-fixed (select-load op-movsd 8 8))
       (cons 'store8 (select-store op-mov 1))
       (cons 'store16 (select-store op-mov 2))
       (cons 'store32 (select-store op-mov 4))
       (cons 'store64 (select-store op-mov 8))
       (cons 'store-double select-store-double)
       (cons 'copy-bytes select-copy-bytes)
       (cons 'allocate select-allocate)
       (cons 'allocate-dynamic select-allocate-dynamic)
       (cons 'register-ref select-register-ref)
       (cons 'register-set select-register-set)
       (cons 'stack-pointer select-stack-pointer)
       (cons 'time-stamp select-time-stamp)
       (cons 'poll select-poll)
       (cons 'system-call select-system-call)
       (cons 'call select-call)))

    (define selectors
      (let ((selectors (make-vector (vector-length all-operations) #f)))
        (for-each (lambda (entry)
                    (vector-set! selectors (operation-number (operation-named (car entry))) (cdr entry)))
                  operation-selectors)
        selectors))

    ;;; Terminators.

    (define (select-terminator! s terminator)
      (define (all operands) (map (lambda (operand) (argument s operand)) operands))
      (cond ((goto? terminator)
             (make-mach-goto (block-data (goto-block terminator)) (all (goto-operands terminator))))
            ((branch? terminator)
             (select-branch! s (branch-condition terminator) (branch-left terminator) (branch-right terminator)
                             (block-data (branch-then terminator)) (block-data (branch-else terminator))))
            ((branch-overflow? terminator) (select-overflow! s terminator))
            ((return? terminator) (make-mach-return (argument s (return-value terminator))))
            ((tail-call? terminator)
             (make-mach-tail-call (tail-call-target terminator)
                                  (closure-argument s (tail-call-closure terminator))
                                  (all (tail-call-operands terminator))
                                  (tail-call-source terminator)))
            ((call-values? terminator)
             (selection-calls-set! s #t)
             (make-mach-call-values (call-values-target terminator)
                                    (closure-argument s (call-values-closure terminator))
                                    (all (call-values-operands terminator))
                                    (block-data (call-values-block terminator))
                                    (call-values-required terminator)
                                    (call-values-rest? terminator)
                                    (call-values-source terminator)))
            ((return-values? terminator) (make-mach-return-values (all (return-values-values terminator))))
            (else (make-mach-unreachable))))

    (define (select-overflow! s terminator)
      (let* ((operation (branch-overflow-operation terminator))
             (operation (if (symbol? operation) operation (operation-name operation)))
             (swap? (and (not (eq? operation 'word-sub)) (not (temporary? (branch-overflow-left terminator)))))
             (left (if swap? (branch-overflow-right terminator) (branch-overflow-left terminator)))
             (right (if swap? (branch-overflow-left terminator) (branch-overflow-right terminator)))
             (first (register s left))
             (second (register-or-immediate s right))
             (second (if (eq? operation 'word-mul) (in-register s second) second))
             (then (block-data (branch-overflow-then terminator)))
             (result (define! s (branch-overflow-result terminator))))
        (make-mach-overflow
         (make-mach 'update
                    (case operation ((word-add) op-add) ((word-sub) op-sub) (else op-imul))
                    result (list first second) 1 8 (selection-source s))
         then
         (block-data (branch-overflow-else terminator)))))

    ;;; Comparisons.

    (define condition-codes
      '((eq . e) (ne . ne) (lt . l) (le . le) (gt . g) (ge . ge) (ult . b) (ule . be) (ugt . a) (uge . ae)
        (bits-clear . e) (bits-set . ne)))

    (define object-tag (layout-number 'tags 'object))
    (define header-tag (layout-number 'tags 'header))

    (define (select-branch! s condition left right then otherwise)
      (define (effect! mnemonic flexible . operands)
        (emit! s 'plain mnemonic #f operands flexible 8))
      (define (jump-if code) (make-mach-branch (list (cons code then)) otherwise))
      (case condition
        ((eq ne lt le gt ge ult ule ugt uge)
         (if (or (temporary? left) (not (temporary? right)))
             (begin (compare! s (or (deferred s left) (register s left))
                              (or (deferred s right) (register-or-immediate s right)))
                    (jump-if (cdr (assq condition condition-codes))))
             (begin (compare! s (or (deferred s right) (register s right)) (register-or-immediate s left))
                    (jump-if (cdr (assq (condition-swap condition) condition-codes))))))
        ((bits-clear bits-set)
         (if (temporary? left)
             (test! s (register s left) (argument s right))
             (test! s (register s right) (argument s left)))
         (jump-if (cdr (assq condition condition-codes))))
        ((tag-is)
         (test-tag! s (register s left) right)
         (jump-if 'e))
        ((header-is)
         (let ((object (register s left)))
           (effect! op-cmp #f (make-memory 1 object #f 1 (- object-tag) #f) (+ (* 8 right) header-tag))
           (emit! s 'exit 'ne #f (list otherwise) #f 8)
           (effect! op-cmp #f (make-memory 1 object #f 1 (- 7 object-tag) #f) 0)
           (jump-if 'l)))
        ((record?)
         (effect! op-cmp #f (make-memory 1 (register s left) #f 1 (- 7 object-tag) #f) 0)
         (jump-if 'ge))
        ((descriptor-is)
         (let ((memory (make-memory 8 (register s left) #f 1 (- object-tag) #f))
               (descriptor (argument s right)))
           (if (immediate-link? s descriptor)
               (effect! op-cmp #f memory
                        (make-link (link-kind descriptor) (link-object descriptor)
                                   (+ (link-addend descriptor) (- header-tag object-tag))))
               (let ((word (fresh! s 'word)))
                 (plain! s op-lea word (make-memory #f (in-register s descriptor) #f 1 (- header-tag object-tag) #f))
                 (effect! op-cmp #f memory word)))
           (jump-if 'e)))
        ((double-eq)
         (compare-doubles! s left right)
         (make-mach-branch (list (cons 'p otherwise) (cons 'ne otherwise)) then))
        ((double-lt)
         (compare-doubles! s right left)
         (jump-if 'a))
        ((double-le)
         (compare-doubles! s right left)
         (jump-if 'ae))
        (else (error "select: no such condition" condition))))

    (define (compare! s left right)
      (cond ((memory? left) (emit! s 'plain op-cmp #f (list left right) #f 8))
            ((memory? right) (emit! s 'plain op-cmp #f (list left right) #f 8))
            ((eqv? right 0) (emit! s 'plain op-test #f (list left left) #f 8))
            (else (emit! s 'plain op-cmp #f (list left right) (if (virtual? right) 1 0) 8))))

    (define (test! s left right)
      (cond ((virtual? right) (emit! s 'plain op-test #f (list left right) #f 8))
            ((not (exact-integer? right)) (emit! s 'plain op-test #f (list left (in-register s right)) #f 8))
            ((<= 0 right 255) (emit! s 'plain op-test #f (list (make-view 1 left) right) #f 8))
            ((<= 0 right 2147483647) (emit! s 'plain op-test #f (list (make-view 4 left) right) #f 8))
            ((fits-32? right) (emit! s 'plain op-test #f (list left right) #f 8))
            (else (emit! s 'plain op-test #f (list left (in-register s right)) #f 8))))

    ;; A tag other than 0 is subtracted in the scratch register first.
    (define (test-tag! s value tag)
      (if (= tag 0)
          (emit! s 'plain op-test #f (list (make-view 1 value) 7) #f 8)
          (begin
            (emit! s 'plain op-lea #f (list (narrow-register 11) (make-memory #f value #f 1 (- tag) #f)) #f 8)
            (emit! s 'plain op-test #f (list (byte-register 11) 7) #f 8))))

    (define (compare-doubles! s left right)
      (let* ((left (register s left)) (right (register s right)))
        (emit! s 'plain op-ucomisd #f (list left right) 1 8)))))
