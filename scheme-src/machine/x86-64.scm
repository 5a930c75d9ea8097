;;; The x86-64 instructions that the compiler uses: one row a form. Encoder, disassembler and samples all read it.
;;;
;;;   (mnemonic (operand …) prefix w (opcode byte …) modrm)
;;;
;;;   operand   r8 r16 r32 r64      a general register of that width
;;;             rm8 rm16 rm32 rm64  such a register, or memory of that width
;;;             m64                 memory only;  m: memory of no width (lea)
;;;             al eax rax cl       that register, without a place in the encoding
;;;             x  xm64             an xmm register; that, or memory
;;;             i8                  8 bits, sign-extended to the operation's width
;;;             u8                  8 bits, unsigned
;;;             i32                 32 bits, sign-extended;  u32: 32 bits, unsigned;  i16;  i64
;;;             rel8 rel32          distance from the end of the instruction
;;;   prefix    66, f2 or f3 (hexadecimal, as a number), or -
;;;   w         w: REX.W, or -
;;;   modrm     r: register operand in reg, register-or-memory operand in rm;  a digit: it stands in reg;
;;;             o: the register is added to the last opcode byte;  -: none
;;;
;;; The first row that fits the operands wins: short forms stand before long ones. `(each ((name number) …) row …)` stands for
;;; its rows with every name in place of `name`, and `(+ byte k)` for byte + k·number; `(digit)` is the number itself,
;;; `(name prefix)` the symbol prefix-name.

