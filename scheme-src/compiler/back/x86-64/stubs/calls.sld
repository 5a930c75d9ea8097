;;; Stubs for calls and returns that compiled code does not open-code: rest lists, apply, several values, and mistakes in their number.
(define-library (compiler back x86-64 stubs calls)
  (export call-stubs)
  (import (scheme base) (machine layout) (compiler back x86-64 stubs pieces))
  (begin
    (define values-entry-offset (layout-number 'return-record 'values-entry))

    (define (call-stubs)
      `((apply
         (lea r11d (at rax ,(- procedure-tag)))
         (test r11b 7)
         (jump ne not-procedure)
         (mov r10 rdx)
         (mov r13 rdx)
         (mov rsi rax)
         ,@(measure-list 'next-pair 'measured 'not-list)
         measured
         (mov r12 rcx)                                    ; arguments below may take two words each in collect-arguments
         (neg r12)
         (add r12 r12)
         (lea r12 (at rsp 0 r12 8))
         (cmp r12 (file stack-floor))
         (jump b no-room)
         (mov r10 r13)
         ,@(spread-list 'spread)
         spread
         ,@enter-procedure
         no-room
         (mov eax ,false)
         (mov ecx 1)
         (mov rsi (file interrupt-handler))
         ,@enter-procedure
         not-list
         (mov rdi r13)
         (mov edx (constant apply))
         (mov ebx 8)
         ,@(leave-for-handler 'type-error 4)
         not-procedure
         (mov r10 rdx)
         (mov rdx rax)
         ,@(measure-list 'next-argument-pair 'counted 'counted)
         counted
         (mov rbx rcx)
         (shl rbx 3)
         ,@(leave-for-handler 'operator-error 3))

        ;; The list is built from its end. r12: index of an argument, r14: the list.
        (rest-list
         (mov r12 rcx)
         (sub r12 r11)
         (shl r12 4)
         (lea r13 (at r15 0 r12 1))
         (cmp r13 (file allocation-limit))
         (jump a collect)
         ,@(arguments-to 'saved-registers)
         (mov r14d ,null)
         (mov r12 rcx)
         next
         (cmp r12 r11)
         (jump e built)
         (sub r12 1)
         (cmp r12 6)
         (jump ae below)
         (mov rax (at rbp ,(* 8 (layout-number 'register-file 'saved-registers)) r12 8))
         (jump link)
         below
         (mov r13 r12)
         (neg r13)
         (mov rax (at rsp 40 r13 8))                      ; argument i is slot i - 6
         link
         (mov (at r15 0) rax)
         (mov (at r15 8) r14)
         (lea r14 (at r15 ,pair-tag))
         (add r15 16)
         (jump next)
         built
         (cmp r11 6)
         (jump ae list-below)
         (mov (at rbp ,(* 8 (layout-number 'register-file 'saved-registers)) r11 8) r14)
         (jump done)
         list-below
         (mov r13 r11)
         (neg r13)
         (mov (at rsp 40 r13 8) r14)
         done
         ,@(arguments-from 'saved-registers)
         (jmp r10)
         collect
         (mov r13 r12)
         (lea r14 (stub-address rest-list))
         (jmp (stub collect-arguments)))

        (values-list
         (mov r10 rax)
         (mov r13 rax)
         ,@(measure-list 'next-pair 'measured 'wrong)
         measured
         (cmp ecx 1)
         (jump ne several)
         (mov rax (at r13 ,car-offset))
         ,@return
         several
         (mov r10 r13)
         ,@(spread-list 'spread)
         spread
         (jmp (stub return-values))
         wrong
         (mov rdi r13)
         (mov edx (constant values))
         (mov ebx 0)
         ,@(leave-for-handler 'type-error 4))

        (return-values
         (mov r11 (at rsp 0))
         (movsxd r10 (at32 r11 ,nop-displacement))
         (movsxd r12 (at32 r11 ,values-entry-offset r10 1))
         (cmp r12 1)
         (jump e ignored)
         (test r12 r12)
         (jump e wrong)
         (lea rsp (at rsp 8))
         (add r11 r12)
         (jmp r11)
         ignored
         ,@return
         wrong
         (mov r11d 1)
         (jmp (stub values-error)))

        (values-error
         (mov rdx r11)
         (shl rdx 3)
         (mov rbx rcx)
         (shl rbx 3)
         ,@(leave-for-handler 'values-error 3))

        (arity
         (mov rdx rsi)
         (mov rbx rcx)
         (shl rbx 3)
         ,@(leave-for-handler 'arity-error 3))))))
