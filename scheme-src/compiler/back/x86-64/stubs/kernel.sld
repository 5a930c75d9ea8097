;;; Stubs that ask the kernel: collection, the check of the stack, and calls by number.
;;;
;;; `collect` saves all registers in the register file by their numbers: compiled code calls it between any two instructions, and the
;;; return record's mask says which of the saved ones hold values. The others are called like procedures, so nothing lives in a
;;; register. What `collect-arguments` must keep are values or become fixnums, and wait in operand-registers, which are always traced.
(define-library (compiler back x86-64 stubs kernel)
  (export kernel-stubs)
  (import (scheme base) (machine layout) (compiler back x86-64 stubs pieces))
  (begin
    (define saved-general
      '((rax 0) (rcx 1) (rdx 2) (rbx 3) (rsi 6) (rdi 7) (r8 8) (r9 9) (r10 10) (r12 12) (r13 13) (r14 14)))

    (define saved-doubles
      '((xmm0 0) (xmm1 1) (xmm2 2) (xmm3 3) (xmm4 4) (xmm5 5) (xmm6 6) (xmm7 7) (xmm8 8) (xmm9 9) (xmm10 10)
        (xmm11 11) (xmm12 12) (xmm13 13) (xmm14 14)))

    (define save-all
      (append
       (map (lambda (entry) `(mov (file saved-registers ,(cadr entry)) ,(car entry))) saved-general)
       (map (lambda (entry) `(movsd (file saved-doubles ,(cadr entry)) ,(car entry))) saved-doubles)))

    (define restore-all
      (append
       (map (lambda (entry) `(mov ,(car entry) (file saved-registers ,(cadr entry)))) saved-general)
       (map (lambda (entry) `(movsd ,(car entry) (file saved-doubles ,(cadr entry)))) saved-doubles)))

    (define (kernel-stubs)
      `((collect
         ,@save-all
         (mov (file kernel-operation) ,(kernel-call 'collect))
         (mov (file kernel-arguments) r11)
         ,@enter-kernel
         (cmp (file kernel-arguments) 0)
         (jump ne exhausted)
         ,@restore-all
         (ret)
         exhausted
         ,@(leave-for-handler 'heap-exhausted 1))

        ;; The arguments in registers wait in operand-registers, those in slots become frames of one word each: slot k goes to
        ;; slot 2k, and slot 2k+1 is the return address of a frame with one live slot.
        (collect-arguments
         (mov r12d 0)
         ,@(let loop ((names argument-names) (index 0))
             (if (null? names)
                 '()
                 `((cmp ecx ,(+ index 1))
                   (cmovb ,(car names) r12)
                   ,@(loop (cdr names) (+ index 1)))))
         ,@(arguments-to 'operand-registers)
         (mov (file operand-registers 6) rsi)
         ,@(apply append
                  (map (lambda (entry)
                         `((shl ,(car entry) 3)
                           (mov (file operand-registers ,(cadr entry)) ,(car entry))))
                       '((rcx 7) (r10 8) (r11 9) (r14 10))))
         (mov r11 r13)
         (shr rcx 3)
         (sub rcx 6)
         (jump g many)
         (call (stub collect))
         (mark 0 () 0 #f)
         (jump collected)
         many
         (mov (file stack-arguments) rcx)
         (lea rdx (address frame))
         (mov rax rcx)
         (neg rax)                                        ; slot k is [rsp - 8 - 8k]; from the last slot
         spread
         (mov rbx (at rsp 0 rax 8))
         (mov r12 rax)
         (add r12 r12)
         (mov (at rsp 8 r12 8) rbx)
         (mov (at rsp 0 r12 8) rdx)
         (add rax 1)
         (jump ne spread)
         (mov rax rcx)
         (neg rax)
         (add rax rax)
         (lea rsp (at rsp 8 rax 8))
         (call (stub collect))
         frame
         (mark 1 (0) 0 #f)
         (mov (file stack-arguments) 0)
         (mov rax (file operand-registers 7))             ; 8 · count
         (lea rsp (at rsp -104 rax 2))                    ; 16 (count - 6) - 8
         (shr rax 3)
         (sub rax 6)
         (mov rcx rax)
         (mov eax 0)
         gather
         (mov r12 rax)
         (add r12 r12)
         (mov rbx (at rsp -8 r12 8))
         (mov (at rsp -8 rax 8) rbx)
         (sub rax 1)
         (sub rcx 1)
         (jump ne gather)
         collected
         (mov rcx (file operand-registers 7))
         (shr rcx 3)
         (mov r10 (file operand-registers 8))
         (shr r10 3)
         (mov r11 (file operand-registers 9))
         (shr r11 3)
         (mov r14 (file operand-registers 10))
         (shr r14 3)
         (mov rsi (file operand-registers 6))
         ,@(arguments-from 'operand-registers)
         ,@(let loop ((index 0))
             (if (= index 7) '() `((mov (file operand-registers ,index) 0) ,@(loop (+ index 1)))))
         (jmp r14))

        (stack-or-interrupt
         (mov (file kernel-operation) ,(kernel-call 'stack-check))
         ,@enter-kernel
         (mov rax (file kernel-arguments))
         (test rax rax)
         (jump g signal)
         (jump e full)
         (ret)
         full
         (mov eax ,false)
         (jump handle)
         signal
         (shl rax 3)
         handle
         (mov ecx 1)
         (mov rsi (file interrupt-handler))
         ,@enter-procedure)

        ;; Fixnums pass as integers, objects as the address of what follows their first word.
        (kernel-call
         (shr rax 3)
         (mov (file kernel-operation) rax)
         ,@(apply append
                  (map (lambda (name index)
                         (define (label text) (string->symbol (string-append text (number->string index))))
                         `((test ,(car name) 7)
                           (jump ne ,(label "object"))
                           (sar ,(cadr name) 3)
                           (jump ,(label "ready"))
                           ,(label "object")
                           (add ,(cadr name) ,(- 8 object-tag))
                           ,(label "ready")
                           (mov (file kernel-arguments ,index) ,(cadr name))))
                       '((dl rdx) (bl rbx) (dil rdi)) '(0 1 2)))
         ,@enter-kernel
         (mov rax (file kernel-arguments))
         (shl rax 3)
         ,@return)))))
