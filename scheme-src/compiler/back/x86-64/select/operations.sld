;;; The operations of Flow: what each becomes stands in one table (operation-selectors) of small procedures, by topic.
;;;
;;; A selector gets the selection, the temporary of the result (or #f) and the operands. Operands come before the result: `define!`
;;; is called when they are at hand. A commutative operation takes a constant second, a product by a power of two is a shift,
;;; and what the machine does only on certain registers is a `fixed` instruction with a template.
(define-library (compiler back x86-64 select operations)
  (export select-operation!)
  (import (scheme base) (machine layout) (compiler ir flow) (compiler ir mach)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 select operands))
  (begin
    ;; (select-operation! s operation result operands): emits its instructions.
    (define (select-operation! s operation result operands)
      ((vector-ref selectors (operation-number operation)) s result operands))

    (define op-mov (mnemonic-named 'mov))
    (define op-movzx (mnemonic-named 'movzx))
    (define op-lea (mnemonic-named 'lea))
    (define op-add (mnemonic-named 'add))
    (define op-sub (mnemonic-named 'sub))
    (define op-and (mnemonic-named 'and))
    (define op-or (mnemonic-named 'or))
    (define op-xor (mnemonic-named 'xor))
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
    (define op-cvtsi2sd (mnemonic-named 'cvtsi2sd))
    (define op-cvttsd2si (mnemonic-named 'cvttsd2si))

    (define rax 0) (define rcx 1) (define rdx 2) (define rsp 4) (define rbp 5) (define rsi 6) (define rdi 7)

    ;;; Words.

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

    ;;; Doubles.

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

    ;;; Memory.

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

    ;; A value goes into an object that may be old: the byte of the slot's card becomes 1, unless the value is a constant that is no
    ;; pointer, or in mode `static` one that points into the image, which never moves.
    (define (select-store-value s result operands)
      (define (slot bytes) (memory-operand s bytes (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3)))
      (let* ((value (argument s (list-ref operands 4)))
             (memory (slot 8))
             (stored (register-or-immediate s (list-ref operands 4))))
        (plain! s op-mov #f memory stored)
        (if (not (or (exact-integer? value) (immediate-link? s value)))
            (let ((card (narrow-register scratch-register)))
              (plain! s op-lea #f card (slot #f))
              (plain! s op-shr #f card card-bits)
              (plain! s op-mov #f (make-memory 1 rbp scratch-register 1 card-table #f) 1)))))

    (define scratch-register (layout-value 'scratch-register))

    ;; The shift of 32 bits leaves the address modulo 2^32.
    (define card-bits (layout-value 'card-bits))
    (define card-table
      (if (= (layout-value 'card-address-bits) 32)
          (layout-value 'card-table)
          (error "select: the card table wants addresses of 32 bits")))

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

    ;;; The machine.

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

    ;; What has become a constant is in no frame.
    (define (select-keep-alive s result operands)
      (let ((operand (argument s (car operands))))
        (if (virtual? operand) (emit! s 'keep #f #f (list operand) #f 8))))

    (define (select-poll s result operands)
      (emit! s 'poll #f #f '() #f 8))

    (define (select-call s result operands)
      (selection-calls-set! s #t)
      (let ((closure (closure-argument s (cadr operands)))
            (arguments (map (lambda (operand) (argument s operand)) (cddr operands))))
        (emit! s 'call (if result 'one 'none) (define! s result)
               (cons (car operands) (cons closure arguments)) #f 8)))

    ;;; The table.

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
       (cons 'store-value select-store-value)
       (cons 'store-double select-store-double)
       (cons 'copy-bytes select-copy-bytes)
       (cons 'allocate select-allocate)
       (cons 'allocate-dynamic select-allocate-dynamic)
       (cons 'register-ref select-register-ref)
       (cons 'register-set select-register-set)
       (cons 'stack-pointer select-stack-pointer)
       (cons 'time-stamp select-time-stamp)
       (cons 'keep-alive select-keep-alive)
       (cons 'poll select-poll)
       (cons 'system-call select-system-call)
       (cons 'call select-call)))

    (define selectors
      (let ((selectors (make-vector (vector-length all-operations) #f)))
        (for-each (lambda (entry)
                    (vector-set! selectors (operation-number (operation-named (car entry))) (cdr entry)))
                  operation-selectors)
        selectors))))