(define x86-64-table
  '((mov (r64 rm64) - w (#x8b) r)
    (mov (rm64 r64) - w (#x89) r)
    (mov (r32 rm32) - - (#x8b) r)
    (mov (rm32 r32) - - (#x89) r)
    (mov (r16 rm16) #x66 - (#x8b) r)
    (mov (rm16 r16) #x66 - (#x89) r)
    (mov (r8 rm8) - - (#x8a) r)
    (mov (rm8 r8) - - (#x88) r)
    (mov (r32 u32) - - (#xb8) o)
    (mov (rm64 i32) - w (#xc7) 0)
    (mov (rm32 u32) - - (#xc7) 0)
    (mov (rm16 i16) #x66 - (#xc7) 0)
    (mov (rm8 u8) - - (#xc6) 0)
    (mov (r64 i64) - w (#xb8) o)
    (movzx (r32 rm8) - - (#x0f #xb6) r)
    (movzx (r32 rm16) - - (#x0f #xb7) r)
    (movsx (r64 rm8) - w (#x0f #xbe) r)
    (movsx (r64 rm16) - w (#x0f #xbf) r)
    (movsxd (r64 rm32) - w (#x63) r)
    (lea (r64 m) - w (#x8d) r)
    (lea (r32 m) - - (#x8d) r)
    (xchg (rm64 r64) - w (#x87) r)
    (push (r64) - - (#x50) o)
    (push (rm64) - - (#xff) 6)
    (push (i8) - - (#x6a) -)
    (push (i32) - - (#x68) -)
    (pop (r64) - - (#x58) o)
    (pop (rm64) - - (#x8f) 0)

    ;; arithmetic and logic
    (each ((add 0) (or 1) (adc 2) (sbb 3) (and 4) (sub 5) (xor 6) (cmp 7))
      (name (r64 rm64) - w ((+ #x03 8)) r)
      (name (rm64 r64) - w ((+ #x01 8)) r)
      (name (rm64 i8) - w (#x83) (digit))
      (name (rax i32) - w ((+ #x05 8)) -)
      (name (rm64 i32) - w (#x81) (digit))
      (name (r32 rm32) - - ((+ #x03 8)) r)
      (name (rm32 r32) - - ((+ #x01 8)) r)
      (name (rm32 i8) - - (#x83) (digit))
      (name (eax i32) - - ((+ #x05 8)) -)
      (name (rm32 i32) - - (#x81) (digit))
      (name (r8 rm8) - - ((+ #x02 8)) r)
      (name (rm8 r8) - - ((+ #x00 8)) r)
      (name (al u8) - - ((+ #x04 8)) -)
      (name (rm8 u8) - - (#x80) (digit)))
    (test (rm64 r64) - w (#x85) r)
    (test (rax i32) - w (#xa9) -)
    (test (rm64 i32) - w (#xf7) 0)
    (test (rm32 r32) - - (#x85) r)
    (test (eax u32) - - (#xa9) -)
    (test (rm32 u32) - - (#xf7) 0)
    (test (rm8 r8) - - (#x84) r)
    (test (al u8) - - (#xa8) -)
    (test (rm8 u8) - - (#xf6) 0)
    (imul (r64 rm64) - w (#x0f #xaf) r)
    (imul (r64 rm64 i8) - w (#x6b) r)
    (imul (r64 rm64 i32) - w (#x69) r)
    (each ((not 2) (neg 3) (mul 4) (imul 5) (div 6) (idiv 7))
      (name (rm64) - w (#xf7) (digit))
      (name (rm32) - - (#xf7) (digit)))
    (each ((shl 4) (shr 5) (sar 7))
      (name (rm64 u8) - w (#xc1) (digit))
      (name (rm64 cl) - w (#xd3) (digit))
      (name (rm32 u8) - - (#xc1) (digit))
      (name (rm32 cl) - - (#xd3) (digit)))
    (each ((inc 0) (dec 1))
      (name (rm64) - w (#xff) (digit)))
    (shld (rm64 r64 cl) - w (#x0f #xa5) r)
    (shrd (rm64 r64 cl) - w (#x0f #xad) r)
    (cqo () - w (#x99) -)
    (cdq () - - (#x99) -)
    (bsr (r64 rm64) - w (#x0f #xbd) r)
    (bsf (r64 rm64) - w (#x0f #xbc) r)
    (lzcnt (r64 rm64) #xf3 w (#x0f #xbd) r)
    (popcnt (r64 rm64) #xf3 w (#x0f #xb8) r)

    ;; conditions and jumps
    (each ((o 0) (no 1) (b 2) (ae 3) (e 4) (ne 5) (be 6) (a 7) (s 8) (ns 9) (p 10) (np 11) (l 12) (ge 13) (le 14) (g 15))
      ((name j) (rel8) - - ((+ #x70 1)) -)
      ((name j) (rel32) - - (#x0f (+ #x80 1)) -)
      ((name set) (rm8) - - (#x0f (+ #x90 1)) 0)
      ((name cmov) (r64 rm64) - w (#x0f (+ #x40 1)) r)
      ((name cmov) (r32 rm32) - - (#x0f (+ #x40 1)) r))
    (jmp (rel8) - - (#xeb) -)
    (jmp (rel32) - - (#xe9) -)
    (jmp (rm64) - - (#xff) 4)
    (call (rel32) - - (#xe8) -)
    (call (rm64) - - (#xff) 2)
    (ret () - - (#xc3) -)

    ;; doubles
    (movsd (x xm64) #xf2 - (#x0f #x10) r)
    (movsd (xm64 x) #xf2 - (#x0f #x11) r)
    (movapd (x x) #x66 - (#x0f #x28) r)
    (each ((sqrtsd #x51) (addsd #x58) (mulsd #x59) (subsd #x5c) (minsd #x5d) (divsd #x5e) (maxsd #x5f))
      (name (x xm64) #xf2 - (#x0f (digit)) r))
    (each ((andpd #x54) (xorpd #x57))
      (name (x x) #x66 - (#x0f (digit)) r))
    (ucomisd (x xm64) #x66 - (#x0f #x2e) r)
    (cvtsi2sd (x rm64) #xf2 w (#x0f #x2a) r)
    (cvttsd2si (r64 xm64) #xf2 w (#x0f #x2c) r)
    (movq (x rm64) #x66 w (#x0f #x6e) r)
    (movq (rm64 x) #x66 w (#x0f #x7e) r)
    (roundsd (x xm64 u8) #x66 - (#x0f #x3a #x0b) r)

    ;; the rest
    (nop () - - (#x90) -)
    (nop (rm32) - - (#x0f #x1f) 0)
    (ud2 () - - (#x0f #x0b) -)
    (int3 () - - (#xcc) -)
    (syscall () - - (#x0f #x05) -)
    (rdtsc () - - (#x0f #x31) -)
    (cld () - - (#xfc) -)
    (std () - - (#xfd) -)
    (rep-movsb () #xf3 - (#xa4) -)
    (rep-movsq () #xf3 w (#xa5) -)
    (rep-stosq () #xf3 w (#xab) -)))
