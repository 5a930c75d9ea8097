;;; Stubs: what compiled code needs of hand-written machine code, one chunk each, named by symbols.
;;;
;;;   start               the image's entry: the first return address, then the procedure in the word `main`
;;;   underflow           return address at the base of the stack: the next frame comes back from the continuation
;;;   collect             r11: bytes wanted; all registers survive, those of the return record's mask as values
;;;   stack-or-interrupt  no arguments; nothing survives but the frame
;;;   rest-list           rcx arguments, r11 of them required, r10 where to go on: the others become a list, in the place
;;;                       of argument r11
;;;   collect-arguments   r13: bytes wanted, r14 where to go on: rcx arguments and rsi survive, and r10, r11 as raw words
;;;   arity               rsi: called with rcx arguments and cannot take them
;;;   values-error        rcx values came, r11 were expected, before returning to [rsp]
;;;   return-values       rcx values, not one, return to [rsp]
;;;   values-list         list → its elements return as values
;;;   apply               procedure, list → call
;;;   call/cc             procedure → call with the continuation
;;;   continue            continuation, list → the list's elements return to the continuation
;;;   kernel-call         number, three values → a fixnum
;;;
;;; Arguments, results and [rsp] are as in any call unless said otherwise. A continuation object's words are drawn in the
;;; architecture's kernel contracts: its frames lie where they were; the base of the stack lies below them.
(define-library (compiler back x86-64 stubs)
  (export all-stubs)
  (import (scheme base) (machine layout) (compiler back x86-64 item) (compiler back x86-64 notation)
          (compiler back x86-64 assemble))
  (begin
    ;; (all-stubs) -> list of code chunks.
    (define (all-stubs)
      (map (lambda (stub)
             (assemble (make-allocated (car stub) (car stub) #f '() 0 '() (notation->items (cdr stub)) '())))
           (stub-table)))

    (define object-tag (layout-number 'tags 'object))
    (define pair-tag (layout-number 'tags 'pair))
    (define procedure-tag (layout-number 'tags 'procedure))
    (define header-tag (layout-number 'tags 'header))
    (define false (immediate-bits #f))
    (define null (immediate-bits '()))

    (define car-offset (- pair-tag))
    (define cdr-offset (- 8 pair-tag))
    (define entry-offset (- (* 8 (layout-number 'code-object 'entry)) header-tag))
    (define (kernel-call name) (layout-number 'kernel-calls name))

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

    (define values-entry-offset (layout-number 'return-record 'values-entry))
    (define nop-displacement 3)

    (define argument-names '(rax rdx rbx rdi r8 r9))

    ;; The procedure in rsi is called with its arguments in place; the frame is the caller's.
    (define enter-procedure
      `((mov r11 (at rsi ,(- procedure-tag)))
        (jmp (at r11 ,entry-offset))))

    ;; Calls the error handler with a name and the arguments that are in rdx, rbx, rdi already.
    (define (leave-for-handler name count)
      `((mov eax (constant ,name))
        (mov ecx ,count)
        (mov rsi (file error-handler))
        ,@enter-procedure))

    ;; The kernel runs: operation and arguments are in the register file, the general registers are saved.
    (define enter-kernel
      '((mov (file scheme-stack) rsp)
        (mov (file scheme-allocation) r15)
        (mov rsp (file kernel-stack))
        (mov rdi rbp)
        (call (file kernel-entry))
        (mov rsp (file scheme-stack))
        (mov r15 (file scheme-allocation))))

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

    ;; The argument registers to and from a run of words of the register file.
    (define (arguments-to file)
      (let loop ((names argument-names) (index 0))
        (if (null? names) '() (cons `(mov (file ,file ,index) ,(car names)) (loop (cdr names) (+ index 1))))))
    (define (arguments-from file)
      (let loop ((names argument-names) (index 0))
        (if (null? names) '() (cons `(mov ,(car names) (file ,file ,index)) (loop (cdr names) (+ index 1))))))

    ;; Places the elements of the list r10 as arguments; r11 is destroyed.
    (define (spread-list done)
      (append
       (apply append
              (map (lambda (name)
                     `((cmp r10 ,null)
                       (jump e ,done)
                       (mov ,name (at r10 ,car-offset))
                       (mov r10 (at r10 ,cdr-offset))))
                   argument-names))
       `((mov r12 rsp)
         next-argument
         (cmp r10 ,null)
         (jump e ,done)
         (mov r11 (at r10 ,car-offset))
         (sub r12 8)
         (mov (at r12 0) r11)
         (mov r10 (at r10 ,cdr-offset))
         (jump next-argument))))

    ;; Length of the list r10 to ecx, then to the place `measured`; to `wrong` when it is no list or too long. Destroys r10, r11.
    (define (measure-list next-pair measured wrong)
      `((mov ecx 0)
        ,next-pair
        (cmp r10 ,null)
        (jump e ,measured)
        (lea r11d (at r10 ,(- pair-tag)))
        (test r11b 7)
        (jump ne ,wrong)
        (mov r10 (at r10 ,cdr-offset))
        (add ecx 1)
        (cmp ecx 100000000)
        (jump b ,next-pair)
        (jump ,wrong)))

    (define (stub-table)
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
         (mov (at rsp -8) r11)                            ; what receives the values still finds it there, as after ret
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

        (collect
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

        (arity
         (mov rdx rsi)
         (mov rbx rcx)
         (shl rbx 3)
         ,@(leave-for-handler 'arity-error 3))

        (values-error
         (mov rdx r11)
         (shl rdx 3)
         (mov rbx rcx)
         (shl rbx 3)
         ,@(leave-for-handler 'values-error 3))

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
         (ret)
         wrong
         (mov r11d 1)
         (jmp (stub values-error)))

        (values-list
         (mov r10 rax)
         (mov r13 rax)
         ,@(measure-list 'next-pair 'measured 'wrong)
         measured
         (cmp ecx 1)
         (jump ne several)
         (mov rax (at r13 ,car-offset))
         (ret)
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

        (apply
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
         (cmp r12 (file stack-true-limit))
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

        (continue
         (mov (file continuation) rax)
         (mov rsp (file stack-base))
         (mov rax rdx)
         (jmp (stub values-list)))

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
         (ret))))))
