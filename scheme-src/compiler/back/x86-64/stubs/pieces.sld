;;; Pieces of which stubs are made: offsets of what they look at, and runs of instructions that several of them need.
;;;
;;; A piece is a list in the form of (compiler back x86-64 notation), spliced into a stub.
(define-library (compiler back x86-64 stubs pieces)
  (export object-tag pair-tag procedure-tag header-tag false null car-offset cdr-offset nop-displacement
          argument-names enter-procedure return leave-for-handler enter-kernel kernel-call
          arguments-to arguments-from spread-list measure-list)
  (import (scheme base) (machine layout) (compiler back x86-64 item))
  (begin
    (define object-tag (layout-number 'tags 'object))
    (define pair-tag (layout-number 'tags 'pair))
    (define procedure-tag (layout-number 'tags 'procedure))
    (define header-tag (layout-number 'tags 'header))
    (define false (immediate-bits #f))
    (define null (immediate-bits '()))

    (define car-offset (- pair-tag))
    (define cdr-offset (- 8 pair-tag))
    (define entry-offset (- (* 8 (layout-number 'code-object 'entry)) header-tag))

    (define nop-displacement 3) ; where the displacement of the `nop` at a return address begins

    ;;; Leaving.

    ;; The procedure in rsi is called with its arguments in place; the frame is the caller's.
    (define enter-procedure
      `((mov r11 (at rsi ,(- procedure-tag)))
        (jmp (at r11 ,entry-offset))))

    ;; As compiled code returns.
    (define return '((pop r11) (jmp r11)))

    ;; Calls the error handler with a name and the arguments that are in rdx, rbx, rdi already.
    (define (leave-for-handler name count)
      `((mov eax (constant ,name))
        (mov ecx ,count)
        (mov rsi (file error-handler))
        ,@enter-procedure))

    (define (kernel-call name) (layout-number 'kernel-calls name))

    ;; The kernel runs: operation and arguments are in the register file, the general registers are saved.
    (define enter-kernel
      '((mov (file scheme-stack) rsp)
        (mov (file scheme-allocation) r15)
        (mov rsp (file kernel-stack))
        (mov rdi rbp)
        (call (file kernel-entry))
        (mov rsp (file scheme-stack))
        (mov r15 (file scheme-allocation))))

    ;;; Arguments and lists.

    (define argument-names '(rax rdx rbx rdi r8 r9))

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
        (jump ,wrong)))))
