;;; Code chunks: what the assembler gives to the image writer and to the installer of the running system.
;;;
;;; A chunk is the machine code of one procedure or stub, not yet placed. Offsets count bytes from the first instruction.
;;; `code->object-bytes` lays a chunk out as the code object of (machine layout):
;;;
;;;   word 0  header                                    filled in
;;;        1  entry address                             left zero: code-instructions-start + code-entry-offset + its address
;;;        2  name, 3 info                              left zero: values, for the placer to store
;;;        4  u32 offset of instructions, u32 bytes     filled in
;;;        5  u32 offset of literals, u32 words         filled in
;;;        6  u32 captured values, u32 zero             filled in
;;;        7… literals                                  left zero: values, one for each of code-literals
;;;           padding to a multiple of 16, instructions, padding to 8, return records, padding to 16 (inside the object)
;;;
;;; The displacement of the `nop` at each return address is filled in too. What remains are the relocations. The object must be
;;; placed at a multiple of 16.
;;;
;;; Relocation: at `offset` stands a field of `kind` that must become the address (or value) of the target plus `addend`:
;;;   absolute-32   u32 of it            absolute-64  u64 of it
;;;   relative-32   i32 of it, minus the address just behind the field
;;; The target kinds:
;;;   code      label of a procedure: the address of its unknown-call entry (code-entry-offset)
;;;   clause    pair (label . clause index): the address of the body of that clause (code-clause-offsets)
;;;   object    label: the address of its code object, word 0
;;;   closure   label: the value of its static closure (tagged)
;;;   global    global: the value of its cell (tagged)
;;;   constant  datum: the value, as an object of the image (tagged)
;;;   builtin   symbol: the value of the descriptor of that record type of the layout (tagged)
;;;   stub      symbol: the address of the first instruction of that stub
;;;
;;; Does not: know addresses.
(define-library (compiler back code)
  (export make-code code-label code-name code-bytes code-entry-offset code-clause-offsets code-relocations
          code-returns code-source code-info code-captured code-literals code-positions
          make-relocation relocation-offset relocation-kind relocation-target-kind relocation-target
          relocation-addend
          make-return return? return-offset return-frame-words return-live-slots return-register-mask
          return-values-offset return-position
          code->object-bytes code-instructions-start instructions-start)
  (import (scheme base) (machine layout))
  (begin
    (define-record-type $code
      (make-code label name bytes entry-offset clause-offsets relocations returns source info captured literals positions)
      code?
      (label code-label)                  ; label, or the symbol that names a stub
      (name code-name)                    ; symbol, string or #f
      (bytes code-bytes)                  ; bytevector: the instructions only
      (entry-offset code-entry-offset)    ; where an unknown call enters
      (clause-offsets code-clause-offsets) ; list: where a known call of each clause enters
      (relocations code-relocations)      ; list, by ascending offset
      (returns code-returns)              ; list, by ascending offset
      (source code-source)                ; position or #f
      (info code-info)                    ; datum for word 3
      (captured code-captured)            ; free values in a closure
      (literals code-literals)            ; list of pairs (target kind . target): constant, builtin, global or closure
      (positions code-positions))         ; list of pairs (offset . position), ascending: where each source form's code begins

    (define-record-type $relocation
      (make-relocation offset kind target-kind target addend)
      relocation?
      (offset relocation-offset)
      (kind relocation-kind)
      (target-kind relocation-target-kind)
      (target relocation-target)
      (addend relocation-addend))

    (define-record-type $return
      (make-return offset frame-words live-slots register-mask values-offset position)
      return?
      (offset return-offset)              ; the return address
      (frame-words return-frame-words)
      (live-slots return-live-slots)      ; ascending list of the slots that hold values
      (register-mask return-register-mask) ; bit n: machine register n holds a value
      (values-offset return-values-offset) ; offset of the values entry; #f: exactly one value; any: any number, ignored
      (position return-position))         ; position or #f

    ;; (code-instructions-start code) -> byte offset of the first instruction in the code object.
    (define (code-instructions-start code) (instructions-start (length (code-literals code))))

    ;; (instructions-start literals) -> the same for that number of literals.
    (define (instructions-start literals)
      (round-up (* word-bytes (+ (layout-number 'code-object 'size) literals)) 16))

    ;; (code->object-bytes code) -> bytevector: the code object, but for words 1 to 3, literals and relocations.
    (define (code->object-bytes code)
      (let* ((start (code-instructions-start code))
             (bytes (code-bytes code))
             (records-start (round-up (+ start (bytevector-length bytes)) 8))
             (size (round-up (+ records-start (records-size (code-returns code))) 16))
             (object (make-bytevector size 0)))
        (set-u64! object 0 (code-header (- size word-bytes)))
        (set-word-halves! object 'instructions start (bytevector-length bytes))
        (set-word-halves! object 'literals (* word-bytes (layout-number 'code-object 'size)) (length (code-literals code)))
        (set-word-halves! object 'captured (code-captured code) 0)
        (bytevector-copy! object start bytes)
        (let loop ((returns (code-returns code)) (place records-start))
          (if (pair? returns)
              (begin
                (write-return-record! object place start (car returns))
                (loop (cdr returns) (+ place (record-size (car returns)))))))
        object))

    (define word-bytes (layout-value 'word-bytes))
    (define (round-up number unit) (* unit (quotient (+ number unit -1) unit)))

    (define (code-header length)
      (+ (expt 2 63) (* length 256) (* (layout-number 'typed-headers 'code) 8) (layout-number 'tags 'header)))

    (define (set-word-halves! object name low high)
      (let ((place (* word-bytes (layout-number 'code-object name))))
        (set-u32! object place low)
        (set-u32! object (+ place 4) high)))

    ;; Return records.

    (define frame-words-offset (layout-number 'return-record 'frame-words))
    (define register-mask-offset (layout-number 'return-record 'register-mask))
    (define values-entry-offset (layout-number 'return-record 'values-entry))
    (define code-start-offset (layout-number 'return-record 'code-start))
    (define position-offset (layout-number 'return-record 'position))
    (define live-offset (layout-number 'return-record 'live))
    (define nop-displacement-offset 3)

    (define (records-size returns)
      (let loop ((returns returns) (sum 0))
        (if (pair? returns)
            (loop (cdr returns) (+ sum (record-size (car returns))))
            sum)))

    (define (record-size return)
      (+ live-offset (* 8 (quotient (+ (return-frame-words return) 63) 64))))

    (define (write-return-record! object place start return)
      (let ((address (+ start (return-offset return))))
        (set-u32! object (+ address nop-displacement-offset) (- place address))
        (set-u32! object (+ place frame-words-offset) (return-frame-words return))
        (set-u32! object (+ place register-mask-offset) (return-register-mask return))
        (set-u32! object (+ place values-entry-offset)
                  (let ((values-offset (return-values-offset return)))
                    (cond ((not values-offset) 0)
                          ((eq? values-offset 'any) 1)
                          (else (- values-offset (return-offset return))))))
        (set-u32! object (+ place code-start-offset) (- address))
        (set-u64! object (+ place position-offset) (or (return-position return) 0))
        (for-each (lambda (slot) (set-bit! object (+ place live-offset) slot))
                  (return-live-slots return))))

    ;; Little-endian stores; a negative number is stored as its two's complement.

    (define (set-bit! object place bit)
      (let ((byte (+ place (quotient bit 8))))
        (bytevector-u8-set! object byte (+ (bytevector-u8-ref object byte) (expt 2 (remainder bit 8))))))

    (define (set-u32! object place number)
      (let loop ((i 0) (number number))
        (if (< i 4)
            (begin
              (bytevector-u8-set! object (+ place i) (floor-remainder number 256))
              (loop (+ i 1) (floor-quotient number 256))))))

    (define (set-u64! object place number)
      (set-u32! object place number)
      (set-u32! object (+ place 4) (floor-quotient number 4294967296)))))
