;;; Operands of Flow to operands of Mach, and the Mach instructions of the block at work.
;;;
;;; Temporaries become virtuals, each at its definition or at the first use before it. Constants become integers where their bits
;;; are known, and links where only the placer of the code knows an address. In mode `static` links are 32-bit immediates,
;;; in mode `literal` they are loads from the literal slots of the code object. What an instruction cannot hold, a fresh virtual does.
(define-library (compiler back x86-64 select operands)
  (export make-selection selection-block-set! selection-instructions selection-instructions-set!
          selection-literals selection-calls? selection-calls-set! selection-source selection-source-set!
          selection-pending selection-pending-set!
          fresh! define! define-parameter! emit! plain! update!
          argument closure-argument in-register register register-or-immediate immediate-link? fits-32? memory-operand)
  (import (scheme base) (compiler ir flow) (compiler ir closed) (compiler ir mach)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item))
  (begin
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

    ;;; Virtuals.

    (define (fresh! s kind)
      (let ((count (selection-count s)))
        (selection-count-set! s (+ count 1))
        (make-virtual count kind (selection-block s))))

    (define (virtual-of! s temporary)
      (let ((virtual (fresh! s (temporary-representation temporary))))
        (virtual-set-origin! virtual (temporary-origin temporary))
        (set-temporary-data! temporary virtual)
        virtual))

    ;; The virtual of a temporary at its definition; #f for none.
    (define (define! s temporary)
      (and temporary
           (let ((virtual (or (temporary-data temporary)
                              (virtual-of! s temporary))))
             (virtual-block-set! virtual (selection-block s))
             virtual)))

    (define (define-parameter! s temporary)
      (let ((virtual (define! s temporary)))
        (virtual-parameter-set! virtual #t)
        virtual))

    ;;; Instructions.

    (define (emit! s shape mnemonic result operands flexible bytes)
      (selection-instructions-set!
       s (cons (make-mach shape mnemonic result operands flexible bytes (selection-source s))
               (selection-instructions s))))

    (define (plain! s mnemonic result . operands) (emit! s 'plain mnemonic result operands #f 8))
    (define (update! s mnemonic result first second) (emit! s 'update mnemonic result (list first second) 1 8))

    ;;; Operands.

    ;; What an operand of Flow is to machine code: a virtual, an exact integer (signed 64 bits), or a link.
    (define (argument s operand)
      (cond ((temporary? operand)
             (or (temporary-data operand)
                 ;; used before its definition in block order: the definition will find the virtual
                 (virtual-of! s operand)))
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

    (define (closure-argument s operand) (and operand (argument s operand)))

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

    (define op-add (mnemonic-named 'add))))
