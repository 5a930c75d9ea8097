;;; Stubs at the base of the stack: its begin, capture of the frames on it, and their return.
;;;
;;; A continuation object's words are drawn in the architecture's kernel contracts. Capture moves nothing: the frames lie where they
;;; were, and the base of the stack comes to lie below them, with the address of `underflow` in its word. Who returns to it gets
;;; one frame back from the continuation; if that has more frames, it is split, so that this happens once for each. Pieces that a collection
;;; made of a deep stack have a state, and come back whole.
(define-library (compiler back x86-64 stubs continuations)
  (export continuation-stubs)
  (import (scheme base) (machine layout) (compiler back x86-64 stubs pieces))
  (begin
    ;; Displacement of a slot of a continuation, from the tagged value.
    (define (continuation-slot name)
      (let loop ((slots (cdr (assq 'continuation (layout-section 'records)))) (index 1))
        (if (eq? (caar slots) name)
            (- (* 8 index) object-tag)
            (loop (cdr slots) (+ index 1)))))

    (define continuation-bytes (* 8 (+ 1 (length (cdr (assq 'continuation (layout-section 'records)))))))
    (define low-slot (continuation-slot 'stack-low))
    (define words-slot (continuation-slot 'stack-words))
    (define return-slot (continuation-slot 'return-address))
    (define link-slot (continuation-slot 'link))
    (define state-slot (continuation-slot 'state))
    (define part-slot (continuation-slot 'part))

    (define (continuation-stubs)
      `((start
         (lea rax (stub-address underflow))
         (mov (at rsp -8) rax)
         (lea rsp (at rsp -8))
         (mov rsi (file main))
         (mov ecx 0)
         ,@enter-procedure)

        ;; Values of the continuation are in the places of results, several lie below the base. k: continuation, n: words of
        ;; its first frame. If it has more frames, it is split, so that this happens once for each.
        (underflow
         (mark 0 () 0 several)
         (mov ecx 1)
         several
         (mov r10 (file continuation))
         (cmp r10 ,false)
         (jump e exit)
         (mov r11 (at r10 ,return-slot))
         (movsxd r12 (at32 r11 ,nop-displacement))
         (mov r12d (at32 r11 0 r12 1))                    ; n
         (mov r13 (at r10 ,words-slot))
         (cmp (at r10 ,state-slot) ,false)
         (cmovne r12 r13)                                 ; a piece that a collection made comes back whole
         (cmp r13 r12)
         (jump ne split)
         single-frame
         (mov r14 (file stack-base))
         (lea r13d (at rcx -6))                           ; values below the base
         (test r13d r13d)
         (jump le values-moved)
         (neg r13)
         (lea rsi (at r14 0 r13 8))                       ; the lowest value, which is the last one
         (mov r13 r12)
         (neg r13)
         (lea r13 (at rsi -8 r13 8))                      ; n + 1 words below it
         next-value
         (mov r10 (at rsi 0))
         (mov (at r13 0) r10)
         (add rsi 8)
         (add r13 8)
         (cmp rsi r14)
         (jump ne next-value)
         (mov r10 (file continuation))
         values-moved
         (mov r13 r12)
         (neg r13)
         (lea rsp (at r14 0 r13 8))
         (mov r14 (at r10 ,low-slot))
         (mov r13d 0)
         next-word
         (cmp r13 r12)
         (jump e copied)
         (mov rsi (at r14 0 r13 8))
         (mov (at rsp 0 r13 8) rsi)
         (add r13 1)
         (jump next-word)
         copied
         (mov r13 (at r10 ,link-slot))
         (mov (file continuation) r13)
         (mov (at rsp -8) r11)                            ; as after `ret`: who makes a list of the values looks there
         (cmp ecx 1)
         (jump ne return-several)
         (jmp r11)
         return-several
         (lea rsp (at rsp -8))
         (jmp (stub return-values))
         split
         (add r15 ,continuation-bytes)
         (cmp r15 (file allocation-limit))
         (jump a collect)
         (lea r14 (at r15 ,(- object-tag continuation-bytes)))
         (mov (at r14 ,(- object-tag)) (builtin continuation ,(- header-tag object-tag)))
         (sub r13 r12)
         (sub r13 1)
         (mov (at r14 ,words-slot) r13)
         (mov rsi (at r10 ,low-slot))
         (lea rsi (at rsi 0 r12 8))                       ; the first frame's own return address
         (mov r13 (at rsi 0))
         (mov (at r14 ,return-slot) r13)
         (add rsi 8)
         (mov (at r14 ,low-slot) rsi)
         (mov rsi (at r10 ,link-slot))
         (mov (at r14 ,link-slot) rsi)
         (mov rsi (at r10 ,state-slot))
         (mov (at r14 ,state-slot) rsi)
         (mov rsi (at r10 ,part-slot))
         (mov (at r14 ,part-slot) rsi)
         (mov (at r10 ,words-slot) r12)
         (mov (at r10 ,link-slot) r14)
         (lea r13d (at r10 ,link-slot))
         (shr r13d ,(layout-value 'card-bits))
         (mov (at8 rbp ,(layout-value 'card-table) r13 1) 1)
         (jump single-frame)
         collect
         (sub r15 ,continuation-bytes)
         (mov rsp (file stack-base))
         (mov r10d 0)
         (mov r11d 0)
         (mov esi 0)
         (mov r13d ,continuation-bytes)
         (lea r14 (address several))
         (jmp (stub collect-arguments))
         exit
         (mov (file kernel-operation) ,(kernel-call 'exit))
         (mov (file kernel-arguments) 0)
         ,@enter-kernel)

        ;; The used part of the stack becomes a continuation; the base moves below it.
        (call/cc
         (lea r11d (at rax ,(- procedure-tag)))
         (test r11b 7)
         (jump ne not-procedure)
         (mov r13 (file stack-base))
         (sub r13 rsp)
         (sar r13 3)
         (sub r13 1)                                      ; words of the frames
         (mov r10 (file continuation))
         (test r13 r13)
         (jump ge capture)
         (mov r13d 0)                                     ; nothing in use: the continuation is there already
         (cmp r10 ,false)
         (jump ne captured)
         capture
         (add r15 ,continuation-bytes)
         (cmp r15 (file allocation-limit))
         (jump a collect)
         (lea r14 (at r15 ,(- object-tag continuation-bytes)))
         (mov (at r14 ,(- object-tag)) (builtin continuation ,(- header-tag object-tag)))
         (lea r11 (at rsp 8))
         (mov (at r14 ,low-slot) r11)
         (mov (at r14 ,words-slot) r13)
         (mov r11 (at rsp 0))
         (mov (at r14 ,return-slot) r11)
         (mov (at r14 ,link-slot) r10)
         (mov (at r14 ,state-slot) ,false)
         (mov (at r14 ,part-slot) ,false)
         (lea r11 (stub-address underflow))
         (mov (at rsp 0) r11)
         (mov (file stack-base) rsp)
         (mov (file continuation) r14)
         (mov r10 r14)
         captured
         (mov rsi rax)
         (mov rax r10)
         (mov ecx 1)
         ,@enter-procedure
         collect
         (sub r15 ,continuation-bytes)
         (mov r11d ,continuation-bytes)
         (call (stub collect))
         (mark 0 () 1 #f)
         (jmp (stub call/cc))
         not-procedure
         (mov rdx rax)
         (mov ebx 8)
         ,@(leave-for-handler 'operator-error 3))

        ;; One value, nearly always, is where `underflow` wants it.
        (continue
         (mov (file continuation) rax)
         (lea r11d (at rdx ,(- pair-tag)))
         (test r11b 7)
         (jump ne list)
         (mov r10 (at rdx ,cdr-offset))
         (cmp r10 ,null)
         (jump ne list)
         (mov rax (at rdx ,car-offset))
         (jmp (stub underflow))
         list
         (mov rsp (file stack-base))
         (mov rax rdx)
         (jmp (stub values-list)))))))
