;;; Stubs for bignums: loops over rows of limbs, 64 bits each, least significant first.
;;;
;;; A row is a bignum, the index of its first limb, and a count; several rows of one stub share the count. Indices and counts come as
;;; fixnums, which with a tag of three zero bits are distances in bytes. A result row may be an operand's row; otherwise rows do not
;;; overlap. No stub looks at a header but `limbs-normalize`, and none allocates, so addresses stay good.
;;;
;;;   limbs-add, limbs-subtract     to one other count → carry, 0 or 1
;;;   limbs-add-small, …-subtract-small   to from count number → carry: number is a fixnum ≥ 0
;;;   limbs-multiply                to one one-count other other-count: product of both counts, ≥ 1; overlaps neither
;;;   limbs-square                  to one count
;;;   limbs-scale                   to from count factor number: from · factor + number → carry, all fixnums ≥ 0
;;;   limbs-add-product, limbs-subtract-product   to from count factor: to ± from · factor → carry
;;;   limbs-divide-small            to from count divisor → remainder, fixnums
;;;   limbs-divide                  to rest rest-count divisor count: Knuth's algorithm D. count ≥ 2, the divisor's highest bit is one, the highest
;;;                                 count limbs of the rest are less; rest-count − count quotient limbs, the remainder stays in rest
;;;   limbs-shift-left              to from count bits: count + 1 limbs, bits below 64; to may be from or above it
;;;   limbs-shift-right             to from count bits: count limbs; to may be from or below it
;;;   limbs-compare                 one other count → −1, 0 or 1
;;;   limbs-count                   one count → count without leading zeros
;;;   limbs-normalize               bignum → integer: without leading zeros, a fixnum if it is one
;;;
;;; Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1; Brent, Zimmermann, Modern Computer Arithmetic, chapter 1.
(define-library (compiler back x86-64 stubs limbs)
  (export limb-stubs)
  (import (scheme base) (machine layout) (compiler back x86-64 stubs pieces))
  (begin
    (define limbs (- 8 object-tag))      ; from a tagged bignum to its first limb
    (define header-offset (- object-tag))
    (define length-offset (- 1 object-tag)) ; the 32 bits of the header that are the length

    ;; Operands beyond the sixth.
    (define seventh '(at rsp -8))
    (define eighth '(at rsp -16))

    (define return-zero `((mov eax 0) ,@return))

    (define (limb-stubs)
      (append (sums) (products) (divisions) (shifts) (views)))

    ;;; Sums.

    (define (sums)
      `((limbs-add ,@(row-sum 'adc))
        (limbs-subtract ,@(row-sum 'sbb))
        (limbs-add-small ,@(small-sum 'add))
        (limbs-subtract-small ,@(small-sum 'sub))))

    ;; The carry flag goes from limb to limb: nothing in the loop may touch it.
    (define (row-sum operation)
      `((mov rcx ,seventh)
        (lea rdx (at rax ,limbs rdx 1))
        (lea rdi (at rbx ,limbs rdi 1))
        (lea r9 (at r8 ,limbs r9 1))
        (mov esi 0)
        (mov eax 0)
        (shr rcx 3)
        (jump e done)
        (test eax eax)
        next
        (mov r10 (at rdi 0 rsi 8))
        (,operation r10 (at r9 0 rsi 8))
        (mov (at rdx 0 rsi 8) r10)
        (lea rsi (at rsi 1))
        (dec rcx)
        (jump ne next)
        (adc eax 0)
        (shl eax 3)
        done
        ,@return))

    (define (small-sum operation)
      `((lea r10 (at rax ,limbs rdx 1))
        (lea rsi (at rbx ,limbs rdi 1))
        (mov edi 0)
        (shr r9 3)
        (shr r8 3)
        (jump e done)
        next
        (mov rax (at rsi 0 rdi 8))
        (,operation rax r9)
        (mov (at r10 0 rdi 8) rax)
        (mov r9d 0)
        (adc r9 0)
        (add rdi 1)
        (sub r8 1)
        (jump ne next)
        done
        (lea rax (at #f 0 r9 8))
        ,@return))

    ;;; Products.

    ;; One limb of a row times r13, with the carry r12: rsi and r10 are the ends of the rows, r14 goes from −count to 0.
    (define (multiply-step kind displacement)
      `((mov rax (at rsi ,displacement r14 8))
        (mul r13)
        ,@(case kind
            ((set)
             `((add rax r12)
               (adc rdx 0)
               (mov (at r10 ,displacement r14 8) rax)))
            ((add)
             `((add rax (at r10 ,displacement r14 8))
               (adc rdx 0)
               (add rax r12)
               (adc rdx 0)
               (mov (at r10 ,displacement r14 8) rax)))
            (else
             `((add rax r12)
               (adc rdx 0)
               (sub (at r10 ,displacement r14 8) rax)
               (adc rdx 0))))
        (mov r12 rdx)))

    ;; The whole row: single steps until the count is a multiple of four. `name` makes its places' names.
    (define (multiply-row kind name)
      (let ((single (place name "-single")) (four (place name "-four")) (done (place name "-done")))
        `(,single
          (test r14b 3)
          (jump e ,four)
          ,@(multiply-step kind 0)
          (add r14 1)
          (jump ,single)
          ,four
          (test r14 r14)
          (jump e ,done)
          ,@(multiply-step kind 0)
          ,@(multiply-step kind 8)
          ,@(multiply-step kind 16)
          ,@(multiply-step kind 24)
          (add r14 4)
          (jump ,four)
          ,done)))

    (define (place name suffix) (string->symbol (string-append (symbol->string name) suffix)))

    (define (products)
      `((limbs-multiply
         (mov r13 ,seventh)
         (mov rcx ,eighth)
         (lea r9 (at r9 ,limbs r13 1))
         (shr rcx 3)
         (lea rsi (at rbx ,limbs rdi 1))
         (add rsi r8)
         (lea r10 (at rax ,limbs rdx 1))
         (add r10 r8)
         (shr r8 3)
         (neg r8)
         (mov r13 (at r9 0))
         (mov r12d 0)
         (mov r14 r8)
         ,@(multiply-row 'set 'first)
         (jump row-done)
         next-row
         (add r9 8)
         (add r10 8)
         (mov r13 (at r9 0))
         (mov r12d 0)
         (mov r14 r8)
         ,@(multiply-row 'add 'other)
         row-done
         (mov (at r10 0) r12)
         (sub rcx 1)
         (jump ne next-row)
         ,@return-zero)

        ;; Row i is limb i times the limbs above it; then all is doubled and the squares are added. r9: end of the source.
        (limbs-square
         (lea rsi (at rbx ,limbs rdi 1))
         (lea rbx (at rax ,limbs rdx 1))                  ; target
         (mov rcx r8)
         (shr rcx 3)                                      ; count
         (mov (at rbx 0) 0)
         (mov rdi rsi)                                    ; limb i
         (add rsi r8)
         (lea r10 (at rbx 0 r8 1))                        ; end of row i
         (mov (at r10 -8 r8 1) 0)
         (mov r8 rcx)
         (neg r8)
         (add r8 1)                                       ; −(count − 1 − i)
         (jump e rows-done)
         (mov r13 (at rdi 0))
         (mov r12d 0)
         (mov r14 r8)
         ,@(multiply-row 'set 'first)
         (mov (at r10 0) r12)
         next-row
         (add r8 1)
         (jump e rows-done)
         (add rdi 8)
         (add r10 8)
         (mov r13 (at rdi 0))
         (mov r12d 0)
         (mov r14 r8)
         ,@(multiply-row 'add 'other)
         (mov (at r10 0) r12)
         (jump next-row)
         rows-done
         (mov r14 rcx)
         (shl r14 3)
         (sub rsi r14)                                    ; source again
         (mov edi 0)                                      ; bit shifted out
         (mov r14d 0)                                     ; carry, 0 or 1
         next-square
         (mov rax (at rsi 0))
         (mul rax)
         (mov r12 (at rbx 0))
         (mov r13 (at rbx 8))
         (mov r8 r13)
         (shr r8 63)
         (mov r9 r12)
         (shr r9 63)
         (lea r12 (at rdi 0 r12 2))
         (lea r13 (at r9 0 r13 2))
         (mov rdi r8)
         (neg r14)                                        ; the carry flag is what r14 was
         (adc r12 rax)
         (adc r13 rdx)
         (mov r14d 0)
         (adc r14 0)
         (mov (at rbx 0) r12)
         (mov (at rbx 8) r13)
         (add rsi 8)
         (add rbx 16)
         (sub rcx 1)
         (jump ne next-square)
         ,@return-zero)

        (limbs-scale
         (mov r12 ,seventh)
         (shr r12 3)
         ,@(scaled-row 'set))
        (limbs-add-product
         (mov r12d 0)
         ,@(scaled-row 'add))
        (limbs-subtract-product
         (mov r12d 0)
         ,@(scaled-row 'subtract))))

    (define (scaled-row kind)
      `((lea r10 (at rax ,limbs rdx 1))
        (add r10 r8)
        (lea rsi (at rbx ,limbs rdi 1))
        (add rsi r8)
        (mov r13 r9)
        (shr r13 3)
        (shr r8 3)
        (mov r14 r8)
        (neg r14)
        ,@(multiply-row kind 'row)
        (lea rax (at #f 0 r12 8))
        ,@return))

    ;;; Divisions.

    (define (divisions)
      `((limbs-divide-small
         (lea r10 (at rax ,limbs rdx 1))
         (lea rsi (at rbx ,limbs rdi 1))
         (shr r9 3)
         (mov edx 0)
         (shr r8 3)
         (jump e done)
         next
         (mov rax (at rsi -8 r8 8))
         (div r9)
         (mov (at r10 -8 r8 8) rax)
         (sub r8 1)
         (jump ne next)
         done
         (lea rax (at #f 0 rdx 8))
         ,@return)

        ;; rdi: the rest's limb that is to become zero; r9: end of the divisor; r8: −count; r10: the quotient's limb; rcx: limbs of the
        ;; quotient to come; r13: the limb that is tried; rbx: what that leaves of the first two limbs, by the divisor's first.
        (limbs-divide
         (mov rsi ,seventh)
         (mov rcx ,eighth)
         (lea r9 (at r9 ,limbs rsi 1))
         (add r9 rcx)
         (lea rdi (at rbx ,(- limbs 8) rdi 1))
         (add rdi r8)
         (sub r8 rcx)
         (lea r10 (at rax ,(- limbs 8) rdx 1))
         (add r10 r8)
         (mov rsi r8)
         (mov r8 rcx)
         (shr r8 3)
         (neg r8)
         (mov rcx rsi)
         (shr rcx 3)
         (jump e finished)
         next
         (mov rdx (at rdi 0))
         (mov rax (at rdi -8))
         (mov rsi (at r9 -8))
         (cmp rdx rsi)
         (jump ae largest)
         (div rsi)
         (mov r13 rax)
         (mov rbx rdx)
         correct
         (mov rax r13)
         (mul (at r9 -16))
         (cmp rdx rbx)
         (jump b estimated)
         (jump a smaller)
         (cmp rax (at rdi -16))
         (jump be estimated)
         smaller
         (sub r13 1)
         (add rbx rsi)
         (jump ae correct)
         (jump estimated)
         largest
         (mov r13 -1)
         (mov rbx rax)
         (add rbx rsi)
         (jump ae correct)
         estimated
         (mov rsi r9)
         (mov r11 r10)
         (mov r10 rdi)
         (mov r12d 0)
         (mov r14 r8)
         ,@(multiply-row 'subtract 'row)
         (mov r10 r11)
         (sub (at rdi 0) r12)
         (jump ae right)
         (sub r13 1)
         (mov r14 r8)
         (test r14 r14)
         add-back
         (mov rax (at r9 0 r14 8))
         (adc (at rdi 0 r14 8) rax)
         (inc r14)
         (jump ne add-back)
         (adc (at rdi 0) 0)
         right
         (mov (at r10 0) r13)
         (sub r10 8)
         (sub rdi 8)
         (sub rcx 1)
         (jump ne next)
         finished
         ,@return-zero)))

    ;;; Shifts.

    (define (shifts)
      `((limbs-shift-left
         (lea r10 (at rax ,limbs rdx 1))
         (lea rsi (at rbx ,limbs rdi 1))
         (mov rcx r9)
         (shr rcx 3)
         (shr r8 3)
         (mov eax 0)
         (mov rdx (at rsi -8 r8 8))
         (shld rax rdx cl)
         (mov (at r10 0 r8 8) rax)
         next
         (mov rax rdx)
         (sub r8 1)
         (jump e last)
         (mov rdx (at rsi -8 r8 8))
         (shld rax rdx cl)
         (mov (at r10 0 r8 8) rax)
         (jump next)
         last
         (shl rax cl)
         (mov (at r10 0) rax)
         ,@return-zero)

        (limbs-shift-right
         (lea r10 (at rax ,limbs rdx 1))
         (lea rsi (at rbx ,limbs rdi 1))
         (mov rcx r9)
         (shr rcx 3)
         (shr r8 3)
         (mov edi 0)
         (mov rdx (at rsi 0))
         next
         (mov rax rdx)
         (sub r8 1)
         (jump e last)
         (mov rdx (at rsi 8 rdi 8))
         (shrd rax rdx cl)
         (mov (at r10 0 rdi 8) rax)
         (add rdi 1)
         (jump next)
         last
         (shr rax cl)
         (mov (at r10 0 rdi 8) rax)
         ,@return-zero)))

    ;;; Looking.

    (define (low-byte name) (+ header-tag (* 8 (layout-number 'typed-headers name))))
    (define positive-type (low-byte 'bignum-positive))
    (define filler-header (+ (- (expt 2 63)) (low-byte 'filler)))

    (define (views)
      `((limbs-compare
         (lea r10 (at rax ,limbs rdx 1))
         (lea rsi (at rbx ,limbs rdi 1))
         (mov eax 0)
         next
         (sub r8 8)
         (jump l done)
         (mov rdx (at r10 0 r8 1))
         (cmp rdx (at rsi 0 r8 1))
         (jump e next)
         (mov eax 8)
         (mov rdx -8)
         (cmovb rax rdx)
         done
         ,@return)

        (limbs-count
         (lea r10 (at rax ,(- limbs 8) rdx 1))
         (mov rax rbx)
         next
         (test rax rax)
         (jump e done)
         (cmp (at r10 0 rax 1) 0)
         (jump ne done)
         (sub rax 8)
         (jump next)
         done
         ,@return)

        (limbs-normalize
         (mov ebx (at32 rax ,length-offset))
         (mov edx ebx)
         next
         (test edx edx)
         (jump e zero)
         (cmp (at rax ,(- limbs 8) rdx 8) 0)
         (jump ne found)
         (sub edx 1)
         (jump next)
         zero
         (mov eax 0)
         ,@return
         found
         (cmp edx 1)
         (jump e one)
         large
         (cmp edx ebx)
         (jump e done)
         (mov (at32 rax ,length-offset) edx)
         (sub ebx edx)
         (sub ebx 1)
         (shl rbx 8)
         (mov rcx ,filler-header)
         (add rbx rcx)
         (mov (at rax ,limbs rdx 8) rbx)
         done
         ,@return
         one
         (mov rcx (at rax ,limbs))
         (mov edi (at32 rax ,header-offset))
         (and edi 255)
         (mov rsi rcx)
         (shr rsi 60)
         (jump ne wide)
         (shl rcx 3)
         (mov rax rcx)
         (cmp edi ,positive-type)
         (jump e done)
         (neg rax)
         ,@return
         wide                                             ; only the most negative fixnum
         (cmp edi ,positive-type)
         (jump e large)
         (mov rsi ,(expt 2 60))
         (cmp rcx rsi)
         (jump ne large)
         (shl rcx 3)
         (mov rax rcx)
         ,@return)))))
