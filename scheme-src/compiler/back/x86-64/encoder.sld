;;; Encoder: one instruction and its operands to bytes, driven by the instruction table.
;;;
;;;   [prefix] [REX] opcode… [modrm [sib] [displacement]] [immediate]
;;;
;;;   REX    0100WRXB   W: 64 bits; R, X, B: fourth bits of modrm.reg, sib.index, and modrm.rm or sib.base or opcode register
;;;   modrm  mmrrrbbb   m: 0 no displacement, 1 of 8 bits, 2 of 32 bits, 3 register; bbb 100: sib follows; m 0 and bbb 101: rip
;;;   sib    ssiiibbb   iii 100: no index; m 0 and bbb 101: no base, displacement of 32 bits
;;;
;;; A mnemonic is looked up once (mnemonic-named) and then encoded often (encode!): the first form whose operand predicates
;;; hold is taken. Links leave zeros and a relocation. Jumps to places are not made here but by the assembler, which knows
;;; distances.
(define-library (compiler back x86-64 encoder)
  (export mnemonic-named mnemonic? mnemonic-symbol encode!
          make-code-buffer code-buffer-bytes code-buffer-position code-buffer-relocations
          emit-byte! emit-bytes! emit-integer! buffer->bytevector)
  (import (scheme base) (base table) (machine x86-64) (compiler back code) (compiler back x86-64 operand))
  (begin
    ;;; The buffer.

    (define-record-type $code-buffer (new-code-buffer bytes position relocations) code-buffer?
      (bytes code-buffer-bytes code-buffer-bytes-set!)
      (position code-buffer-position code-buffer-position-set!)
      (relocations code-buffer-relocations code-buffer-relocations-set!)) ; last one first
    (define (make-code-buffer) (new-code-buffer (make-bytevector 256 0) 0 '()))

    (define (emit-byte! buffer byte)
      (let ((position (code-buffer-position buffer)) (bytes (code-buffer-bytes buffer)))
        (if (= position (bytevector-length bytes))
            (let ((larger (make-bytevector (* 2 position) 0)))
              (bytevector-copy! larger 0 bytes)
              (code-buffer-bytes-set! buffer larger)
              (bytevector-u8-set! larger position byte))
            (bytevector-u8-set! bytes position byte))
        (code-buffer-position-set! buffer (+ position 1))))

    (define (emit-bytes! buffer bytes)
      (if (pair? bytes)
          (begin (emit-byte! buffer (car bytes)) (emit-bytes! buffer (cdr bytes)))))

    ;; (emit-integer! buffer number count): the low count bytes of a number, two's complement, little-endian.
    (define (emit-integer! buffer number count)
      (if (> count 0)
          (begin
            (emit-byte! buffer (floor-remainder number 256))
            (emit-integer! buffer (floor-quotient number 256) (- count 1)))))

    (define (emit-link! buffer kind bytes link addend)
      (code-buffer-relocations-set!
       buffer
       (cons (make-relocation (code-buffer-position buffer) kind (link-kind link) (link-object link)
                              (+ addend (link-addend link)))
             (code-buffer-relocations buffer)))
      (emit-integer! buffer 0 bytes))

    (define (buffer->bytevector buffer)
      (bytevector-copy (code-buffer-bytes buffer) 0 (code-buffer-position buffer)))

    ;;; Encoding.

    ;; (encode! buffer mnemonic operands): append the instruction. Error: no form of the mnemonic takes these operands.
    (define (encode! buffer mnemonic operands)
      (let loop ((encodings (mnemonic-encodings mnemonic)))
        (cond ((null? encodings)
               (error "encoder: no form fits" (mnemonic-symbol mnemonic) operands))
              ((fits? (encoding-predicates (car encodings)) operands)
               (emit! buffer (car encodings) operands))
              (else (loop (cdr encodings))))))

    (define (fits? predicates operands)
      (cond ((null? predicates) (null? operands))
            ((null? operands) #f)
            (((car predicates) (car operands)) (fits? (cdr predicates) (cdr operands)))
            (else #f)))

    (define (operand-at operands index)
      (case index
        ((#f) #f)
        ((0) (car operands))
        ((1) (cadr operands))
        (else (list-ref operands index))))

    (define (emit! buffer encoding operands)
      (let ((register (operand-at operands (encoding-register-index encoding)))
            (rm (operand-at operands (encoding-rm-index encoding)))
            (opcode-register (operand-at operands (encoding-opcode-index encoding)))
            (immediate-bytes (encoding-immediate-bytes encoding)))
        (if (encoding-prefix encoding) (emit-byte! buffer (encoding-prefix encoding)))
        (let ((rex (+ (if (encoding-wide? encoding) 8 0)
                      (if (and register (high? register)) 4 0)
                      (if (and rm (memory? rm) (memory-index rm) (>= (memory-index rm) 8)) 2 0)
                      (cond (opcode-register (if (high? opcode-register) 1 0))
                            ((not rm) 0)
                            ((register? rm) (if (high? rm) 1 0))
                            ((exact-integer? (memory-base rm)) (if (>= (memory-base rm) 8) 1 0))
                            (else 0)))))
          (if (or (> rex 0) (needs-rex? register) (needs-rex? rm))
              (emit-byte! buffer (+ #x40 rex))))
        (if opcode-register
            (emit-byte! buffer (+ (car (encoding-opcode encoding)) (low-bits (register-number opcode-register))))
            (emit-bytes! buffer (encoding-opcode encoding)))
        (if rm
            (let ((reg (* 8 (if register (low-bits (register-number register)) (encoding-digit encoding)))))
              (if (register? rm)
                  (emit-byte! buffer (+ #xc0 reg (low-bits (register-number rm))))
                  (emit-memory! buffer reg rm immediate-bytes))))
        (if (> immediate-bytes 0)
            (let ((immediate (operand-at operands (encoding-immediate-index encoding))))
              (if (link? immediate)
                  (emit-link! buffer (encoding-link-kind encoding) immediate-bytes immediate 0)
                  (emit-integer! buffer immediate immediate-bytes))))))

    (define (high? register) (>= (register-number register) 8))
    (define (low-bits number) (if (>= number 8) (- number 8) number))
    ;; spl bpl sil dil exist only with a REX prefix.
    (define (needs-rex? operand)
      (and operand (register? operand) (eq? (register-kind operand) 'r8) (>= (register-number operand) 4)))

    (define (emit-memory! buffer reg memory immediate-bytes)
      (let ((base (memory-base memory))
            (index (memory-index memory))
            (displacement (memory-displacement memory))
            (link (memory-link memory)))
        (define (emit-displacement-32!)
          (if link
              (emit-link! buffer 'absolute-32 4 link displacement)
              (emit-integer! buffer displacement 4)))
        (define (emit-sib! base-bits)
          (emit-byte! buffer (+ (* 64 (case (memory-scale memory) ((2) 1) ((4) 2) ((8) 3) (else 0)))
                                (* 8 (if index (low-bits index) 4))
                                base-bits)))
        (cond ((eq? base 'rip)
               (emit-byte! buffer (+ reg 5))
               (if link
                   (emit-link! buffer 'relative-32 4 link (- displacement immediate-bytes))
                   (emit-integer! buffer displacement 4)))
              ((not base)
               (emit-byte! buffer (+ reg 4))
               (emit-sib! 5)
               (emit-displacement-32!))
              (else
               (let* ((bits (low-bits base))
                      (sib? (or index (= bits 4)))
                      (rm (if sib? 4 bits))
                      (mode (cond (link 2)
                                  ((and (eqv? displacement 0) (not (= bits 5))) 0)
                                  ((<= -128 displacement 127) 1)
                                  (else 2))))
                 (emit-byte! buffer (+ (* 64 mode) reg rm))
                 (if sib? (emit-sib! bits))
                 (case mode
                   ((1) (emit-integer! buffer displacement 1))
                   ((2) (emit-displacement-32!))))))))

    ;;; The table, prepared.

    (define-record-type $mnemonic (make-mnemonic symbol encodings) mnemonic?
      (symbol mnemonic-symbol)
      (encodings mnemonic-encodings mnemonic-encodings-set!))

    (define-record-type $encoding
      (make-encoding predicates prefix wide? opcode digit register-index rm-index opcode-index
                     immediate-index immediate-bytes link-kind)
      encoding?
      (predicates encoding-predicates)          ; one for each operand
      (prefix encoding-prefix)
      (wide? encoding-wide?)
      (opcode encoding-opcode)
      (digit encoding-digit)
      (register-index encoding-register-index)  ; which operand goes to modrm.reg, or #f
      (rm-index encoding-rm-index)
      (opcode-index encoding-opcode-index)
      (immediate-index encoding-immediate-index)
      (immediate-bytes encoding-immediate-bytes)
      (link-kind encoding-link-kind))           ; kind of relocation of a link as immediate

    ;; (mnemonic-named symbol) -> mnemonic. Error: none.
    (define (mnemonic-named symbol)
      (or (symbol-table-ref mnemonics symbol #f)
          (error "encoder: no such mnemonic" symbol)))

    (define (form->encoding form)
      (let* ((operands (instruction-form-operands form))
             (modrm (instruction-form-modrm form))
             (immediate (index-of immediate-pattern? operands 0))
             (rm (cond ((not modrm) #f)
                       ((eq? modrm 'o) #f)
                       (else (or (index-of memory-pattern? operands 0) 1))))
             (register (and (eq? modrm 'r) (if (eqv? rm 0) 1 0))))
        (make-encoding (map pattern-predicate operands)
                       (instruction-form-prefix form)
                       (instruction-form-wide? form)
                       (instruction-form-opcode form)
                       (if (number? modrm) modrm 0)
                       register rm (if (eq? modrm 'o) 0 #f)
                       immediate
                       (if immediate (pattern-bytes (list-ref operands immediate)) 0)
                       (if immediate (pattern-link-kind (list-ref operands immediate)) #f))))

    (define (index-of predicate list index)
      (cond ((null? list) #f)
            ((predicate (car list)) index)
            (else (index-of predicate (cdr list) (+ index 1)))))

    (define (memory-pattern? pattern) (memq pattern '(rm8 rm16 rm32 rm64 m m64 xm64)))
    (define (immediate-pattern? pattern) (memq pattern '(i8 u8 i16 i32 u32 i64 rel8 rel32)))
    (define (pattern-bytes pattern)
      (case pattern ((i8 u8 rel8) 1) ((i16) 2) ((i32 u32 rel32) 4) ((i64) 8) (else 0)))
    (define (pattern-link-kind pattern)
      (case pattern ((i32 u32) 'absolute-32) ((i64) 'absolute-64) ((rel32) 'relative-32) (else #f)))

    (define (register-of kind)
      (lambda (operand) (and (register? operand) (eq? (register-kind operand) kind))))
    (define (register-or-memory kind size)
      (lambda (operand)
        (if (register? operand)
            (eq? (register-kind operand) kind)
            (and (memory? operand) (eqv? (memory-size operand) size)))))
    (define (exactly register) (lambda (operand) (eq? operand register)))
    (define (between low high)
      (lambda (operand) (and (exact-integer? operand) (<= low operand high))))
    (define (link-or-between low high)
      (lambda (operand) (if (exact-integer? operand) (<= low operand high) (link? operand))))

    (define pattern-predicates
      (list (cons 'r8 (register-of 'r8)) (cons 'r16 (register-of 'r16))
            (cons 'r32 (register-of 'r32)) (cons 'r64 (register-of 'r64)) (cons 'x (register-of 'x))
            (cons 'rm8 (register-or-memory 'r8 1)) (cons 'rm16 (register-or-memory 'r16 2))
            (cons 'rm32 (register-or-memory 'r32 4)) (cons 'rm64 (register-or-memory 'r64 8))
            (cons 'xm64 (register-or-memory 'x 8))
            (cons 'm (lambda (operand) (memory? operand)))
            (cons 'm64 (lambda (operand) (and (memory? operand) (eqv? (memory-size operand) 8))))
            (cons 'al (exactly (byte-register 0))) (cons 'eax (exactly (narrow-register 0)))
            (cons 'rax (exactly (general-register 0))) (cons 'cl (exactly (byte-register 1)))
            (cons 'i8 (between -128 127)) (cons 'u8 (between 0 255)) (cons 'i16 (between -32768 65535))
            (cons 'i32 (link-or-between -2147483648 2147483647))
            (cons 'u32 (link-or-between 0 4294967295))
            (cons 'i64 (link-or-between -9223372036854775808 18446744073709551615))
            (cons 'rel8 (between -128 127))
            (cons 'rel32 (link-or-between -2147483648 2147483647))))
    (define (pattern-predicate pattern) (cdr (assq pattern pattern-predicates)))

    (define mnemonics
      (let ((table (make-symbol-table)))
        (for-each
         (lambda (form)
           (let* ((symbol (instruction-form-mnemonic form))
                  (mnemonic (or (symbol-table-ref table symbol #f)
                                (let ((mnemonic (make-mnemonic symbol '())))
                                  (symbol-table-set! table symbol mnemonic)
                                  mnemonic))))
             (mnemonic-encodings-set! mnemonic (cons (form->encoding form) (mnemonic-encodings mnemonic)))))
         (reverse all-instruction-forms))
        table))))
