;;; Notation: assembly language as S-expressions, for the stubs.
;;;
;;;   name                          a place
;;;   (jump name)  (jump e name)    a jump, always or on a condition code
;;;   (mark words slots mask values-place)   the return point of the call before it; see $mark
;;;   (mnemonic operand …)          an instruction
;;;
;;; Operands:
;;;
;;;   rax … r15, eax … r15d, al … r15b, xmm0 … xmm15
;;;   integer                       immediate
;;;   (at base displacement) (at base displacement index scale)    64 bits of memory; at32, at8: 32, 8 bits
;;;   (slot k)                      frame slot k
;;;   (file name) (file name k)     word of the register file, the k-th of several
;;;   (constant datum) (builtin name addend) (stub name)           links
;;;   (address place)               memory operand of lea: a place of this stub
;;;   (stub-address name)           memory operand of lea: the address of a stub
(define-library (compiler back x86-64 notation)
  (export notation->items)
  (import (scheme base) (machine layout) (base table) (compiler back x86-64 operand) (compiler back x86-64 encoder)
          (compiler back x86-64 item) (compiler back x86-64 moves))
  (begin
    ;; (notation->items list) -> items.
    (define (notation->items lines)
      (let ((places (make-symbol-table)))
        (define (place name)
          (or (symbol-table-ref places name #f)
              (let ((place (make-place name)))
                (symbol-table-set! places name place)
                place)))
        (map (lambda (line) (line->item line place)) lines)))

    (define (line->item line place)
      (cond ((symbol? line) (place line))
            ((eq? (car line) 'jump)
             (if (null? (cddr line))
                 (make-jump #f (place (cadr line)))
                 (make-jump (cadr line) (place (list-ref line 2)))))
            ((eq? (car line) 'mark)
             (make-mark (list-ref line 1) (list-ref line 2) (list-ref line 3)
                        (let ((values-place (list-ref line 4)))
                          (if (memq values-place '(#f any)) values-place (place values-place)))
                        #f '()))
            (else
             (cons (mnemonic-named (car line))
                   (map (lambda (operand) (line-operand operand place)) (cdr line))))))

    (define (line-operand operand place)
      (cond ((exact-integer? operand) operand)
            ((symbol? operand) (register-named operand))
            (else
             (let ((first (cadr operand)) (rest (cddr operand)))
               (case (car operand)
                 ((at) (memory 8 first rest))
                 ((at32) (memory 4 first rest))
                 ((at8) (memory 1 first rest))
                 ((slot) (slot-memory first))
                 ((file) (make-memory 8 (layout-value 'register-file-register) #f 1
                                      (* 8 (+ (layout-number 'register-file first) (if (pair? rest) (car rest) 0)))
                                      #f))
                 ((constant) (make-link 'constant first 0))
                 ((builtin) (make-link 'builtin first (car rest)))
                 ((stub) (make-link 'stub first 0))
                 ((address) (make-memory #f 'rip #f 1 0 (make-link 'place (place first) 0)))
                 ((stub-address) (make-memory #f 'rip #f 1 0 (make-link 'stub first 0)))
                 (else (error "notation: not an operand" operand)))))))

    (define (memory bytes base rest)
      (make-memory bytes (and base (register-number (register-named base)))
                   (and (pair? (cdr rest)) (register-number (register-named (cadr rest))))
                   (if (pair? (cdr rest)) (list-ref rest 2) 1)
                   (car rest) #f))

    (define (register-named name)
      (or (symbol-table-ref registers name #f)
          (error "notation: no such register" name)))

    (define registers
      (let ((table (make-symbol-table)))
        (define (enter! names register)
          (let loop ((names names) (number 0))
            (if (pair? names)
                (begin
                  (symbol-table-set! table (car names) (register number))
                  (loop (cdr names) (+ number 1))))))
        (enter! '(rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15) general-register)
        (enter! '(eax ecx edx ebx esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d) narrow-register)
        (enter! '(al cl dl bl spl bpl sil dil r8b r9b r10b r11b r12b r13b r14b r15b) byte-register)
        (enter! '(xmm0 xmm1 xmm2 xmm3 xmm4 xmm5 xmm6 xmm7 xmm8 xmm9 xmm10 xmm11 xmm12 xmm13 xmm14 xmm15)
                double-register)
        table))))
